import { adapters } from '../http/adapters.js'
import type { Comparison } from '../http/compare.js'
import type { MemoryFigures } from '../memory/measure.js'
import { baselines, type PipelineComparison } from '../pipeline/compare.js'
import type { QueueFigures } from '../queue/measure.js'
import { type RestComparison, restTarget } from '../rest/compare.js'
import type { Spread } from '../statistics/spread.js'
import { mebibytes, micros, percent, perSecond, range, ratio } from './figures.js'
import { table } from './table.js'
import { judged, type Target } from './target.js'

export function adapterTable(comparisons: readonly Comparison[]): string {
  return table(
    'Adapters: CPU per request, hand-written / im-callback (above 1: im-callback needs less)',
    [
      '',
      'by hand',
      'im-callback',
      'ratio',
      'min..max',
      'target',
      '',
      'req/s by hand',
      'im-callback',
      'ratio',
    ],
    comparisons.map(({ name, title, handWritten, imCallback, cpuRatio, rateRatio }) => [
      title,
      micros(handWritten.cpu),
      micros(imCallback.cpu),
      ratio(cpuRatio),
      range(cpuRatio),
      ...judged(adapters.find((adapter) => adapter.name === name)?.target, cpuRatio.median),
      perSecond(handWritten.rate),
      perSecond(imCallback.rate),
      ratio(rateRatio),
    ]),
  )
}

export function pipelineTable(comparisons: readonly PipelineComparison[]): string {
  return table(
    'Pipeline, bytes to bytes, signature checked: CPU per callback, pipeline / bare JSON',
    ['baseline', 'bare', 'pipeline', 'ratio', 'min..max', 'target', ''],
    comparisons.map(({ baseline, title, bare, pipeline, ratio: ratios }) => [
      title,
      micros(bare),
      micros(pipeline),
      ratio(ratios),
      range(ratios),
      ...judged(baselines.find(({ name }) => name === baseline)?.target, ratios.median),
    ]),
  )
}

export function queueTable({ rate, cpu }: QueueFigures): string {
  return table(
    'MemoryQueue, enqueued and consumed',
    ['', 'jobs/s', 'CPU per job'],
    [['', perSecond(rate), micros(cpu)]],
  )
}

export function restTable({ bare, client, cpuRatio, rateRatio }: RestComparison): string {
  const row = (what: string, of: [string, string], ratios: Spread) => {
    return [what, ...of, ratio(ratios), range(ratios), ...judged(restTarget, ratios.median)]
  }
  return table(
    'REST client, sendMessage over 16 connections: bare fetch / client (above 1: the client needs less)',
    ['', 'bare fetch', 'client', 'ratio', 'min..max', 'target', ''],
    [
      row('CPU per call', [micros(bare.cpu), micros(client.cpu)], cpuRatio),
      row('calls/s', [perSecond(bare.rate), perSecond(client.rate)], rateRatio),
    ],
  )
}

/** Allocators give memory back when they like: less than this is not growth. */
const flat: Target = { text: '<= 5 %', isMetBy: (growth) => growth <= 0.05 }

export function memoryTable({ concurrent, before, waves, growth }: MemoryFigures): string {
  return table(
    `Memory, node:http: ${perSecond(concurrent)} requests held at once, then answered; ${mebibytes(before)} before`,
    ['', 'RSS while held', 'RSS after', 'heap after', 'target', ''],
    [
      ...waves.map(({ held, after, heapAfter }, at) => [
        `wave ${at + 1}`,
        mebibytes(held),
        mebibytes(after),
        mebibytes(heapAfter),
        '',
        '',
      ]),
      ['growth, wave 2 to last', '', percent(growth), '', ...judged(flat, growth)],
    ],
  )
}
