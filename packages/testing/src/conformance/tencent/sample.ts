/** The app every server of the suite serves, and the moment at which its clock stands still. */
export const app = {
  sdkAppId: '1400000000',
  tokens: ['conformance-token', 'the-token-before'],
  /** Seconds since 1970. */
  now: 1_700_000_000,
  path: '/im/callback',
} as const

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
