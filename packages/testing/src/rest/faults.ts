import type { RestEndpoint } from './generated/endpoints.js'

/** What every way to fail can be told. */
interface FaultScope {
  /** Only requests to this endpoint. Default: to any. */
  readonly endpoint?: RestEndpoint | undefined
  /**
   * True: the request is served first, and only its answer goes wrong, as when a message was sent and nobody got to know.
   * Default false: nothing happens but the failure.
   */
  readonly handled?: boolean | undefined
}

/**
 * A way to fail: an error code of the service, an HTTP status with a text that is no JSON, a connection that is reset, or
 * an answer that takes its time (milliseconds; `Infinity`: it never comes).
 */
export type RestFault =
  | 'reset'
  | (FaultScope & { readonly code: number; readonly info?: string | undefined })
  | (FaultScope & { readonly status: number; readonly text?: string | undefined })
  | (FaultScope & { readonly reset: true })
  | (FaultScope & { readonly delay: number })

/** One of the four, spelt out. */
export type Failure = Exclude<RestFault, 'reset'>

/** The failures that are still to happen, in the order they were ordered. */
export class Faults {
  #waiting: { readonly failure: Failure; left: number }[] = []

  add(fault: RestFault, times: number): void {
    const failure = checked(fault)
    if (!(times > 0)) throw new TypeError(`fail(fault, times): times is ${times}; give a number above 0.`)
    this.#waiting.push({ failure, left: times })
  }

  clear(): void {
    this.#waiting = []
  }

  /** The failure this request meets, if any; it is used up by it. */
  take(endpoint: string): Failure | undefined {
    const fault = this.#waiting.find(({ failure }) => (failure.endpoint ?? endpoint) === endpoint)
    if (fault === undefined) return undefined
    fault.left--
    if (fault.left <= 0) this.#waiting = this.#waiting.filter((each) => each !== fault)
    return fault.failure
  }
}

const ways = ['code', 'status', 'reset', 'delay']

function checked(fault: RestFault): Failure {
  if (fault === 'reset') return { reset: true }
  const named = typeof fault === 'object' && fault !== null ? ways.filter((way) => way in fault) : []
  if (named.length === 1) return fault
  throw new TypeError(
    `fail(fault) takes 'reset', or an object with one of ${ways.join(', ')}; this one has ${named.join(' and ') || 'none'}.`,
  )
}
