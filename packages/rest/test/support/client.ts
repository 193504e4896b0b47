import { TencentRest, type TencentRestOptions } from '@im-callback/rest'

export const secretKey = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e'
export const sdkAppId = 1400000000

/** A client of a service, whose delays are as short as they can be. */
export function clientOf(
  service: { readonly url: string },
  options: Partial<TencentRestOptions> = {},
): TencentRest {
  const own = { sdkAppId, secretKey, baseUrl: service.url, random: () => 0 }
  return new TencentRest({ ...own, ...options } as TencentRestOptions)
}
