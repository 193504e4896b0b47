import { SqliteQueue } from '@im-callback/sqlite'
import { queueConformance } from '@im-callback/testing/conformance'
import { newFolder } from './support/folder.js'
import { runSql } from './support/sql.js'

queueConformance({
  name: 'SqliteQueue',
  createStore: async () => {
    const { file, remove } = newFolder()
    return {
      open: (options) => new SqliteQueue({ file, durability: 'normal', pollInterval: 5, ...options }),
      corrupt: async (raw) => void runSql(file, 'INSERT INTO job (content) VALUES (?)', raw),
      dispose: async () => remove(),
    }
  },
})
