import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserModules } from './modules.js'

/** A file, ready to be sent. */
interface Asset {
  readonly type: string
  readonly body: Buffer
  readonly etag: string
}

/** Everything there is to serve, by path: a path that is not in it is no file, whatever it looks like. */
export interface Assets {
  readonly files: ReadonlyMap<string, Asset>
  /** For `script-src`: the import map is the one script that stands in the pages themselves. */
  readonly importMapHash: string
}

export interface AssetFolders {
  /** Pages, style and icon. */
  readonly public: URL
  /** The compiled scripts of the pages. */
  readonly scripts: URL
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Reads all files once, at the start. */
export function loadAssets(folders: AssetFolders, { files: modules, imports }: BrowserModules): Assets {
  const importMap = JSON.stringify({ imports })
  const files = new Map<string, Asset>()
  const add = (path: string, body: Buffer) => {
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    files.set(path, { type: types[extname(path)] ?? 'application/octet-stream', body, etag })
  }
  for (const name of filesIn(folders.public)) {
    const body = readFileSync(new URL(name, folders.public))
    add(`/${name}`, name.endsWith('.html') ? withImportMap(body, importMap) : body)
  }
  for (const name of filesIn(folders.scripts))
    add(`/page/${name}`, readFileSync(new URL(name, folders.scripts)))
  for (const [path, file] of modules) add(path, readFileSync(file))
  const hash = createHash('sha256').update(importMap).digest('base64')
  return { files, importMapHash: `'sha256-${hash}'` }
}

const filesIn = (folder: URL): string[] =>
  readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => extname(name) in types,
  )

const withImportMap = (page: Buffer, importMap: string): Buffer =>
  Buffer.from(page.toString().replace(/(?<=<script type="importmap">)[^<]*/, () => importMap))
