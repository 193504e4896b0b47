import type { Receipt } from '../ports/message-store.js'

/** `[[appid, uid, msgid], …]` in decimal text, the recipients in their order and the sender last. */
export function writeReceipt({ sent, received }: Pick<Receipt, 'sent' | 'received'>, sender: Sender): string {
  const parts = received.map(({ recipient, position }) => part(recipient, position.msgid))
  return `[${[...parts, part(sender, sent.msgid)].join(',')}]`
}

interface Sender {
  readonly appId: bigint
  readonly uid: bigint
}

const part = ({ appId, uid }: Sender, msgid: bigint) => `["${appId}","${uid}","${msgid}"]`

/** The receipt of a message that was stored before. */
export function readReceipt(text: string): Receipt {
  const parts = JSON.parse(text) as [string, string, string][]
  const received = parts.map(([appId, uid, msgid]) => ({
    recipient: { appId: BigInt(appId), uid: BigInt(uid) },
    position: positionOf(BigInt(msgid)),
  }))
  const sent = received.pop()?.position
  if (sent === undefined) throw new TypeError('A receipt in the message store is empty.')
  return { isRepeat: true, sent, received }
}

/** msgids of a queue have no gaps. */
export const positionOf = (msgid: bigint) => ({ msgid, prev: msgid - 1n })
