import { runDemo } from './demo.js'
import { runReal } from './real.js'
import { readSettings } from './settings.js'

try {
  const settings = readSettings(process.env)
  const { secretKey } = settings
  await (secretKey === undefined ? runDemo(settings) : runReal(settings, secretKey))
} catch (error) {
  console.error(`The bot did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
