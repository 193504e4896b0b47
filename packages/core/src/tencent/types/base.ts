/** Whether your backend handled the callback. A refusal is still `'OK'`, with a non-zero `ErrorCode`. */
export const ActionStatus = {
  /** The app handled the callback. */
  OK: 'OK',
  /** The app failed to handle it. What the platform then does to a before-callback is not documented. */
  FAIL: 'FAIL',
} as const

/** Whether your backend handled the callback. A refusal is still `'OK'`, with a non-zero `ErrorCode`. */
export type ActionStatus = (typeof ActionStatus)[keyof typeof ActionStatus]

/**
 * The three fields every answer carries.
 *
 * @example
 * ```ts
 * import type { BaseResponse } from '@im-callback/core'
 *
 * const refusal: BaseResponse = { ActionStatus: 'OK', ErrorCode: 1, ErrorInfo: 'not allowed' }
 * ```
 */
export interface BaseResponse {
  /** `'OK'` also when refusing; see {@link ActionStatus}. */
  ActionStatus: ActionStatus
  /** 0 lets the operation go on; what other codes do depends on the command. */
  ErrorCode: number
  /** Text for the code; may be empty. With a code of your own it reaches the client. */
  ErrorInfo: string
}
