import type { Behaviour, Refusing } from './behaviour.js'
import { alwaysCopied, changes } from './changes.js'
import type { Outcome, Sent } from './server.js'
import { isJsonObject } from './stumble.js'

/** What is to become of an operation when a handler does this with it, in the words of `toEqual`. */
export function meaning(behaviour: Behaviour, sent: Sent): object {
  if (sent.command.phase === 'after') return untouched
  // Even nonsense can happen to be well formed; that it refuses or breaks anything nobody has meant.
  if (behaviour.does === 'mistake' || behaviour.does === 'answer') {
    return { kind: 'continued', changes: expect.any(Object) }
  }
  if (behaviour.does === 'refuse') return refusal(behaviour, sent)
  return behaviour.does === 'rewrite' ? rewritten(behaviour.changes, sent) : untouched
}

const untouched: Outcome = { kind: 'continued', changes: {} }

function refusal({ errCode, errMsg }: Refusing, { version }: Sent): Outcome {
  // No answer stops 3.6; v2.0 knows a refusal by its errCode being 0.
  if (version === '3.6') return untouched
  return { kind: 'refused', errCode: version === '2.0' ? 0 : errCode, errMsg }
}

function rewritten(wanted: Readonly<Record<string, unknown>>, sent: Sent): Outcome {
  const { request, command } = sent
  // The builder refuses to write it: that is a handler that threw.
  if (command.command === 'callbackBeforeMsgModifyCommand' && !isJsonObject(wanted.content ?? '{}'))
    return untouched
  const kept = alwaysCopied(sent).map((name) => [name, request[name] ?? undefined])
  const possible = Object.entries(wanted).filter(([name]) => {
    return command.command !== 'callbackBeforeUpdateUserInfoExCommand' || request[name] !== null
  })
  return { kind: 'continued', changes: changes(sent, Object.fromEntries([...kept, ...possible])) }
}
