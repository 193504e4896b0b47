import { Refusal } from './refusal.js'

/** What the URL of a request says. */
export interface RestQuery {
  /** `openim/sendmsg`, or the path as it is when it is not below `/v4/`. */
  readonly endpoint: string
  readonly sdkAppId: string
  readonly identifier: string
  readonly userSig: string
  readonly random: string
  readonly contentType: string
}

/** Reads a URL; what is missing is empty, and the first one counts of what is there twice. */
export function readQuery(url: string): RestQuery {
  const [path = '', query = ''] = url.split('?', 2)
  const params = new URLSearchParams(query)
  const param = (name: string) => params.get(name) ?? ''
  return {
    endpoint: path.startsWith('/v4/') ? path.slice(4) : path,
    sdkAppId: param('sdkappid'),
    identifier: param('identifier'),
    userSig: param('usersig'),
    random: param('random'),
    contentType: param('contenttype'),
  }
}

/** @throws Refusal when a parameter is missing or cannot be what it is */
export function checkQuery({ sdkAppId, identifier, random, contentType }: RestQuery, ours: number): void {
  if (sdkAppId === '') throw new Refusal(60012, 'sdkappid is missing in the URL')
  if (!/^\d{1,15}$/.test(sdkAppId)) throw new Refusal(60006, 'sdkappid is not a number')
  if (Number(sdkAppId) !== ours) throw new Refusal(70020, 'there is no such sdkappid here')
  if (contentType !== 'json') throw new Refusal(60002, 'contenttype is not json')
  if (!/^\d{1,10}$/.test(random) || Number(random) > 0xffffffff)
    throw new Refusal(60002, 'random is not a number between 0 and 4294967295')
  if (identifier === '') throw new Refusal(60004, 'identifier is missing in the URL')
}
