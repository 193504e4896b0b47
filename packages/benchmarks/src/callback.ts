import { createHash } from 'node:crypto'

/** The app all benchmarks serve, known to both sides. */
export const sdkAppId = '1400000000'
export const token = 'benchmark-token'

export const path = '/im/callback'
export const command = 'C2C.CallbackBeforeSendMsg'
export const afterCommand = 'C2C.CallbackAfterSendMsg'

/** What a message may not contain, and the code it is refused with. */
export const bannedWord = '加微信'
export const refusalCode = 120001
export const refusalText = 'no advertising, please'

/** Path and query as the platform sends them, signed now. */
export function signedUrl(called: string = command): string {
  const time = Math.floor(Date.now() / 1000)
  const sign = createHash('sha256').update(`${token}${time}`).digest('hex')
  const query = `SdkAppid=${sdkAppId}&CallbackCommand=${called}&contenttype=json&ClientIP=203.0.113.7`
  return `${path}?${query}&OptPlatform=Android&Sign=${sign}&RequestTime=${time}`
}

/** About 600 bytes, as a chat message makes them. */
export function messageBody(text: string, called: string = command): string {
  return JSON.stringify({
    CallbackCommand: called,
    From_Account: 'user_10086',
    To_Account: 'user_10010',
    MsgSeq: 48374,
    MsgRandom: 2837546,
    MsgTime: 1763615000,
    MsgKey: '48374_2837546_1763615000',
    MsgId: '144115233406643804-1763615000-2837546',
    OnlineOnlyFlag: 0,
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
    CloudCustomData:
      '{"messageFeature":{"needTyping":1,"version":1},"messageReply":{"messageAbstract":"ok"}}',
    EventTime: 1763615000123,
  })
}

export const cleanText =
  '你好，明天下午三点我们在老地方见面，记得带上上次说的资料。See you tomorrow at three, and bring the papers please.'
export const bannedText = `想要优惠的朋友，${bannedWord}，名额有限。`
