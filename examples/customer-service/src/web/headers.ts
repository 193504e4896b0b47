/**
 * What the browser is told of every answer. Scripts come from this server alone, connections go to it and to the
 * gateway, and with Trusted Types text cannot become HTML even by mistake.
 */
export function securityHeaders(importMapHash: string, gatewayUrl: string): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'script-src': `'self' ${importMapHash}`,
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': `'self' ${new URL(gatewayUrl).origin}`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  }
  return {
    'content-security-policy': Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}

/**
 * Where the page that asks finds the gateway: where it found us. Undefined when the `Host` header is no host: it must not get
 * into the headers of the answer.
 */
export function gatewayUrlFor(host = ''): string | undefined {
  return /^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/i.test(host) ? `ws://${host}/ws` : undefined
}
