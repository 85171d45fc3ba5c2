import { styleSource } from './style.ts'

/**
 * Headers of every answer. The empty script-src lets oidc-provider add the hash of its form_post script, and nothing
 * else runs.
 */
export const commonHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy([]),
  'x-content-type-options': 'nosniff',
  // For browsers that don't know frame-ancestors (RFC 9700, section 4.16).
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin',
}

/**
 * The Content-Security-Policy of a page whose forms may lead, by redirects, to `redirectUri` (absent: to ourselves
 * only). Chromium applies form-action to each redirect after a form post, also to those of a client that sends its user
 * on to another port of this machine; hence the loopback hosts.
 */
export function pagePolicy(redirectUri?: string): string {
  const targets = redirectUri === undefined ? [] : ['http://127.0.0.1:*', 'http://localhost:*', sourceOf(redirectUri)]
  return policy([`form-action 'self'${targets.map(target => ` ${target}`).join('')}`])
}

function policy(more: string[]): string {
  return [
    'default-src \'none\'', 'script-src', `style-src ${styleSource}`, 'img-src \'self\'', 'base-uri \'none\'',
    'frame-ancestors \'none\'', ...more,
  ].join('; ')
}

// CSP knows no IPv6 addresses and a custom scheme has no origin: there the scheme alone must do.
function sourceOf(redirectUri: string): string {
  const { protocol, host, origin } = new URL(redirectUri)
  return /^https?:$/.test(protocol) && !host.startsWith('[') ? origin : protocol
}
