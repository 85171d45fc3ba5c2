import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { scopesOf } from '../../facts/answers.ts'
import { authorizationRequests, sentAs } from '../../facts/messages.ts'
import { providerOf } from '../../facts/provider.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** Authorization requests that one provider refuses by a rule of its own. */
export function readWesternRequests(record: WalkRecord): Reading[] {
  return authorizationRequests(record).flatMap(seen => (readers[providerOf(seen) ?? ''] ?? (() => []))(seen))
}

const readers: Readonly<Record<string, (seen: Seen) => Reading[]>> = { apple, google, spotify, linkedin, okta }

/** Name and e-mail come by form_post only. */
function apple(seen: Seen): Reading[] {
  const asked = scopesOf(sentAs(seen.request, 'scope')).filter(scope => scope === 'name' || scope === 'email')
  const mode = sentAs(seen.request, 'response_mode') ?? 'query'
  return only(
    asked.length > 0
    && mode !== 'form_post'
    && found(
      'apple-response-mode', 'broken', 'developer.apple.com, Request an authorization', { scopes: asked, mode },
      { in: seen },
    ),
  )
}

/** No raw addresses, and http for this machine only. */
function google(seen: Seen): Reading[] {
  const redirect = sentAs(seen.request, 'redirect_uri') ?? ''
  const url = parseAddress(redirect)
  if (/^urn:ietf:wg:oauth:2\.0:oob/.test(redirect))
    return [found('google-oob-request', 'broken', 'developers.google.com, OOB migration', {}, { in: seen })]
  const isRaw = url !== undefined && /^(?:\d{1,3}\.){3}\d{1,3}$|^\[/.test(url.hostname) && !isLoopbackHost(url.hostname)
  const isApp = /^(?!https?:)[a-z][\w+-]*\.[\w.+-]*:\/\//i.test(redirect)
  const isPlain = url?.protocol === 'http:' && !isLoopbackHost(url.hostname)
  return only(
    (isRaw || isPlain || isApp)
    && found(
      'google-redirect-rule', 'broken', 'developers.google.com, Redirect URI validation rules',
      { redirect, how: isApp ? 'scheme' : isRaw ? 'address' : 'http' }, { in: seen },
    ),
  )
}

function spotify(seen: Seen): Reading[] {
  const redirect = sentAs(seen.request, 'redirect_uri') ?? ''
  const url = parseAddress(redirect)
  const isRefused = url?.protocol === 'http:' && !/^(?:127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  return only(
    isRefused
    && found(
      'spotify-redirect-rule', 'broken', 'developer.spotify.com, Redirect URIs',
      { redirect, better: redirect.replace(/\/\/[^:/]+/, '//127.0.0.1') }, { in: seen },
    ),
  )
}

function linkedin(seen: Seen): Reading[] {
  const old = scopesOf(sentAs(seen.request, 'scope')).filter(scope =>
    /^r_(?:liteprofile|emailaddress|basicprofile|fullprofile)$/.test(scope))
  return only(
    old.length > 0
    && found(
      'linkedin-old-scope', 'broken', 'learn.microsoft.com/linkedin, Sign In with LinkedIn using OpenID Connect',
      { scopes: old }, { in: seen },
    ),
  )
}

/** Scopes of one's own exist at a custom authorization server only. */
function okta(seen: Seen): Reading[] {
  const isOrg = /\/oauth2\/v1\/authorize/.test(seen.request?.url ?? '')
  const custom = scopesOf(sentAs(seen.request, 'scope')).filter(scope =>
    !/^(?:openid|profile|email|address|phone|groups|offline_access|device_sso|okta\..*|ssf\..*)$/.test(scope))
  return only(
    isOrg
    && custom.length > 0
    && found(
      'okta-org-server', 'broken', 'developer.okta.com, Authorization servers', { scopes: custom }, { in: seen },
    ),
  )
}
