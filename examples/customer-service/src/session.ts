import { randomInt } from 'node:crypto'
import type { MessageStore } from '@im-callback/customer-service'
import type { Account, Tokens } from './tokens.js'

/** The tenants of customers with a page and of those from Tencent, the one of support, and its only shop. */
export const apps = { customers: 7n, tencent: 8n, support: 1453n, shop: 1n }

/** Messages a page shows of what was before it. */
const history = 500n

/** What a page asks for, before it connects. */
export type SessionRequest =
  | { readonly role: 'customer'; readonly token?: string }
  | { readonly role: 'support'; readonly code: string; readonly seller?: string }

/** Who the page is, and where its messages begin. Numbers are text: JSON has no 64 bits. */
export interface Session {
  readonly token: string
  readonly appId: string
  readonly uid: string
  readonly since: string
}

export interface SessionParts {
  readonly tokens: Tokens
  readonly store: MessageStore
  readonly sellers: readonly bigint[]
}

/** A customer comes back with the token of the last time, or is new; support shows the code. Undefined: not let in. */
export async function openSession(
  parts: SessionParts,
  request: SessionRequest,
): Promise<Session | undefined> {
  const account = request.role === 'customer' ? customer(parts, request) : seller(parts, request)
  if (account === undefined) return undefined
  const newest = await parts.store.newest(account)
  return {
    token: parts.tokens.issue(account),
    appId: String(account.appId),
    uid: String(account.uid),
    // -1, not 0: that would mean what the server knows the user to have, and leave out what was read before.
    since: String(newest > history ? newest - history : -1n),
  }
}

function customer({ tokens }: SessionParts, { token }: { readonly token?: string }): Account {
  const known = token === undefined ? undefined : tokens.verify(token)
  if (known?.appId === apps.customers) return known
  return { appId: apps.customers, uid: BigInt(randomInt(1, 2 ** 48 - 1)) }
}

function seller(
  { tokens, sellers }: SessionParts,
  request: { readonly code: string; readonly seller?: string },
): Account | undefined {
  if (!tokens.opensDesk(request.code)) return undefined
  const uid =
    request.seller === undefined ? sellers[0] : sellers.find((each) => String(each) === request.seller)
  return uid === undefined ? undefined : { appId: apps.support, uid }
}

/** The request in a body of JSON; undefined when it is none. */
export function readSessionRequest(text: string): SessionRequest | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { role, token, code, seller } = value as Record<string, unknown>
  if (role === 'customer') return typeof token === 'string' ? { role, token } : { role }
  if (role !== 'support' || typeof code !== 'string') return undefined
  return typeof seller === 'string' ? { role, code, seller } : { role, code }
}
