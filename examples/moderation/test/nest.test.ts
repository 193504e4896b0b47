import type { INestApplication } from '@nestjs/common'
import { environment, itModerates } from './both-platforms.js'

jest.spyOn(console, 'log').mockImplementation()
// Nest writes its log there.
jest.spyOn(process.stdout, 'write').mockReturnValue(true)
const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true)

let app: INestApplication
let base: string

beforeAll(async () => {
  Object.assign(process.env, environment)
  const { started } = await import('../src/nest/main.js')
  app = await started
  base = await app.getUrl()
})

afterAll(() => app.close())

afterEach(() => expect(errors).not.toHaveBeenCalledWith(expect.stringContaining('ERROR')))

itModerates(() => base)
