import { mkdir, writeFile } from 'node:fs/promises'

const folder = new URL('../../results/', import.meta.url)

/** Writes the figures of a run to `results/<name>.json`, and answers that name. */
export async function write(name: string, figures: object): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(figures, null, 2)}\n`)
  return `packages/benchmarks/results/${name}.json`
}
