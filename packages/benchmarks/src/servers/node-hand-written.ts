import { createServer } from 'node:http'
import { path } from '../callback.js'
import { answerTo, forbidden, isGenuine } from './hand-written.js'
import { serve } from './serve.js'

const server = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost')
  const answer = (status: number, reply: object) => {
    const text = JSON.stringify(reply)
    res.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    res.end(text)
  }
  if (req.method !== 'POST' || url.pathname !== path) return answer(404, {})
  const query = Object.fromEntries(url.searchParams)
  if (!isGenuine(query)) return answer(403, forbidden)

  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    answer(200, answerTo(query.CallbackCommand, JSON.parse(Buffer.concat(chunks).toString())))
  })
})
serve(server)
