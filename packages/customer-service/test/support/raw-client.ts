import { once } from 'node:events'
import { connect } from 'node:net'
import { WebSocket } from 'ws'

/** A frame as bytes, taken apart by hand: the tests do not trust the code they test. */
export interface RawFrame {
  readonly header: Buffer
  readonly body: Buffer
  readonly seq: number
  readonly command: number
  readonly version: number
  readonly flags: number
}

/** A client that sends bytes and takes frames, over TCP or WebSocket. */
export class RawClient {
  readonly #write: (bytes: Uint8Array) => void
  readonly #destroy: () => void
  readonly #source: { pause(): void; resume(): void }
  /** Sees every piece as it was read. */
  onChunk: (chunk: Buffer) => void = () => undefined
  readonly frames: RawFrame[] = []
  readonly closed: Promise<void>
  isClosed = false
  #rest = Buffer.alloc(0)
  #seq = 0
  #waiting: (() => void)[] = []
  #onClosed: () => void = () => undefined

  constructor(
    source: { pause(): void; resume(): void },
    write: (bytes: Uint8Array) => void,
    destroy: () => void,
  ) {
    this.#source = source
    this.#write = write
    this.#destroy = destroy
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve
    })
  }

  /** What arrived; also half frames. */
  took(chunk: Buffer): void {
    this.onChunk(chunk)
    this.#rest = Buffer.concat([this.#rest, chunk])
    while (this.#rest.length >= 12) {
      const end = 12 + this.#rest.readInt32BE(0)
      if (this.#rest.length < end) break
      const header = this.#rest.subarray(0, 12)
      const [seq, command] = [header.readInt32BE(4), header.readUInt8(8)]
      const [version, flags] = [header.readUInt8(9), header.readUInt8(10)]
      this.frames.push({ header, body: this.#rest.subarray(12, end), seq, command, version, flags })
      this.#rest = this.#rest.subarray(end)
    }
    this.#wake()
  }

  ended(): void {
    this.isClosed = true
    this.#onClosed()
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  /** Reads nothing until `resume`. */
  pause(): void {
    this.#source.pause()
  }

  resume(): void {
    this.#source.resume()
  }

  sendBytes(bytes: Uint8Array): void {
    this.#write(bytes)
  }

  /** Sends a frame; answers its seq. */
  send(command: number, body: Buffer, { version = 2, flags = 0, seq = ++this.#seq } = {}): number {
    this.#seq = seq
    const header = Buffer.alloc(12)
    header.writeInt32BE(body.length, 0)
    header.writeInt32BE(seq, 4)
    header.set([command, version, flags], 8)
    this.#write(Buffer.concat([header, body]))
    return seq
  }

  /** The next frame; fails when the connection closes, or nothing comes for long. */
  async next(): Promise<RawFrame> {
    const late = setTimeout(() => this.ended(), 10_000)
    while (this.frames.length === 0 && !this.isClosed) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    clearTimeout(late)
    const frame = this.frames.shift()
    if (frame === undefined) throw new Error('The connection was closed, or nothing came.')
    return frame
  }

  async take(count: number): Promise<RawFrame[]> {
    const frames: RawFrame[] = []
    while (frames.length < count) frames.push(await this.next())
    return frames
  }

  /** Frames up to the first of this command, that one included. */
  async until(command: number): Promise<RawFrame[]> {
    const frames = [await this.next()]
    while (frames.at(-1)?.command !== command) frames.push(await this.next())
    return frames
  }

  /** The first frame of this command; those before it are dropped. */
  async wait(command: number): Promise<RawFrame> {
    const frame = (await this.until(command)).at(-1)
    if (frame === undefined) throw new Error('impossible')
    return frame
  }

  /** Sends PING and answers what came before its PONG: everything the server had to say to what was sent before. */
  async drain(): Promise<RawFrame[]> {
    this.send(13, Buffer.alloc(0))
    return (await this.until(14)).slice(0, -1)
  }

  async login(token: string, { version = 2, platform = 2, device = 'dev-1' } = {}): Promise<this> {
    const lengthed = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])
    this.send(15, Buffer.concat([Buffer.from([platform]), lengthed(token), lengthed(device)]), { version })
    const { body } = await this.wait(3)
    if (body.readInt32BE(0) !== 0) throw new Error('The login was refused.')
    return this
  }

  async close(): Promise<void> {
    this.#destroy()
    await this.closed
  }
}

export async function connectTcp(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const client = new RawClient(
    socket,
    (bytes) => socket.write(bytes),
    () => socket.destroy(),
  )
  socket.on('data', (chunk) => client.took(chunk))
  socket.on('error', () => undefined)
  socket.on('close', () => client.ended())
  await once(socket, 'connect')
  return client
}

export async function connectWebSocket(
  port: number,
  headers: Record<string, string> = {},
): Promise<RawClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false, headers })
  const client = new RawClient(
    socket,
    (bytes) => socket.send(bytes),
    () => socket.terminate(),
  )
  socket.on('message', (data: Buffer) => client.took(data))
  socket.on('error', () => undefined)
  socket.on('close', () => client.ended())
  await once(socket, 'open')
  return client
}
