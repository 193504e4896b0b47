// Compiles, runs and tests an app, each in a process of its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs a program of an app: each line it prints is one check, `{ name, problem? }`; the last one says that it is through. */
export function runApp(folder, file, env) {
  const run = node([file], folder, env)
  const results = run.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  const isThrough = results.at(-1)?.name === 'end'
  if (isThrough) results.pop()
  if (!isThrough || run.status !== 0) {
    results.push({ name: 'runs to its end', problem: outputOf(run) })
  }
  return results
}

/**
 * Compiles with `skipLibCheck: false`, so our declarations are checked in full. What other packages' declarations get
 * wrong among themselves is printed and not counted.
 */
export function compileApp(folder, config) {
  const tsc = join(folder, 'node_modules/typescript/bin/tsc')
  const { status, stdout, stderr } = node([tsc, '-p', config, '--pretty', 'false'], folder)
  const errors = (stdout + stderr).split(/\n(?!\s)/).filter((text) => text.trim() !== '')
  const foreign = errors.filter((text) => /^node_modules\/(?!@im-callback\/)/.test(text))
  for (const text of foreign) console.log(`not ours: ${text}`)
  if (status !== 0 && errors.length === 0) return [`tsc ended with ${status}`]
  return errors.filter((text) => !foreign.includes(text))
}

/** The app's own tests, as its owner runs them. */
export function testApp(folder, config, env) {
  const run = node([join(folder, 'node_modules/jest/bin/jest.js'), '--config', config], folder, env)
  return run.status === 0 && /^Tests: +\d+ passed,/m.test(run.stderr) ? [] : [outputOf(run)]
}

function node(args, cwd, env) {
  return spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, IM_SDK_APP_ID: '', IM_CALLBACK_TOKEN: '', NO_COLOR: '1', ...env },
  })
}

function outputOf({ error, stdout, stderr }) {
  return `${error ?? ''}${stdout}${stderr}`
}
