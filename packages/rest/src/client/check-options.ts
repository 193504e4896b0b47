import { checkOptionNames } from '@im-callback/core'
import { regions } from '../generated/regions.js'
import { isSig } from '../usersig/current.js'
import type { TencentRestOptions } from './options.js'

const names: readonly (keyof TencentRestOptions)[] = [
  'sdkAppId',
  'secretKey',
  'sign',
  'userSig',
  'userSigExpire',
  'identifier',
  'region',
  'baseUrl',
  'backupUrl',
  'timeout',
  'retry',
  'retryUnsafe',
  'rateLimit',
  'legacyFields',
  'messageLimit',
  'fetch',
  'clock',
  'timers',
  'random',
]

/** Throws with the option's name when one cannot mean anything. No message repeats a key or a signature. */
export function checkOptions(options: TencentRestOptions): void {
  checkOptionNames('TencentRest', options, names)
  const given = (['secretKey', 'sign', 'userSig'] as const).filter((name) => options[name] !== undefined)
  if (given.length !== 1) {
    const what = given.length === 0 ? 'nothing to sign with' : given.join(' and ')
    throw new TypeError(`TencentRest has ${what}; give one of secretKey, sign and userSig.`)
  }
  if (options.userSig !== undefined && !isSig(options.userSig)) {
    throw new TypeError('TencentRest: userSig is none; it has letters, digits, *, - and _ only.')
  }
  checkFunctions(options)
  checkFlag('retryUnsafe', options.retryUnsafe)
  checkFlag('legacyFields', options.legacyFields)
  for (const name of ['timeout', 'messageLimit', 'userSigExpire'] as const) checkAbove0(name, options[name])
  const { region, baseUrl } = options
  if (region !== undefined && baseUrl !== undefined) {
    throw new TypeError('TencentRest has region and baseUrl; give the one that is meant.')
  }
  if (region !== undefined && !Object.hasOwn(regions, region)) {
    throw new TypeError(
      `region is ${JSON.stringify(region)}; give one of ${Object.keys(regions).join(', ')}.`,
    )
  }
  checkRateLimit(options.rateLimit)
}

function checkRateLimit(options: TencentRestOptions['rateLimit']): void {
  if (options === undefined || options === false) return
  checkObjectOrFalse('rateLimit', options)
  checkOptionNames('rateLimit', options, ['maxWait'])
  const { maxWait = 0 } = options
  if (!(typeof maxWait === 'number' && maxWait >= 0)) {
    throw new TypeError(`rateLimit.maxWait is ${JSON.stringify(maxWait)}; give 0 or more milliseconds.`)
  }
}

function checkFunctions(options: TencentRestOptions): void {
  for (const name of ['sign', 'fetch', 'clock', 'random'] as const) {
    if (options[name] === undefined || typeof options[name] === 'function') continue
    throw new TypeError(`TencentRest: ${name} is a ${typeof options[name]}; give a function.`)
  }
  const { timers } = options
  if (timers === undefined || (typeof timers?.set === 'function' && typeof timers.clear === 'function'))
    return
  throw new TypeError('TencentRest: timers needs set and clear, as setTimeout and clearTimeout are.')
}

/** Also for what a single call is told. */
export function checkAbove0(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value > 0)) return
  throw new TypeError(`${name} is ${JSON.stringify(value)}; give a number above 0.`)
}

/** Text is refused: `'false'`, as environments give it, would be a yes. */
export function checkFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return
  throw new TypeError(`${name} is ${JSON.stringify(value)}; give true or false.`)
}

export function checkObjectOrFalse(name: string, value: unknown): void {
  if (typeof value === 'object' && value !== null) return
  throw new TypeError(`${name} is ${JSON.stringify(value)}; give an object, or false.`)
}
