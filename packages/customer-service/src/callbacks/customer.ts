import { CallbackError, type Protocol } from '@im-callback/core'
import { type CustomerCommands, customerCommands } from './commands.js'
import { CustomerReply, reply } from './reply.js'

/**
 * The protocol of a `CallbackHandler` that sees the messages of a gateway.
 *
 * @example
 * ```ts
 * import { CallbackHandler, MemoryQueue } from '@im-callback/core'
 * import { customer } from '@im-callback/customer-service'
 *
 * const callbacks = new CallbackHandler({ protocol: customer(), queue: new MemoryQueue() })
 * callbacks.on('Customer.BeforeSendMessage', (event) => {
 *   const [first] = event.body.MsgBody
 *   if (first?.MsgType === 'TIMTextElem' && first.MsgContent.Text.includes('casino')) {
 *     return event.reply.reject(120001, 'not welcome here')
 *   }
 * })
 * callbacks.on('Customer.AfterSendMessage', { async: true, handle: (event) => console.log(event.id) })
 * ```
 */
export function customer(): Protocol<CustomerCommands> {
  return {
    name: 'customer',
    commands: customerCommands,
    defaults: { deadline: 1800, onTimeout: 'allow', onError: 'fail' },
    params: () => ({ SdkAppid: '', CallbackCommand: '' }),
    authenticate: () => {
      throw new CallbackError(
        'unknown_app',
        'These events come from a gateway in this process, not over HTTP.',
      )
    },
    identify: () => ({ url: undefined, body: undefined }),
    idempotencyKey: ({ command, body }) =>
      JSON.stringify([command, body.From_Account ?? '', body.MsgKey ?? '']),
    verdicts: (command) => new CustomerReply(command),
    verdict: (policy, command) => new CustomerReply(command).byPolicy(policy),
    reply: (result, command) => reply(result, command),
    failure: (error) => ({
      status: error.status,
      body: { ActionStatus: 'FAIL', ErrorCode: error.status, ErrorInfo: `${error.code}: ${error.message}` },
    }),
  }
}
