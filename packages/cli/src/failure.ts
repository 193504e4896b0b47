import type { SimulatedAnswer } from '@im-callback/testing'

const hints: Readonly<Record<string, string>> = {
  signature_missing:
    'The server checks signatures: give its callback token with --token or IM_CALLBACK_TOKEN.',
  signature_invalid: 'The server has another callback token: give its own with --token or IM_CALLBACK_TOKEN.',
  signature_expired: 'The clocks of this machine and of the server are more than a minute apart.',
  unknown_app: 'The server serves another app: give its SDKAppID with --sdk-app-id or IM_SDK_APP_ID.',
  not_found: 'Nothing is served at this path: give the right one with --url.',
  handler_failed: 'The handler threw; the log of the server says why.',
}

/** Why the platform would not accept an answer, and what to do about it; undefined when it would. */
export function failure({ status, reply, text }: SimulatedAnswer<object>): Failure | undefined {
  if (reply === undefined) return notAReply(status, text)
  if (status === 200) return undefined
  const reason = 'ErrorInfo' in reply ? String(reply.ErrorInfo) : 'no reason given'
  return { reason, hint: hints[reason.slice(0, reason.indexOf(':'))] }
}

export interface Failure {
  readonly reason: string
  readonly hint?: string
}

function notAReply(status: number, text: string): Failure {
  if (status === 404) return { reason: 'not found', hint: hints.not_found }
  if (status >= 300 && status < 400) {
    return {
      reason: 'redirected',
      hint: 'The platform follows no redirects: give the final address with --url.',
    }
  }
  const start = text.trim().slice(0, 200)
  return { reason: start === '' ? 'the answer is empty' : `the answer is not a response: ${start}` }
}

/** Why there was no answer at all. */
export function noAnswer(error: unknown, url: string): string {
  const { origin } = new URL(url)
  const { name, code, message } = cause(error)
  if (code === 'ECONNREFUSED') {
    return (
      `Nothing listens at ${origin}. Is the server running? ` +
      'Start it (npm start), or give its address with --url.'
    )
  }
  if (code === 'ENOTFOUND') return `There is no host of the name in ${origin}: give another with --url.`
  if (name === 'TimeoutError') {
    return `${origin} did not answer within 2 seconds: the platform gives up then, and its own policy decides.`
  }
  return `${origin} gave no answer (${message}).`
}

interface Cause {
  readonly name?: unknown
  readonly code?: unknown
  readonly message?: unknown
}

/** `fetch` wraps what happened, and for a host with several addresses there is one error for each. */
function cause(error: unknown): Cause {
  if (typeof error !== 'object' || error === null) return { message: error }
  if ('cause' in error && error.cause !== undefined) return cause(error.cause)
  if ('errors' in error && Array.isArray(error.errors)) return cause(error.errors[0])
  return error
}
