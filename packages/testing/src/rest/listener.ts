import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { answer, failure, type Incoming, type SetAnswers } from './answer.js'
import type { World } from './endpoint.js'
import { type RestAnswer, readText, textAnswer, writeAnswer } from './exchange.js'
import type { Failure, Faults } from './faults.js'
import type { Settings } from './options.js'
import { readQuery } from './query.js'
import type { RequestLog } from './request-log.js'
import { objectOf } from './service.js'

interface Parts {
  readonly settings: Settings
  readonly world: World
  readonly faults: Faults
  readonly log: RequestLog
  readonly answers: SetAnswers
}

/** Reads, notes and answers requests; `cancel` forgets the answers that are still delayed. */
export function createListener(parts: Parts): { listener: RequestListener; cancel: () => void } {
  const { settings, world, faults, log, answers } = parts
  const { timers } = settings
  const delayed = new Set<unknown>()

  const delay = (milliseconds: number, callback: () => void) => {
    if (milliseconds === Infinity) return
    const handle = timers.set(() => {
      delayed.delete(handle)
      callback()
    }, milliseconds)
    delayed.add(handle)
  }

  const receive = async (req: IncomingMessage, res: ServerResponse) => {
    const incoming = await read(req)
    if (incoming === undefined) return writeAnswer(req, res, textAnswer(413, 'request entity too large'))
    note(log, incoming)
    const failure = faults.take(incoming.query.endpoint)
    const compute = () => answer(incoming, settings, world, answers)
    const early = failure?.handled ? compute() : undefined
    const finish = (reply: RestAnswer) => writeAnswer(req, res, reply)
    if (failure === undefined) finish(compute())
    else if ('delay' in failure) delay(failure.delay, () => finish(early ?? compute()))
    else if ('reset' in failure) req.socket.resetAndDestroy()
    else finish(answerOf(failure))
    log.announce()
  }

  return {
    listener: (req, res) => void receive(req, res).catch(() => res.destroy()),
    cancel: () => {
      for (const handle of delayed) timers.clear(handle)
      delayed.clear()
    },
  }
}

async function read(req: IncomingMessage): Promise<Incoming | undefined> {
  const text = await readText(req)
  if (text === undefined) return undefined
  return { method: req.method ?? '', query: readQuery(req.url ?? '/'), text }
}

function note(log: RequestLog, { method, query, text }: Incoming): void {
  const { endpoint, identifier, userSig, random } = query
  log.add({ endpoint, method, identifier, userSig, random, body: objectOf(text), text })
}

function answerOf(fault: Exclude<Failure, { delay: number } | { reset: true }>): RestAnswer {
  if ('code' in fault) return failure(fault.code, fault.info ?? 'a failure that the test ordered')
  return textAnswer(fault.status, fault.text ?? `<html><body>${fault.status}</body></html>`)
}
