import { answering, cpuTime } from '../process/answering.js'
import { bareFetch, type MakeCall, ourClient } from './calls.js'

const calls = 4000
const atOnce = 16
const [baseUrl = '', side = ''] = process.argv.slice(2)
const makeCall = side === 'bare' ? bareFetch(baseUrl) : ourClient(baseUrl)

/** Calls per second, and microseconds of processor time for each. */
async function measure(call: MakeCall): Promise<{ rate: number; cpu: number }> {
  let left = calls
  const loop = async () => {
    while (left-- > 0) await call()
  }
  const [start, before] = [performance.now(), cpuTime()]
  await Promise.all(Array.from({ length: atOnce }, loop))
  const seconds = (performance.now() - start) / 1000
  return { rate: calls / seconds, cpu: (cpuTime() - before) / calls }
}

answering({ round: async () => measure(await makeCall) })
