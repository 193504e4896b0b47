import { createHmac, timingSafeEqual } from 'node:crypto'

/** An account of the gateway. */
export interface Account {
  readonly appId: bigint
  readonly uid: bigint
}

const lifetime = 30 * 24 * 3600
const shape = /^(\d{1,19})\.(\d{1,19})\.(\d{1,12})\.([\w-]{43})$/

/**
 * Tokens without a database: account and end, signed. Every node that has the secret knows them. In an app of yours the
 * session of its own takes their place: see `tokensBy`.
 */
export class Tokens {
  readonly #secret: string
  readonly #clock: () => number

  constructor(secret: string, clock: () => number = Date.now) {
    this.#secret = secret
    this.#clock = clock
  }

  /** What opens the support desk. */
  get supportCode(): string {
    return this.#sign('support desk').slice(0, 16)
  }

  issue({ appId, uid }: Account): string {
    const claim = `${appId}.${uid}.${this.#now() + lifetime}`
    return `${claim}.${this.#sign(claim)}`
  }

  /** Whose token this is; undefined when it is none of ours, or too old. */
  verify(token: string): Account | undefined {
    const [, appId, uid, end, signature] = shape.exec(token) ?? []
    if (appId === undefined || uid === undefined || end === undefined || signature === undefined) return
    if (!isSame(signature, this.#sign(`${appId}.${uid}.${end}`)) || Number(end) < this.#now()) return
    return { appId: BigInt(appId), uid: BigInt(uid) }
  }

  opensDesk(code: string): boolean {
    return isSame(code, this.supportCode)
  }

  #now(): number {
    return Math.floor(this.#clock() / 1000)
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url')
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
