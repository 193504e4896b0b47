import type { Deadline } from '../deadline.js'
import { CallbackError } from '../errors.js'
import { ReceivedEvent } from '../event/received-event.js'
import { deadlineFrom, type Engine } from '../handler/engine.js'
import { tell } from '../handler/hooks.js'
import type { URLParams } from '../protocol.js'
import { isPromise } from '../realm.js'
import type { CallbackReply, CallbackRequest } from '../request.js'
import { traced } from '../tracing.js'
import { authenticate } from './authenticate.js'
import { body } from './body.js'
import { dedupe } from './dedupe.js'
import { failure } from './failure.js'
import { identify, nameNow } from './identify.js'
import { method } from './method.js'
import { params } from './params.js'
import { type ParsedBody, parse } from './parse.js'
import { jsonHeaders } from './reply.js'
import { shed } from './shed.js'

/** One request from arrival to answer. It never rejects: whatever goes wrong becomes an answer. */
export function receive(engine: Engine, request: CallbackRequest): Promise<CallbackReply> {
  return traced('receive', { request }, () => pipeline(engine, request))
}

// `isPromise(x) ? await x : x`: what is there already is not waited for.
async function pipeline(engine: Engine, request: CallbackRequest): Promise<CallbackReply> {
  const { protocol } = engine
  const receivedAt = engine.clock()
  const deadline = deadlineFrom(engine, receivedAt)
  let urlParams: URLParams | undefined
  let isAuthenticated = false
  let parsed: ParsedBody | undefined
  let event: ReceivedEvent | undefined
  let reply: CallbackReply
  const isTooMany = ++engine.inFlight > engine.maxInFlight
  try {
    method(request.method)
    const query = params(request.url)
    urlParams = protocol.params(query, request.url, request.headers)
    const unauthenticated = { url: request.url, headers: request.headers, query, params: urlParams }
    const owner = inTime(authenticate(protocol, unauthenticated), deadline, lookupTooLate)
    const app = isPromise(owner) ? await owner : owner
    isAuthenticated = true
    if (isTooMany) {
      reply = ok(shed(engine, urlParams))
    } else {
      const found = inTime(body(request, engine.bodyLimit), deadline, bodyTooLate)
      parsed = parse(isPromise(found) ? await found : found)
      const { value, text } = parsed
      const command = nameNow(engine, identify(protocol, urlParams, value, engine.logger))
      const { headers } = request
      event = new ReceivedEvent(protocol, {
        command,
        params: urlParams,
        body: value,
        text,
        headers,
        app,
        rest: engine.rest,
        receivedAt,
      })
      const answer = dedupe(engine, event, deadline)
      reply = ok(isPromise(answer) ? await answer : answer)
    }
  } catch (error) {
    const command = event?.command ?? (urlParams?.CallbackCommand || undefined)
    const body = event?.body ?? parsed?.value
    reply = failure(engine, error, { params: urlParams, isAuthenticated, command, body })
  } finally {
    engine.inFlight--
    deadline.clear()
  }
  if (engine.hooks.replied !== undefined) {
    tell(engine, 'replied', reply, { event, duration: engine.clock() - receivedAt })
  }
  return reply
}

function inTime<T>(work: T | Promise<T>, deadline: Deadline, tooLate: () => never): T | Promise<T> {
  return isPromise(work) ? deadline.race(work, tooLate) : work
}

function lookupTooLate(): never {
  throw new CallbackError('overloaded', 'The app of this callback could not be looked up in time.')
}

function bodyTooLate(): never {
  throw new CallbackError('body_timeout', 'The body did not arrive in time.')
}

function ok(text: string): CallbackReply {
  return { status: 200, headers: jsonHeaders, body: text }
}
