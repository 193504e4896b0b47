import { type ChildProcess, spawn } from 'node:child_process'

/** Waits until the process that started it is gone, however it ended, then ends the server and removes its folder. */
const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; rm -rf "$2"'

/**
 * Lets no server outlive the tests: a shell of its own holds the other end of a pipe, which closes with this process
 * even when that is killed. Answers how to dismiss it.
 */
export function guard(server: ChildProcess, folder: string): () => void {
  const shell = spawn('/bin/sh', ['-c', script, 'guard', String(server.pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.unref()
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref()
  return () => void shell.kill('SIGKILL')
}
