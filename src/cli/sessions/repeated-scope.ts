import type { Resolved } from '../../providers/resolved.ts'
import type { Session } from '../../session/session-record.ts'

/**
 * The scope as a refresh sends it again, at a provider that wants it (`--repeat-scope`, or its preset says so);
 * elsewhere it is left out, and means what was granted (RFC 6749, section 6). It is the scope that the login asked for:
 * what such a provider says was granted leaves out openid and offline_access, without which the next answer would have
 * neither ID token nor refresh token.
 */
export function repeatedScope(resolved: Resolved, { scope: granted }: Session): [string, string][] {
  if (resolved['repeat-scope']?.value !== true) return []
  const asked = resolved.scope === undefined || resolved.scope.source === 'flag'
    ? granted
    : resolved.scope.value as string[]
  return asked.length === 0 ? [] : [['scope', asked.join(' ')]]
}
