/** One HTTP response, as it stood on the wire. */
export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

interface Framing {
  /** The request was HEAD: the length that is declared is not sent. */
  readonly isHead: boolean
  /** Nothing more will come. */
  readonly isEnded: boolean
}

/** All complete answers in what a server has sent so far. */
export function parseAnswers(bytes: Buffer, framing: Framing): Answer[] {
  const answers: Answer[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const headEnd = rest.indexOf('\r\n\r\n')
    if (headEnd === -1) break
    const { status, headers } = parseHead(rest.subarray(0, headEnd).toString('latin1'))
    const body = takeBody(rest.subarray(headEnd + 4), { status, headers }, framing)
    if (body === undefined) break
    answers.push({ status, headers, body: body.content.toString() })
    rest = body.rest
  }
  return answers
}

type Head = Pick<Answer, 'status' | 'headers'>

function parseHead(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers) }
}

/** The body and what follows it; undefined while it is not complete. */
function takeBody(bytes: Buffer, { status, headers }: Head, { isHead, isEnded }: Framing) {
  if (isHead || status < 200 || status === 204) return { content: Buffer.alloc(0), rest: bytes }
  if (headers.get('transfer-encoding') === 'chunked') return takeChunks(bytes)
  const declared = headers.get('content-length')
  if (declared === undefined) return isEnded ? { content: bytes, rest: Buffer.alloc(0) } : undefined
  const length = Number(declared)
  return bytes.length < length
    ? undefined
    : { content: bytes.subarray(0, length), rest: bytes.subarray(length) }
}

function takeChunks(bytes: Buffer) {
  const chunks: Buffer[] = []
  for (let rest = bytes; ; ) {
    const lineEnd = rest.indexOf('\r\n')
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(rest.subarray(0, lineEnd).toString('latin1'), 16)
    const after = lineEnd + 2 + size + 2
    if (rest.length < after) return undefined
    if (size === 0) return { content: Buffer.concat(chunks), rest: rest.subarray(after) }
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size))
    rest = rest.subarray(after)
  }
}
