import { isAtTokenEndpoint, scopesOf, tokenAnswers } from '../../facts/answers.ts'
import { authorizationRequests, sentAs } from '../../facts/messages.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** What was granted against what was asked for (RFC 6749, sections 3.3 and 6). */
export function readGrantedScopes(record: WalkRecord): Reading[] {
  return tokenAnswers(record).filter(isAtTokenEndpoint).flatMap(seen => [...form(seen), ...compared(seen, record)])
}

function form(seen: Seen): Reading[] {
  const scope = seen.response?.members?.['scope']
  if (Array.isArray(scope))
    return [found('granted-scope-list', 'note', 'RFC 6749 3.3', { scopes: scope.map(String) }, { in: seen })]
  return only(
    typeof scope === 'string'
    && scope.includes(',')
    && !scope.includes(' ')
    && found('granted-scope-commas', 'note', 'RFC 6749 3.3', { scope }, { in: seen }),
  )
}

function compared(seen: Seen, record: WalkRecord): Reading[] {
  const scope = seen.response?.members?.['scope']
  const requests = authorizationRequests(record)
  const asked = scopesOf(
    sentAs(seen.request, 'scope') ?? (requests.length === 1 ? sentAs(requests[0]?.request, 'scope') : undefined),
  )
  if (typeof scope !== 'string' || asked.length === 0) return []
  const granted = scope.split(/[\s,]+/).filter(one => one !== '')
  const lacking = asked.filter(one =>
    !granted.some(other => isSame(one, other))
    && !/^(?:openid|offline_access|profile|email)$/.test(one)
    && !one.endsWith('/.default'))
  const wider = granted.filter(one =>
    !asked.some(other => isSame(one, other)) && !/^(?:openid|offline_access|profile|email)$/.test(one))
  return [
    ...only(lacking.length > 0 && found('scope-narrowed', 'note', 'RFC 6749 3.3', { lacking, granted }, { in: seen })),
    ...only(
      wider.length > 0
      && (seen.kind === 'refresh-request'
        ? found('scope-widened', 'weak', 'RFC 6749 6', { wider, asked }, { in: seen })
        : found('scope-added', 'note', 'RFC 6749 3.3', { wider, asked }, { in: seen })),
    ),
  ]
}

/** Google writes `email` in full, Entra shortens what was written in full. */
function isSame(one: string, other: string): boolean {
  const short = (scope: string) => scope.replace(/^.*\/(?:auth\/)?(?:userinfo\.)?/, '').toLowerCase()
  return one === other || short(one) === short(other)
}
