/**
 * What enhancers written for HTTP find in place of a response. Whatever they call answers the object itself and does
 * nothing: the answer to a callback is what its handler returns. So a throttler that sets headers, or a filter that
 * writes an error page, does no harm.
 */
export const inertResponse: object = new Proxy(() => undefined, {
  get: (_target, name): unknown => (name in facts ? facts[name] : inertResponse),
  apply: () => inertResponse,
  set: () => true,
  has: () => true,
})

const facts: Readonly<Record<string | symbol, unknown>> = {
  // Not a promise, or `await` would wait for it for ever.
  // biome-ignore lint/suspicious/noThenProperty: it says that there is none
  then: undefined,
  headersSent: false,
  sent: false,
  writableEnded: false,
  statusCode: 200,
  locals: {},
  [Symbol.toPrimitive]: () => '',
}
