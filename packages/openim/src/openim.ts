import {
  type HeaderSource,
  header,
  type JsonObject,
  type Protocol,
  type Query,
  type URLParams,
} from '@im-callback/core'
import type { OpenImCommands } from './generated/index.js'
import { openimCommands } from './generated/index.js'
import { idempotencyKey } from './idempotency-key.js'
import { successor } from './names.js'
import { checkOptions, type OpenImOptions } from './options.js'
import { redact } from './redact.js'
import { OpenImVerdicts } from './reply/builder.js'
import { failure } from './reply/failure.js'
import { reply, verdict } from './reply/reply.js'
import { authentication, listOf } from './request/authentication.js'
import { type ExpectedPath, escaped, readPath, segmentsOf } from './request/path.js'
import { upgrade } from './upgrade.js'
import { versionByStyle } from './version.js'

/**
 * The protocol of OpenIM, v2 and v3.0 to today.
 *
 * The server waits for the answers to before-callbacks, and a receiver that fails stops its users: handlers have 4.5
 * seconds of the 5 that are its default, and what fails or takes longer lets the operation go on.
 *
 * @throws TypeError when an option cannot mean anything
 * @see https://github.com/openimsdk/open-im-server/blob/main/config/webhooks.yml
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { messageText, openim } from '@im-callback/openim'
 *
 * const im = new CallbackHandler({ protocol: openim({ secret: 'kJ3vXq0Zr8' }) })
 *
 * im.on('callbackBeforeSendSingleMsgCommand', (event) => {
 *   if (messageText(event.body)?.includes('casino')) return event.reply.reject(20001, 'not here')
 * })
 * im.on('callbackAfterUserOnlineCommand', { async: true, handle: (event) => console.log(event.body.userID) })
 * ```
 */
export function openim(options: OpenImOptions = {}): Protocol<OpenImCommands> {
  checkOptions(options)
  const expected: ExpectedPath = {
    base: options.path === undefined ? undefined : segmentsOf(escaped(options.path)),
    secrets: listOf<string>(options.secret),
  }
  const version = options.version === 'auto' ? undefined : options.version
  return {
    name: 'OpenIM',
    commands: openimCommands,
    defaults: { deadline: 4500, onTimeout: 'allow', onError: 'allow', failsAsOne: true },
    params: (query, url, headers) =>
      urlParams(query, { inPath: readPath(url, expected).command, version, headers }),
    authenticate: authentication(options, expected),
    identify: ({ CallbackCommand }, body) => ({ url: CallbackCommand || undefined, body: named(body) }),
    successor,
    redact,
    upgrade,
    idempotencyKey,
    verdicts: (command, body, params) => new OpenImVerdicts({ command, body, params }),
    verdict: (policy, command, body, params) => verdict(policy, { command, body, params }),
    reply,
    failure,
  }
}

interface Found {
  readonly inPath: string | undefined
  readonly version: string | undefined
  readonly headers: HeaderSource
}

function urlParams(query: Query, { inPath, version, headers }: Found): URLParams {
  const inQuery = query.get('command') ?? query.get('callbackCommand')
  return {
    SdkAppid: '',
    CallbackCommand: inPath ?? inQuery ?? '',
    Version: version ?? versionByStyle({ inPath, inQuery, hasOperation: hasOperation(headers) }),
  }
}

/** The header is there even when it is empty, and only since v3.0. */
const hasOperation = (headers: HeaderSource) => header(headers, 'operationid') !== undefined

function named(body: JsonObject): string | undefined {
  const value = Object.hasOwn(body, 'callbackCommand') ? body.callbackCommand : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}
