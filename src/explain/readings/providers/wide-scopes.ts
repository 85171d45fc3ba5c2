import { scopesOf } from '../../facts/answers.ts'
import { authorizationRequests, sentAs } from '../../facts/messages.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'

/** What a sign-in asks for (OpenID Connect Core 1.0, sections 5.4 and 11). */
const ofSignIn = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access'])
/** Everything there is, by a word that says so. */
const everything = /^(?:\*|.*[:./]\*|all|full|full_access|admin|root|sudo|superuser)$/i
/** More than a sign-in needs, at providers that are known. */
const much = /^(?:repo|admin:.*|delete_repo|api|write_repository|.*\.ReadWrite\.All|Directory\..*|https:\/\/mail\.google\.com\/?|https:\/\/www\.googleapis\.com\/auth\/(?:drive|cloud-platform|gmail\.modify))$/

/** Scopes that give much more than a sign-in needs (RFC 9700, section 2.3). */
export function readWideScopes(record: WalkRecord): Reading[] {
  return authorizationRequests(record).flatMap((seen) => {
    const scopes = scopesOf(sentAs(seen.request, 'scope')).filter(scope => !ofSignIn.has(scope))
    const [all, wide] = [scopes.filter(scope => everything.test(scope)), scopes.filter(scope => much.test(scope))]
    if (all.length > 0) return [found('scope-everything', 'weak', 'RFC 9700 2.3', { scopes: all }, { in: seen })]
    return only(wide.length > 0 && found('scope-much', 'note', 'RFC 9700 2.3', { scopes: wide }, { in: seen }))
  })
}
