// @ts-check

/**
 * A command as an identifier: the prefix and the rest without a leading "Callback", the prefix only once.
 * `C2C.CallbackBeforeSendMsg` is `C2CBeforeSendMsg`, `State.StateChange` is `StateChange`.
 *
 * @param {string} command
 */
export function identifier(command) {
  const [prefix = '', rest = ''] = command.split('.')
  const suffix = rest.replace(/^Callback/, '')
  return suffix.startsWith(prefix) ? suffix : prefix + suffix
}
