import type { CallOptions } from '../client/call.js'
import type { TencentRestEndpoint, TencentRestEndpoints } from '../generated/endpoints.js'

/** One call of an endpoint, typed by its name. */
export type Call = <E extends TencentRestEndpoint>(
  endpoint: E,
  body: TencentRestEndpoints[E]['request'],
  options?: CallOptions,
) => Promise<TencentRestEndpoints[E]['response']>
