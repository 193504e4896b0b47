import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { shown } from '../options/check.js'

/** Answers whose address a request comes from. */
export type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string | undefined

/**
 * The other end of the connection; when that is a proxy we trust, who the proxy says it serves. Every proxy puts its client
 * at the end of `X-Forwarded-For`, and what stands before that may be made up: it is read from the end, as far as trust goes.
 *
 * @throws TypeError when a proxy is neither an address nor a network
 */
export function clientAddress(trustedProxies: readonly string[] = []): ClientAddress {
  const trusted = new BlockList()
  for (const proxy of trustedProxies) add(trusted, proxy)
  const isTrusted = (address: string) => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return ({ socket, headers }) => {
    let address = socket.remoteAddress
    const forwarded = headers['x-forwarded-for'] ?? ''
    const hops = String(forwarded).split(',')
    while (address !== undefined && isTrusted(address)) {
      const hop = hops.pop()?.trim() ?? ''
      if (isIP(hop) === 0) return address
      address = hop
    }
    return address
  }
}

function add(trusted: BlockList, proxy: string): void {
  const [address = '', prefix] = typeof proxy === 'string' ? proxy.split('/') : []
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  try {
    if (prefix === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN, family)
  } catch {
    throw new TypeError(
      `createGateway: websocket.trustedProxies has ${shown(proxy)}; give addresses or networks, like "10.0.0.0/8".`,
    )
  }
}

/** Whom a count by address is about: of IPv6 the network of 64 bits, which is what one customer of a provider is given. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? []
  if (mapped !== undefined) return mapped
  const [head = '', tail] = address.split('::')
  const [first, last] = [groupsOf(head), groupsOf(tail)]
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}

const groupsOf = (text = '') => (text === '' ? [] : text.split(':'))
