const responses = new WeakMap<object, object>()

/**
 * What enhancers written for HTTP find in place of a response. Whatever they call answers the object itself and does
 * nothing: the answer to a callback is what its handler returns. So a throttler that sets headers, or a filter that
 * writes an error page, does no harm. There is one for each event: what is kept in its `locals` is of this event only.
 */
export function inertResponse(event: object): object {
  const known = responses.get(event)
  if (known !== undefined) return known
  const response = create()
  responses.set(event, response)
  return response
}

function create(): object {
  const facts: Record<string | symbol, unknown> = {
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
  const response: object = new Proxy(() => undefined, {
    get: (_target, name): unknown => (Object.hasOwn(facts, name) ? facts[name] : response),
    apply: () => response,
    set: (_target, name, value) => {
      facts[name] = value
      return true
    },
    has: () => true,
  })
  return response
}
