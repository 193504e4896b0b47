import { callerError } from '../errors/classes.js'

/**
 * The body of a call as JSON, never empty: the platform wants `{}` then.
 *
 * @throws RestError when there is no such endpoint or body
 */
export function bodyText(endpoint: string, body: object): string {
  if (!/^\w+\/\w+$/.test(endpoint)) {
    throw callerError(String(endpoint), 'an endpoint is service/command, such as "openim/sendmsg".')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw callerError(endpoint, 'the body is an object; {} when there is nothing to say.')
  }
  try {
    return JSON.stringify(body)
  } catch (error) {
    throw callerError(endpoint, `the body cannot be written as JSON. ${error}`)
  }
}
