// Customers who send, sellers who are told: `load.js <port> <customers> <window> <seconds>`
import { randomUUID } from 'node:crypto'
import { Command, customerMessage, frame, login } from './frames.js'

const [port = 0, customers = 0, window = 0, seconds = 0] = process.argv.slice(2).map(Number)
const warmUp = 2000

const latencies: number[] = []
let notified = 0
let isMeasuring = false
let isOver = false

async function seller(uid: number): Promise<void> {
  await login(port, { appId: 1453, uid }, (command) => {
    if (command === Command.SyncNotify && isMeasuring) notified++
  })
}

/** Keeps so many messages on their way. */
async function customer(uid: number): Promise<void> {
  const sentAt = new Map<number, number>()
  let seq = 1
  const socket = await login(port, { appId: 7, uid }, (command, body) => {
    if (command !== Command.Ack) return
    const at = sentAt.get(body.readInt32BE(0))
    if (at === undefined || body.readInt8(4) !== 0) throw new Error('An answer that is no ACK of ours.')
    sentAt.delete(body.readInt32BE(0))
    if (isMeasuring) latencies.push(performance.now() - at)
    if (!isOver) send()
  })
  const send = () => {
    seq++
    sentAt.set(seq, performance.now())
    const content = JSON.stringify({
      uuid: randomUUID(),
      text: 'When will my order arrive? It is late already.',
    })
    socket.write(frame(seq, Command.Customer, customerMessage(uid, uid, content)))
  }
  for (let each = 0; each < window; each++) send()
}

await Promise.all(Array.from({ length: customers }, (_, each) => seller(each + 1)))
await Promise.all(Array.from({ length: customers }, (_, each) => customer(each + 1)))
await new Promise((resolve) => setTimeout(resolve, warmUp))
isMeasuring = true
const began = performance.now()
process.send?.('began')
await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const took = (performance.now() - began) / 1000
isMeasuring = false
isOver = true
latencies.sort((one, other) => one - other)
const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
process.send?.({
  perSecond: latencies.length / took,
  notifiedPerSecond: notified / took,
  p50: at(0.5),
  p99: at(0.99),
})
process.disconnect?.()
process.exit()
