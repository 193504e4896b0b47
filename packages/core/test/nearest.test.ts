import { nearest } from '../src/nearest.js'

describe('nearest', () => {
  const names = ['C2C.CallbackBeforeSendMsg', 'C2C.CallbackAfterSendMsg', 'State.StateChange']

  it.each([
    ['C2C.CallbackBeforeSendMgs', 'C2C.CallbackBeforeSendMsg'],
    ['c2c.callbackaftersendmsg', 'C2C.CallbackAfterSendMsg'],
    ['StateChange', undefined],
    ['State.Change', undefined],
    ['State.StateChanged', 'State.StateChange'],
    ['', undefined],
    ['State.StateChange', 'State.StateChange'],
  ])('of %j is %j', (name, expected) => {
    expect(nearest(name, names)).toBe(expected)
  })

  it('counts letters put in, taken out and changed', () => {
    expect(nearest('tokn', ['token'])).toBe('token')
    expect(nearest('tooken', ['token'])).toBe('token')
    expect(nearest('tokan', ['token'])).toBe('token')
    expect(nearest('aaaaa', ['token'])).toBeUndefined()
    expect(nearest('ab', [''])).toBe('')
  })
})
