import type { RewrittenMessage } from './types/verdicts.js'

/**
 * Checks what is to be delivered in place of a message, and leaves out what stays as sent.
 *
 * @see https://cloud.tencent.com/document/product/269/2720
 */
export function message({ MsgBody, CloudCustomData }: RewrittenMessage): RewrittenMessage {
  if (MsgBody === undefined && CloudCustomData === undefined) {
    throw new TypeError('rewrite takes { MsgBody }, { CloudCustomData } or both.')
  }
  const rewritten: RewrittenMessage = {}
  if (MsgBody !== undefined) rewritten.MsgBody = checkElements(MsgBody)
  if (CloudCustomData !== undefined) {
    if (typeof CloudCustomData !== 'string') throw new TypeError('rewrite: CloudCustomData is text.')
    rewritten.CloudCustomData = CloudCustomData
  }
  return rewritten
}

function checkElements(
  elements: NonNullable<RewrittenMessage['MsgBody']>,
): NonNullable<RewrittenMessage['MsgBody']> {
  if (!Array.isArray(elements) || elements.length === 0) {
    throw new TypeError(
      'rewrite: MsgBody is a list of one or more { MsgType, MsgContent }; to stop a message, drop it.',
    )
  }
  for (const element of elements) {
    if (
      typeof element?.MsgType === 'string' &&
      typeof element.MsgContent === 'object' &&
      element.MsgContent !== null
    )
      continue
    throw new TypeError('rewrite: every element of MsgBody is { MsgType: text, MsgContent: object }.')
  }
  if (elements.filter(({ MsgType }) => MsgType === 'TIMCustomElem').length > 1) {
    throw new TypeError('rewrite: the platform takes at most one TIMCustomElem in a message.')
  }
  return elements
}
