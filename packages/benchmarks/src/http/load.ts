import autocannon from 'autocannon'
import { bannedText, cleanText, command, messageBody, refusalCode, signedUrl } from '../callback.js'
import type { Child } from '../process/child.js'

/** What one round of load cost the server. */
export interface Round {
  /** Processor time of the server per request, in microseconds. */
  readonly cpu: number
  /** Requests answered per second. */
  readonly rate: number
}

export interface LoadOptions {
  readonly connections: number
  readonly requests: number
  /** What is sent, in turns. Default: three messages that pass and one that is refused. */
  readonly traffic?: readonly Callback[] | undefined
}

/** A callback, and the code it must be answered with. */
interface Callback {
  readonly command: string
  readonly text: string
  readonly code: number
}

const passing = { command, text: cleanText, code: 0 }
const moderated: readonly Callback[] = [
  passing,
  passing,
  passing,
  { command, text: bannedText, code: refusalCode },
]

const headers = { 'content-type': 'application/json' }

/** Sends signed callbacks over connections that stay open, and sees that every answer is the right verdict. */
export async function load(server: Child, port: number, options: LoadOptions): Promise<Round> {
  let wrong = 0
  const request = ({ command, text, code }: Callback) => ({
    method: 'POST' as const,
    path: signedUrl(command),
    headers,
    body: messageBody(text, command),
    onResponse: (status: number, body: string) => {
      if (status !== 200 || codeIn(body) !== code) wrong++
    },
  })
  const { connections, requests: amount, traffic = moderated } = options
  const requests = traffic.map(request)

  const cpuBefore = await server.ask<number>('cpuTime')
  const { answered, seconds } = await fire({ port, connections, amount, requests })
  const cpu = (await server.ask<number>('cpuTime')) - cpuBefore
  if (wrong > 0 || answered !== amount) {
    throw new Error(`${answered} of ${amount} requests were answered, ${wrong} of them wrongly.`)
  }
  return { cpu: cpu / amount, rate: amount / seconds }
}

function codeIn(body: string): unknown {
  const reply: { ActionStatus?: unknown; ErrorCode?: unknown } = JSON.parse(body)
  return reply.ActionStatus === 'OK' ? reply.ErrorCode : undefined
}

interface Shots {
  readonly port: number
  readonly connections: number
  readonly amount: number
  readonly requests: autocannon.Request[]
}

/** autocannon ends at its next sample, so the time is taken from the last answer instead. */
function fire({ port, ...options }: Shots): Promise<{ answered: number; seconds: number }> {
  return new Promise((resolve, reject) => {
    let answered = 0
    let last = 0
    const start = performance.now()
    const run = autocannon(
      { ...options, url: `http://127.0.0.1:${port}`, sampleInt: 50 },
      (error, result) => {
        const { errors = 0, timeouts = 0, non2xx = 0 } = result ?? {}
        if (error) reject(error)
        else if (errors + timeouts + non2xx === 0) resolve({ answered, seconds: (last - start) / 1000 })
        else reject(new Error(`${errors} errors, ${timeouts} timeouts, ${non2xx} answers that are not 2xx.`))
      },
    )
    run.on('response', () => {
      answered++
      last = performance.now()
    })
  })
}
