import { asyncTable, compareAsync } from './async/compare.js'
import { adapters } from './http/adapters.js'
import { type Comparison, compare } from './http/compare.js'
import { measureMemory } from './memory/measure.js'
import { type Options, readOptions, usage } from './options.js'
import { comparePipeline } from './pipeline/compare.js'
import { bullMqTable, compareBullMq } from './queue/bullmq.js'
import { compareLists, listTable } from './queue/list.js'
import { measureQueue } from './queue/measure.js'
import { compareSqlite, sqliteTable } from './queue/sqlite.js'
import { machine } from './report/machine.js'
import { adapterTable, memoryTable, pipelineTable, queueTable, restTable } from './report/sections.js'
import { write } from './report/write.js'
import { compareRest } from './rest/compare.js'

async function main({ only, rounds, quick, name }: Options): Promise<void> {
  const facts = machine()
  console.log(`Node.js ${facts.node}, ${facts.cores} cores, ${rounds} rounds${quick ? ', quick' : ''}\n`)
  const figures: Record<string, unknown> = {
    measuredAt: new Date().toISOString(),
    machine: facts,
    rounds,
    quick,
  }

  const chosen = adapters.filter((adapter) => only.has(adapter.name))
  if (chosen.length > 0) {
    const load = { rounds, connections: 50, requests: quick ? 2000 : 8000 }
    const comparisons: Comparison[] = []
    for (const adapter of chosen) comparisons.push(await compare(adapter, load))
    figures.adapters = { ...load, comparisons }
    console.log(adapterTable(comparisons))
  }
  if (only.has('pipeline')) {
    const comparisons = await comparePipeline(quick ? rounds : rounds * 3)
    figures.pipeline = comparisons
    console.log(pipelineTable(comparisons))
  }
  if (only.has('queue')) {
    const queue = await measureQueue(rounds)
    figures.queue = queue
    console.log(queueTable(queue))
  }
  if (only.has('bullmq')) {
    const bullmq = await compareBullMq(rounds)
    figures.bullmq = bullmq
    console.log(bullMqTable(bullmq))
  }
  if (only.has('list')) {
    const lists = await compareLists(rounds)
    figures.list = lists
    console.log(listTable(lists))
  }
  if (only.has('sqlite')) {
    const sqlite = await compareSqlite(rounds)
    figures.sqlite = sqlite
    console.log(sqliteTable(sqlite))
  }
  if (only.has('async')) {
    const compared = await compareAsync(rounds)
    figures.async = compared
    console.log(asyncTable(compared))
  }
  if (only.has('rest')) {
    const comparison = await compareRest(rounds)
    figures.rest = comparison
    console.log(restTable(comparison))
  }
  if (only.has('memory')) {
    const memory = await measureMemory({ concurrent: quick ? 1000 : 10_000, waves: quick ? 3 : 6 })
    figures.memory = memory
    console.log(memoryTable(memory))
  }
  console.log(`Figures: ${await write(name, figures)}`)
}

function optionsOrUsage(): Options | undefined {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exitCode = 1
    return undefined
  }
}

const options = optionsOrUsage()
if (options !== undefined) await main(options)
