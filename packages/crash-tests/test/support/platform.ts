import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { callbackUrl, payload } from '@im-callback/testing'

const connections = 32
/** One in ten answered events is sent once more, as platforms do that did not see the answer. */
const repeated = 0.1

/** Sends events as fast as the server answers, and remembers which were answered OK. */
export class Platform {
  readonly acknowledged = new Set<string>()
  /** How often events were answered OK, repetitions included. */
  answers = 0
  readonly #random: () => number
  readonly #again: string[] = []
  #last = 0
  #isStopped = false

  constructor(random: () => number) {
    this.#random = random
  }

  /** Sends until it is told to stop, or until the server is gone. */
  async sendTo(port: number): Promise<void> {
    this.#isStopped = false
    const agent = new Agent({ keepAlive: true, maxSockets: connections })
    const url = await callbackUrl(`http://127.0.0.1:${port}/im/callback`, {
      command: 'C2C.CallbackAfterSendMsg',
      sdkAppId: 1400000000,
      token: 'crash',
    })
    const sender = async () => {
      while (!this.#isStopped) await this.#send(url, agent)
    }
    await Promise.all(Array.from({ length: connections }, sender))
    agent.destroy()
  }

  /** Waits until that many events are answered OK. */
  async hasAcknowledged(count: number): Promise<void> {
    while (this.acknowledged.size < count) await setTimeout(20)
  }

  stop(): void {
    this.#isStopped = true
  }

  async #send(url: string, agent: Agent): Promise<void> {
    const key = this.#again.shift() ?? `event-${++this.#last}`
    const isOk = await post(url, agent, JSON.stringify(payload('C2C.CallbackAfterSendMsg', { MsgKey: key })))
    if (isOk) {
      this.answers++
      this.acknowledged.add(key)
    }
    if (!isOk || this.#random() < repeated) this.#again.push(key)
  }
}

/** Whether the answer came, whole, and says OK. */
function post(url: string, agent: Agent, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    const failed = () => resolve(false)
    const outgoing = request(url, { method: 'POST', agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(response.statusCode === 200 && text.includes('"ActionStatus":"OK"')))
      response.on('error', failed).on('aborted', failed)
    })
    outgoing.on('error', failed).end(body)
  })
}
