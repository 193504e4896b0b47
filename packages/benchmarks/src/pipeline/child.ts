import { cleanText, messageBody, signedUrl } from '../callback.js'
import { answering, cpuTime } from '../process/answering.js'
import { im } from '../servers/im.js'
import { parseBodyWriteBody, parseBodyWriteReply } from './bare.js'

const batch = 20_000
const bytes = new TextEncoder().encode(messageBody(cleanText))
const encoder = new TextEncoder()
const headers = { 'content-type': 'application/json', 'content-length': String(bytes.byteLength) }

async function receive(url: string): Promise<Uint8Array> {
  const reply = await im.receive({ method: 'POST', url, headers, body: bytes })
  return encoder.encode(reply.body)
}

/** Microseconds of processor time for one call, over a batch. */
async function cost(call: () => Uint8Array | Promise<Uint8Array>): Promise<number> {
  const before = cpuTime()
  for (let left = batch; left > 0; left--) await call()
  return (cpuTime() - before) / batch
}

/** Nothing to await here: an `await` that is not needed would make the baseline look slow. */
function costOfSync(call: () => Uint8Array): number {
  const before = cpuTime()
  for (let left = batch; left > 0; left--) call()
  return (cpuTime() - before) / batch
}

answering({
  reply: async () => new TextDecoder().decode(await receive(signedUrl())),
  pipeline: () => {
    const url = signedUrl()
    return cost(() => receive(url))
  },
  parseBodyWriteReply: () => costOfSync(() => parseBodyWriteReply(bytes)),
  parseBodyWriteBody: () => costOfSync(() => parseBodyWriteBody(bytes)),
})
