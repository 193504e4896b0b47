// Every TypeScript example in the documents and in the comments of the sources compiles, and every relative link leads
// somewhere. A block whose fence says ```ts no-check is left out. `npm run check:docs`
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { check, finish } from './checks.mjs'
import { filesBelow, packages, root, shown } from './workspace.mjs'

const documents = [
  ...readdirSync(root)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, name)),
  ...packages.map(({ folder }) => join(folder, 'README.md')),
  ...filesBelow(join(root, 'examples'), (path) => path.endsWith('.md')),
  ...filesBelow(join(root, 'docs'), (path) => path.endsWith('.md')),
].filter((path) => existsSync(path))
const isReference = (path) => shown(path).startsWith('docs/reference/')
const sources = packages
  .flatMap(({ folder }) => filesBelow(join(folder, 'src'), (path) => path.endsWith('.ts')))
  .filter((path) => !path.includes('/generated/'))

// Inside the repository, so that imports find its node_modules.
const scratch = join(root, '.cache', 'examples')

/** What a block without imports, a few lines out of a program, may use without declaring it. */
const prelude = {
  im: "declare const im: import('@im-callback/core').CallbackHandler;",
  app: "declare const app: import('express').Express;",
}

const blocks = [
  ...documents.filter((path) => !isReference(path)).flatMap(blocksOf),
  ...sources.flatMap(blocksOf),
]
const examples = blocks.filter(({ isChecked }) => isChecked)
console.log(`${examples.length} examples in ${documents.length} documents and ${sources.length} source files`)
for (const { path, line, isChecked } of blocks)
  if (!isChecked) console.log(`left out: ${shown(path)}:${line}`)

const errors = compile(examples)
for (const { path, line } of examples) {
  const first = line + 1
  await check(`example ${shown(path)}:${first}`, () =>
    errors.filter((error) => error.block === `${path}:${line}`).map(({ text }) => text),
  )
}
await check('the compiler is content with everything else', () =>
  errors.filter(({ block }) => block === undefined).map(({ text }) => text),
)
for (const path of documents) await check(`links of ${shown(path)}`, () => deadLinks(path))
finish()

/** The fenced TypeScript blocks of a document, or of the doc comments of a source file. */
function blocksOf(path) {
  const isSource = path.endsWith('.ts')
  const fence = isSource ? /^\s*\* ?\s*```(.*)$/ : /^\s*```(.*)$/
  const prefix = isSource ? /^\s*\* ?/ : /^/
  const found = []
  let open
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((text, index) => {
      const info = fence.exec(text)?.[1]?.trim()
      if (info === undefined) open?.lines.push(text.replace(prefix, ''))
      else if (open === undefined) open = { path, line: index + 1, info, lines: [] }
      else {
        found.push(open)
        open = undefined
      }
    })
  return found
    .filter(({ info }) => /^(?:ts|typescript)\b/.test(info))
    .map(({ info, ...block }) => ({ ...block, isChecked: !/\bno-check\b/.test(info) }))
}

/** One program over all examples; errors carry the place in the original. */
function compile(examples) {
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch, { recursive: true })
  for (const [index, block] of examples.entries())
    writeFileSync(join(scratch, `${index}.ts`), moduleOf(block))
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      tsBuildInfoFile: '../examples.tsbuildinfo',
      types: ['node'],
    },
    include: ['*.ts'],
  }
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(config))
  if (examples.length === 0) return []
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const run = spawnSync(process.execPath, [tsc, '-p', scratch, '--noEmit', '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  })
  const errors = messagesOf(run.stdout + run.stderr).map((text) => place(text, examples))
  if (run.status !== 0 && errors.length === 0)
    errors.push({ block: undefined, text: `tsc ended with ${run.status ?? run.error}` })
  return errors
}

/** The code stands on the lines it has in the original: no table of line numbers is needed. */
function moduleOf({ line, lines }) {
  const code = lines.join('\n')
  const isWhole = /^import\b/m.test(code)
  const declared = Object.entries(prelude)
    .filter(([name]) => !isWhole && !new RegExp(`\\b(?:const|let|var|function)\\s+${name}\\b`).test(code))
    .map(([, declaration]) => declaration)
  return `${'\n'.repeat(line - 1)}export {};${declared.join('')}\n${code}\n`
}

/** One text per error; the indented lines below belong to it. */
function messagesOf(output) {
  return output.split(/\n(?!\s)/).filter((text) => text.trim() !== '')
}

function place(text, examples) {
  const match = /(?:^|\/)\.cache\/examples\/(\d+)\.ts\((\d+),\d+\): ([\s\S]*)$/.exec(text)
  if (match === null) return { block: undefined, text }
  const { path, line } = examples[Number(match[1])]
  return { block: `${path}:${line}`, text: `${shown(path)}:${match[2]} ${match[3].trimEnd()}` }
}

function deadLinks(path) {
  const text = readFileSync(path, 'utf8')
    .replace(/^\s*(`{3,}|~{3,})[\s\S]*?^\s*\1/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, '')
  const links = [...text.matchAll(/\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*(\S+)|\b(?:href|src)="([^"]+)"/gm)]
  return links
    .map((match) => ({
      target: match[1] ?? match[2] ?? match[3],
      line: text.slice(0, match.index).split('\n').length,
    }))
    .filter(({ target }) => !/^(?:[a-z][a-z+.-]*:|#|\/\/)/i.test(target) && !leadsSomewhere(path, target))
    .map(({ target, line }) => `${shown(path)}:${line} ${target}: there is no such file`)
}

/** Documents below docs/ are also a site, where links may leave out `.md` and start at docs/. */
function leadsSomewhere(path, target) {
  const file = decodeURI(target.replace(/[?#].*$/, ''))
  const base = file.startsWith('/') ? join(root, 'docs') : dirname(path)
  return ['', '.md', '/index.md'].some((ending) => existsSync(join(base, file + ending)))
}
