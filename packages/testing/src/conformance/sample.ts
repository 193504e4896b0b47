/** The app every server of the suite serves, and the moment at which its clock stands still. */
export const app = {
  sdkAppId: '1400000000',
  tokens: ['conformance-token', 'the-token-before'],
  /** Seconds since 1970. */
  now: 1_700_000_000,
  path: '/im/callback',
} as const

/** Bytes a body may have. */
export const bodyLimit = 256 * 1024

/** A before-callback that is allowed. */
export const message = {
  CallbackCommand: 'C2C.CallbackBeforeSendMsg',
  From_Account: 'alice',
  To_Account: 'bob',
  MsgSeq: 48_374,
  MsgRandom: 2_837_546,
  MsgTime: app.now,
  MsgKey: '48374_2837546_1700000000',
  OnlineOnlyFlag: 0,
  MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'Grüße 你好 🎉' } }],
  CloudCustomData: '',
}

/** The same message with another text: the text tells the handler of the suite what to do. */
export function messageSaying(text: string): string {
  const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }]
  return JSON.stringify({ ...message, MsgBody })
}

/** A message of exactly so many bytes. */
export function paddedTo(bytes: number): string {
  const empty = JSON.stringify({ MsgBody: [], Padding: '' })
  return JSON.stringify({ MsgBody: [], Padding: 'x'.repeat(bytes - empty.length) })
}

/** A message with brackets so many levels deep. */
export function nested(levels: number): string {
  return `{"MsgBody":[],"Deep":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
}
