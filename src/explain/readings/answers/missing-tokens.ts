import { isAtTokenEndpoint, scopesOf, tokenAnswers } from '../../facts/answers.ts'
import { authorizationRequests, memberOf, sentAs, valueOf } from '../../facts/messages.ts'
import { complaintsIn } from '../../facts/complaints.ts'
import { providerOf } from '../../facts/provider.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** Tokens that were to come and did not (OpenID Connect Core 1.0, sections 3.1.2.1, 3.1.3.3 and 11). */
export function readMissingTokens(record: WalkRecord): Reading[] {
  const answers = tokenAnswers(record).filter(seen => isAtTokenEndpoint(seen) && seen.kind !== 'refresh-request')
  return answers.flatMap(seen => [...idToken(seen, record), ...refreshToken(seen, record)])
}

function idToken(seen: Seen, record: WalkRecord): Reading[] {
  if (memberOf(seen, 'id_token') !== undefined || sentAs(seen.request, 'grant_type') === 'client_credentials') return []
  const asked = askedScopes(seen, record)
  const isMissed = complaintsIn(record).some(({ said }) => /id_token/i.test(said.text))
    || record.words.some(line =>
      /id_token[^\n]{0,60}(?:missing|not present|not found|undefined)|(?:missing|no|without)[^\n]{0,20}id_token/i.test(line))
  const granted = memberOf(seen, 'scope')
  // Whoever shows an answer may have left the ID token out.
  const isSure = isMissed || (granted !== undefined && !scopesOf(granted).includes('openid'))
  const details = { scopes: asked ?? [], granted: granted ?? '', provider: providerOf(seen) ?? '' }
  if (asked?.includes('openid'))
    return [found('id-token-missing', isSure ? 'broken' : 'note', 'OIDC Core 3.1.3.3', details, { in: seen })]
  return only(
    isMissed
    && found(
      'openid-not-asked', 'broken', 'OIDC Core 3.1.2.1', { scopes: asked ?? scopesOf(memberOf(seen, 'scope')) },
      { in: seen },
    ),
  )
}

function refreshToken(seen: Seen, record: WalkRecord): Reading[] {
  if (memberOf(seen, 'refresh_token') !== undefined || sentAs(seen.request, 'grant_type') === 'client_credentials')
    return []
  const asked = askedScopes(seen, record) ?? []
  const wantsOffline = asked.some(scope => /^offline[._]access$/.test(scope)) || isOfflineAsked(record)
  return only(
    wantsOffline
    && found(
      'refresh-token-missing', 'note', 'OIDC Core 11',
      { scopes: asked, provider: providerOf(seen) ?? '', consent: consentAsked(record) ? 'yes' : '' }, { in: seen },
    ),
  )
}

/** Google's own way to ask for a refresh token. */
function isOfflineAsked(record: WalkRecord): boolean {
  return authorizationRequests(record).some(({ request }) => valueOf(request?.query, 'access_type') === 'offline')
}

function consentAsked(record: WalkRecord): boolean {
  return authorizationRequests(record).some(({ request }) => /consent/.test(valueOf(request?.query, 'prompt') ?? ''))
}

/** What was asked for, if the request is in the input: in this one, or in the one authorization request. */
function askedScopes(seen: Seen, record: WalkRecord): string[] | undefined {
  const requests = authorizationRequests(record)
  const scope = sentAs(seen.request, 'scope')
    ?? (requests.length === 1 ? sentAs(requests[0]?.request, 'scope') : undefined)
  return scope === undefined ? undefined : scopesOf(scope)
}
