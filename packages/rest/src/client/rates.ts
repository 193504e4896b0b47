import { tencentRestEndpoints } from '../generated/endpoints.js'
import type { Rate } from './rate-limit.js'

/** What the platform allows an app unless an endpoint has a limit of its own. */
const usualRate: Rate = { calls: 200, per: 1000 }
const day = 86_400_000

/** The rate limits of an endpoint. */
export function ratesOf(endpoint: string): readonly Rate[] {
  const { callsPerSecond, callsPerDay, minIntervalSeconds } = tencentRestEndpoints.get(endpoint)?.limits ?? {}
  const rates: Rate[] = []
  if (callsPerSecond !== undefined) rates.push({ calls: callsPerSecond, per: 1000 })
  if (callsPerDay !== undefined) rates.push({ calls: callsPerDay, per: day })
  if (minIntervalSeconds !== undefined) rates.push({ calls: 1, per: minIntervalSeconds * 1000 })
  return rates.length > 0 ? rates : [usualRate]
}
