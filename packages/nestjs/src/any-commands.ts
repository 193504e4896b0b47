import type { AnyEvent } from '@im-callback/core'

/** The command map of a handler whose platform does not matter here. */
export type AnyCommands = Record<string, { request: object; reply: object; verdicts: object }>

export type AnyCallbackEvent = AnyEvent<AnyCommands>
