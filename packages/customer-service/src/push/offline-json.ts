import type { OfflineMessage } from '../ports/push-sink.js'
import { Command } from '../wire/commands.js'

const decoder = new TextDecoder()

/** The list of the original server an entry belongs to. */
export type PushList = 'customer_push_queue' | 'customer_push_queue_v2'

/**
 * An entry as the original server writes it: names in the order of the alphabet, numbers as numbers. Written by hand,
 * since `JSON.stringify` knows no 64-bit numbers.
 */
export function offlineJson({ recipient, message }: OfflineMessage): { list: PushList; json: string } {
  const content = JSON.stringify(decoder.decode(message.content))
  if (message.command === Command.CustomerV2) {
    const { receiverId, senderId, senderAppId } = message
    const json =
      `{"appid":${recipient.appId},"content":${content},"receiver":${receiverId},` +
      `"receiver_appid":${message.receiverAppId},"sender":${senderId},"sender_appid":${senderAppId}}`
    return { list: 'customer_push_queue_v2', json }
  }
  const { command, customerId, customerAppId, sellerId, storeId } = message
  const json =
    `{"appid":${recipient.appId},"command":${command},"content":${content},"customer":${customerId},` +
    `"customer_appid":${customerAppId},"receiver":${recipient.uid},"seller":${sellerId},"store":${storeId}}`
  return { list: 'customer_push_queue', json }
}
