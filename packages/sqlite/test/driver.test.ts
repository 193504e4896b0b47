import { builtinModules } from 'node:module'
import { defaultDriver } from '../src/driver/default-driver.js'
import { fileOfCaller } from '../src/driver/own-file.js'

describe('the default driver', () => {
  const { getBuiltinModule } = process
  const pretend = (answer: unknown) => {
    process.getBuiltinModule = ((id: string) =>
      id === 'node:sqlite' ? answer : getBuiltinModule(id)) as typeof getBuiltinModule
  }
  afterEach(() => {
    process.getBuiltinModule = getBuiltinModule
  })

  it('is node:sqlite where Node.js has it', () => {
    class DatabaseSync {
      readonly file: string
      constructor(file: string) {
        this.file = file
      }
    }
    pretend({ DatabaseSync })
    const driver = defaultDriver()
    expect(driver.name).toBe('node:sqlite')
    expect(driver.open('x')).toEqual(new DatabaseSync('x'))
  })

  it('is @photostructure/sqlite where it has not', () => {
    pretend(undefined)
    expect(defaultDriver().name).toBe('@photostructure/sqlite')
  })

  it('fits this Node.js', () => {
    const isThere = builtinModules.includes('node:sqlite') || getBuiltinModule('node:sqlite') !== undefined
    expect(defaultDriver().name).toBe(isThere ? 'node:sqlite' : '@photostructure/sqlite')
  })

  it('knows its own file, to load from there', () => {
    expect(fileOfCaller()).toBe(__filename)
    expect(Error.prepareStackTrace?.name).not.toBe('')
  })
})
