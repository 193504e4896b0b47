import { nearest } from '../nearest.js'

/**
 * The tokens of an app; none means that signatures are not checked. Anything that is not clearly a token is an error:
 * an unset variable in a list must not become the token "undefined".
 */
export function tokensOf(token: unknown): readonly string[] {
  if (token === undefined || token === '') return []
  const tokens = Array.isArray(token) ? token : [token]
  if (tokens.length > 0 && tokens.every((one) => typeof one === 'string' && one !== '')) return tokens
  throw new TypeError(
    'token is a text, or a list of texts while it is rotated; none of them blank or undefined.',
  )
}

/** Checks an app that was given in the options: a misspelt token would switch the check off. */
export function checkApp(id: string, app: unknown): void {
  if (typeof app !== 'object' || app === null) {
    throw new TypeError(`apps: "${id}" is a ${typeof app}; give { token: 'the token of the console' }.`)
  }
  tokensOf('token' in app ? app.token : undefined)
  const near = Object.keys(app).find((name) => nearest(name, ['token']) !== undefined)
  if ('token' in app || near === undefined) return
  throw new TypeError(`apps: "${id}" has no token, but "${near}". Did you mean "token"?`)
}
