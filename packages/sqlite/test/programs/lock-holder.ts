// Holds the lock of a file until it is told to let go: `fork(..., [file])`
import { defaultDriver } from '../../src/driver/default-driver.js'

const [file = ''] = process.argv.slice(2)
const db = defaultDriver().open(file)
db.exec('BEGIN IMMEDIATE')
process.send?.('locked')
process.on('message', () => {
  db.exec('ROLLBACK')
  process.exit()
})
