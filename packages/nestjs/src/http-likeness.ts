import type { AnyCallbackEvent } from './any-commands.js'

/** What Express and Fastify offer of a request beside `headers`, `params` and `body`, as an event answers it. */
const likeness: Readonly<Record<string, (event: AnyCallbackEvent) => unknown>> = {
  ip: ipOf,
  ips: () => [],
  method: () => 'POST',
  httpVersion: () => '1.1',
  url: urlOf,
  originalUrl: urlOf,
  path: urlOf,
  baseUrl: () => '',
  route: (event) => ({ path: urlOf(event) }),
  routeOptions: (event) => ({ url: urlOf(event), method: 'POST' }),
  query: ({ params }) => params,
  cookies: () => ({}),
  get: headerReader,
  header: headerReader,
  host: hostOf,
  hostname: (event) => hostOf(event).replace(/:\d*$/, ''),
  protocol: protocolOf,
  secure: (event) => protocolOf(event) === 'https',
  socket: (event) => ({ remoteAddress: ipOf(event) }),
  connection: (event) => ({ remoteAddress: ipOf(event) }),
  raw: (event) => event,
  on: doNothing,
  once: doNothing,
  off: doNothing,
  removeListener: doNothing,
}

/** The user behind the event, so that a throttler counts users and not the platform. */
function ipOf({ params }: AnyCallbackEvent): string {
  return params.ClientIP ?? ''
}

function urlOf({ command }: AnyCallbackEvent): string {
  return `/${command}`
}

function headerReader(event: AnyCallbackEvent): (name: unknown) => unknown {
  return (name) => {
    const lower = String(name).toLowerCase()
    const { headers } = event
    return lower === 'referrer' || lower === 'referer'
      ? (headers.referer ?? headers.referrer)
      : headers[lower]
  }
}

function hostOf({ headers }: AnyCallbackEvent): string {
  return String(headers.host ?? '')
}

function protocolOf({ headers }: AnyCallbackEvent): string {
  return String(headers['x-forwarded-proto'] ?? '').startsWith('https') ? 'https' : 'http'
}

function doNothing(event: AnyCallbackEvent): () => AnyCallbackEvent {
  return () => event
}

/** Made on first use, and from then on a property like any other: what is put into it, or in its place, stays. */
const onEvents: PropertyDescriptorMap = Object.fromEntries(
  Object.entries(likeness).map(([name, read]) => [
    name,
    {
      get(this: AnyCallbackEvent) {
        const value = read(this)
        keep(this, name, value)
        return value
      },
      set(this: AnyCallbackEvent, value: unknown) {
        keep(this, name, value)
      },
      configurable: true,
    },
  ]),
)

function keep(event: object, name: string, value: unknown): void {
  Object.defineProperty(event, name, { value, writable: true, configurable: true })
}

const prototypes = new WeakMap<object, object>()

/**
 * Lets enhancers written for HTTP read an event as if it were a request. It is done by a prototype in between: to
 * define the properties on every event takes eighty times as long.
 */
export function likeRequest(event: object): void {
  if ('originalUrl' in event) return
  const own: object = Object.getPrototypeOf(event)
  let liked = prototypes.get(own)
  if (liked === undefined) {
    liked = Object.create(own, onEvents) as object
    prototypes.set(own, liked)
  }
  Object.setPrototypeOf(event, liked)
}

/** Lets something that has an event be read as if it were the request itself. */
export function likeRequestOf(prototype: object, eventOf: (self: object) => object): void {
  for (const name of ['headers', 'params', 'body', 'user', ...Object.keys(likeness)]) {
    Object.defineProperty(prototype, name, {
      get(this: object): unknown {
        const event = eventOf(this)
        likeRequest(event)
        return Reflect.get(event, name)
      },
      set(this: object, value: unknown) {
        const event = eventOf(this)
        likeRequest(event)
        Reflect.set(event, name, value)
      },
      configurable: true,
    })
  }
}
