// What the file takes: the same texts in batches of the same size, one insert each, without a queue around them.
import { createRequire } from 'node:module'
import type { DatabaseSync } from '@photostructure/sqlite'
import { answering } from '../process/answering.js'
import { durability, job, jobs, measured, newFile, producers } from './sqlite-side.js'

const sqlite: {
  DatabaseSync: new (file: string) => Pick<InstanceType<typeof DatabaseSync>, 'exec' | 'prepare'>
} = process.getBuiltinModule('node:sqlite') ?? createRequire(import.meta.url)('@photostructure/sqlite')

const db = new sqlite.DatabaseSync(newFile())
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability}`)
db.exec('CREATE TABLE job (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL)')
const insert = db.prepare('INSERT INTO job (content) VALUES (?)')

answering({
  enqueue: () =>
    measured(jobs, async () => {
      for (let batch = 0; batch < jobs / producers; batch++) {
        db.exec('BEGIN IMMEDIATE')
        for (let each = 0; each < producers; each++) insert.run(JSON.stringify(job))
        db.exec('COMMIT')
        await new Promise((resolve) => setImmediate(resolve))
      }
    }),
  clear: () => db.exec('DELETE FROM job'),
})
