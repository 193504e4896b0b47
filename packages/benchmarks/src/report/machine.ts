import { availableParallelism, cpus, totalmem } from 'node:os'

/** What a reader needs to judge figures, and nothing that names the machine or its owner. */
export function machine() {
  return {
    node: process.version,
    v8: process.versions.v8,
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  }
}
