/**
 * What an ACK can say, for clients of version 2 and newer. Up to 99 the original server's numbers; from 100 on ours.
 */
export const ackStatus = {
  ok: { code: 0, when: 'The message is in both queues, or was forwarded.' },
  not_logged_in: { code: 100, when: 'The connection has not logged in.' },
  app_mismatch: { code: 101, when: "The app id is not the connection's, or support's where support sends." },
  sender_mismatch: { code: 102, when: "The sender is not the connection's user." },
  no_seller: { code: 103, when: 'The message has no seller, and none was assigned.' },
  unknown_receiver: {
    code: 104,
    when: 'The seller does not belong to this shop, or the ids of the receiver are not above 0.',
  },
  storage_failed: { code: 105, when: 'The message could not be stored. Sending it again is safe.' },
  too_large: { code: 106, when: 'The content is larger than `maxContent`.' },
  rate_limited: { code: 107, when: 'The connection has sent more than `messagesPerSecond`.' },
  rejected: { code: 108, when: 'A handler of `Customer.BeforeSendMessage` refused the message.' },
  check_failed: {
    code: 109,
    when: 'A callback handler failed, or an event could not be put on its queue. Sending it again is safe.',
  },
  not_support: { code: 110, when: 'Neither sender nor receiver is in the support app.' },
} as const satisfies Record<string, { code: number; when: string }>

/** Why a message was refused, or `ok`: a key of {@link ackStatus}. */
export type AckStatus = keyof typeof ackStatus

/** The name of a status code; undefined for codes that are not in the table. */
export function ackStatusOf(code: number): AckStatus | undefined {
  return (Object.keys(ackStatus) as AckStatus[]).find((name) => ackStatus[name].code === code)
}
