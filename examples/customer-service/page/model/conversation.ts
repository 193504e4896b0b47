import type { Content } from './content.js'

/** How far a message of ours has come. */
export type Tick = 'waiting' | 'sent' | 'received' | 'read' | 'refused'

/** A line of a conversation, as it is shown. */
export interface Line {
  /** The same for the same line. */
  readonly id: string
  readonly text: string
  /** Seconds since 1970; undefined while the message waits. */
  readonly at: number | undefined
  /** Of our own messages only. */
  readonly tick: Tick | undefined
}

interface SettledLine {
  readonly id: string
  readonly order: number
  readonly uuid: string | undefined
  readonly text: string
  readonly at: number | undefined
  readonly isMine: boolean
  /** Of a message of ours that is in no queue: it has come as far as it ever will. */
  readonly ended?: 'sent' | 'refused'
}

interface WaitingLine {
  readonly id: string
  readonly uuid: string
  readonly text: string
}

/** A message as it comes out of the client, in the order of the queue. */
export interface Taken {
  readonly content: Content
  readonly isMine: boolean
  readonly at: number
}

/** Lines a conversation keeps; older ones are forgotten. */
const longest = 1000

/** What two sides have said to each other, and how far each has followed. */
export class Conversation {
  readonly #lines: SettledLine[] = []
  readonly #waiting: WaitingLine[] = []
  // Orders of lines: how far the other side has received and read what is ours,
  #receivedUpTo = -1
  #readUpTo = -1
  // how far we have read what is theirs, and how far we have told them so.
  #weReadUpTo = -1
  #weToldUpTo = -1
  #next = 0
  /** A receipt for a message that waits for its ACK still. */
  #ahead: string | undefined

  take({ content, isMine, at }: Taken): void {
    if (content.kind === 'text') this.#append(content, isMine, at)
    else if (content.kind === 'received') this.#received(content.upTo, isMine)
    else this.#read(content.upTo, isMine)
  }

  /** A message of ours that is on its way. */
  write(text: string, uuid: string): void {
    if (!this.#waiting.some((line) => line.uuid === uuid))
      this.#waiting.push({ id: `own ${uuid}`, text, uuid })
  }

  /** The server took it and stored it nowhere: no one is to know. */
  dropped(uuid: string): void {
    this.#end(uuid, 'sent')
  }

  refused(uuid: string): void {
    this.#end(uuid, 'refused')
  }

  get lines(): readonly Line[] {
    return [
      ...this.#lines.map((line) => ({
        id: line.id,
        text: line.text,
        at: line.at,
        tick: line.isMine ? this.#tickOf(line) : undefined,
      })),
      ...this.#waiting.map(({ id, text }) => ({ id, text, at: undefined, tick: 'waiting' as const })),
    ]
  }

  get last(): Line | undefined {
    return this.lines.at(-1)
  }

  /** Messages of the other side we have not read. */
  get unread(): number {
    return this.#lines.filter(({ isMine, order }) => !isMine && order > this.#weReadUpTo).length
  }

  /** Someone has looked at it. */
  readAll(): void {
    this.#weReadUpTo = this.#next - 1
  }

  /** The newest message of the other side that no read receipt of ours has named yet. */
  get unconfirmed(): string | undefined {
    const newest = this.#lines.findLast(({ isMine, uuid }) => !isMine && uuid !== undefined)
    return newest !== undefined && newest.order > this.#weToldUpTo ? newest.uuid : undefined
  }

  #append({ text, uuid }: Content & { kind: 'text' }, isMine: boolean, at: number): void {
    const order = this.#settle({ uuid, text, at, isMine })
    if (!isMine) return
    // Who answers has read.
    this.#weReadUpTo = order
    if (uuid !== undefined && uuid === this.#ahead) this.#receivedUpTo = order
  }

  /** A line takes its place: a message that waited under this uuid waits no more. */
  #settle(line: Omit<SettledLine, 'id' | 'order'>): number {
    const order = this.#next++
    const index = line.isMine ? this.#waiting.findIndex(({ uuid }) => uuid === line.uuid) : -1
    const [waiting] = index < 0 ? [] : this.#waiting.splice(index, 1)
    this.#lines.push({ ...line, order, id: waiting?.id ?? String(order) })
    if (this.#lines.length > longest) this.#lines.shift()
    return order
  }

  #end(uuid: string, ended: 'sent' | 'refused'): void {
    const waiting = this.#waiting.find((line) => line.uuid === uuid)
    if (waiting !== undefined) this.#settle({ uuid, text: waiting.text, at: undefined, isMine: true, ended })
  }

  #received(upTo: string, isMine: boolean): void {
    if (isMine) return
    const line = this.#find(upTo, true)
    if (line === undefined) this.#ahead = upTo
    else this.#receivedUpTo = Math.max(this.#receivedUpTo, line.order)
  }

  #read(upTo: string, isMine: boolean): void {
    const line = this.#find(upTo, !isMine)
    if (line === undefined) return
    if (isMine) {
      this.#weReadUpTo = Math.max(this.#weReadUpTo, line.order)
      this.#weToldUpTo = Math.max(this.#weToldUpTo, line.order)
    } else this.#readUpTo = Math.max(this.#readUpTo, line.order)
  }

  #find(uuid: string, isMine: boolean): SettledLine | undefined {
    return this.#lines.findLast((line) => line.isMine === isMine && line.uuid === uuid)
  }

  #tickOf({ order, ended }: SettledLine): Tick {
    if (ended !== undefined) return ended
    if (order <= this.#readUpTo) return 'read'
    return order <= this.#receivedUpTo ? 'received' : 'sent'
  }
}
