/** How many listeners a signal may have before Node warns; 0 is any number. getMaxListeners does not know Jest's signals. */
export function listenerLimit(signal: AbortSignal): unknown {
  const symbol = Object.getOwnPropertySymbols(signal).find(
    ({ description }) => description === 'events.maxEventTargetListeners',
  )
  return symbol && Reflect.get(signal, symbol)
}
