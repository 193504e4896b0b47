import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { environment, itModerates } from './both-platforms.js'

jest.spyOn(console, 'log').mockImplementation()
jest.spyOn(console, 'warn').mockImplementation()
const errors = jest.spyOn(console, 'error').mockImplementation()

let server: Server

beforeAll(async () => {
  Object.assign(process.env, environment)
  ;({ server } = await import('../src/express/main.js'))
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
})

afterAll(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))

afterEach(() => expect(errors).not.toHaveBeenCalled())

itModerates(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
