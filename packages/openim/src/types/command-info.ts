import type { CommandDescription } from '@im-callback/core'

/** A field that a reply may have, for the code that builds and checks replies. */
export interface ReplyField {
  /** What the server's struct has there: anything else, and it cannot read the reply at all. */
  readonly kind:
    | 'text'
    | 'int32'
    | 'uint32'
    | 'int64'
    | 'flag'
    | 'texts'
    | 'numbers'
    | 'flags'
    | 'object'
    | 'objects'
  /** Of which shape the objects are. */
  readonly shape?: string
  /** The server takes it from every reply, so it is given back when a handler leaves it out. */
  readonly echo?: boolean
  /** null is given back, too: to the server it means that nothing changes. */
  readonly nullable?: boolean
  /** The server breaks off the operation when the request had null there. */
  readonly ifNotNull?: boolean
  /** Text that has to be JSON of an object. */
  readonly json?: boolean
  /** The server breaks off the operation over an object without it. */
  readonly needed?: boolean
  /** Empty text makes the operation fail. */
  readonly notBlank?: boolean
  /** Why no reply may have it. */
  readonly unused?: string
}

/** The fields of a reply by name. */
export type ReplyFields = Readonly<Record<string, ReplyField>>

/**
 * What is known at run time about one command.
 *
 * @example
 * ```ts
 * import { openimCommands } from '@im-callback/openim'
 *
 * openimCommands.callbackBeforeMsgModifyCommand.aliases // ['callbackMsgModifyCommand']
 * ```
 */
export interface OpenImCommandInfo extends CommandDescription {
  /** The first version that sends it by this name, and the last one if it is gone. */
  readonly versions: { readonly since: string; readonly until?: string }
  /** Its block in `webhooks.yml`; of a command of v2 its block in the callback section. */
  readonly config: string
  /** What older versions call it. */
  readonly aliases: readonly string[]
  /** Today's command for the same event. */
  readonly successor?: string
  /** What an answer may do. */
  readonly reply: { readonly reject: boolean; readonly fields: ReplyFields }
  /** Request fields that together identify the event: equal values mean a repeated delivery. */
  readonly id?: readonly string[]
  /** Request fields that are taken out before events, queues and handlers have them. */
  readonly redacted?: readonly string[]
}
