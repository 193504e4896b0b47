// "npm run send" and "npm run commands" of the repository: the im-callback command, aimed at this example.
const { HOST = '127.0.0.1', PORT = '3000' } = process.env
const host = HOST === '0.0.0.0' ? '127.0.0.1' : HOST

try {
  const { main } = await import('@im-callback/cli')
  process.exitCode = await main(process.argv.slice(2), {
    env: { IM_CALLBACK_URL: `http://${host}:${PORT}/im/callback`, ...process.env },
    names: { send: 'npm run send --', list: 'npm run commands' },
  })
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.error('Nothing is built yet: run "npm ci" and "npm start", then this in another terminal.')
  process.exitCode = 1
}
