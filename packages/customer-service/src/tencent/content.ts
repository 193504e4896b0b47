import type { C2CAfterSendMsgRequest, MsgElement } from '@im-callback/core'

/** The content of a message, to be written as JSON. */
export type BridgedContent = Readonly<Record<string, unknown>>

/**
 * A customer's message as content: `text` is for every client. What is no text stands in it in words, and is in `MsgBody`
 * as it came; text is not repeated there, so that what a moderator masks is masked.
 */
export function contentOfMessage({ MsgBody, CloudCustomData }: C2CAfterSendMsgRequest): BridgedContent {
  const others = MsgBody.filter(({ MsgType }) => MsgType !== 'TIMTextElem')
  const text = MsgBody.map(inWords).join(others.length === 0 ? '' : '\n')
  return {
    text,
    ...(others.length === 0 ? {} : { MsgBody: others }),
    ...(CloudCustomData ? { CloudCustomData } : {}),
  }
}

/** An element as a line that a person can read. Senders leave out fields: what is not there is not shown. */
function inWords(element: MsgElement): string {
  const content: Readonly<Record<string, unknown>> = { ...element.MsgContent }
  switch (element.MsgType) {
    case 'TIMTextElem':
      return words(content.Text)
    case 'TIMLocationElem':
      return words('[location]', content.Desc, content.Latitude, content.Longitude)
    case 'TIMFaceElem':
      return words('[sticker]', content.Index)
    case 'TIMCustomElem':
      return words('[custom]', content.Desc)
    case 'TIMSoundElem':
      return words('[voice]', content.Url)
    case 'TIMImageElem':
      return words('[image]', imageUrl(content.ImageInfoArray))
    case 'TIMFileElem':
      return words('[file]', content.FileName, content.Url)
    case 'TIMVideoFileElem':
      return words('[video]', content.VideoUrl)
    case 'TIMRelayElem':
      return words('[forwarded]', content.Title)
    default:
      return words(`[${element.MsgType}]`)
  }
}

function words(...parts: unknown[]): string {
  return parts
    .filter((part) => typeof part === 'number' || (typeof part === 'string' && part !== ''))
    .join(' ')
}

function imageUrl(renditions: unknown): unknown {
  const [first] = Array.isArray(renditions) ? renditions : []
  return typeof first === 'object' && first !== null && 'URL' in first ? first.URL : undefined
}
