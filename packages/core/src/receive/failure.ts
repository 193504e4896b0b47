import { CallbackError } from '../errors.js'
import type { Engine } from '../handler/engine.js'
import type { FailedRequest } from '../protocol.js'
import type { CallbackReply } from '../request.js'
import { jsonHeaders } from './reply.js'

/** The answer to what could not be served. What is not a `CallbackError` is a fault of ours: said to the log only. */
export function failure(
  engine: Engine,
  cause: unknown,
  request: Omit<FailedRequest, 'policy'>,
): CallbackReply {
  const error = CallbackError.is(cause) ? cause : unexpected(engine, cause)
  engine.logger.warn(`im-callback: answered ${error.status} ${error.code}: ${error.message}`)
  const { status, body } = engine.protocol.failure(error, { ...request, policy: policyOf(engine) })
  const headers = error.code === 'method_not_allowed' ? { ...jsonHeaders, allow: 'POST' } : jsonHeaders
  return { status, headers, body: JSON.stringify(body), error }
}

const policyOf = ({ onError }: Engine) => (typeof onError === 'function' ? 'fail' : onError)

function unexpected(engine: Engine, cause: unknown): CallbackError {
  engine.logger.error('im-callback: unexpected error', cause)
  return new CallbackError('handler_failed', 'The callback could not be handled.', { cause })
}
