import { resolveWithPreset } from './preset-target.ts'
import type { Run } from './run.ts'
import type { SignedIn } from './signed-in.ts'

/**
 * The scope as a refresh sends it again, at a provider that wants it (`--repeat-scope`, or its preset says so); elsewhere it is left out, and means
 * what was granted (RFC 6749, section 6). It is the scope that the login asked for: what such a provider says was granted leaves out openid and
 * offline_access, without which the next answer would have neither ID token nor refresh token.
 */
export async function repeatedScope(run: Run, { profile, session }: SignedIn): Promise<[string, string][]> {
  const { resolved } = await resolveWithPreset(run, profile.settings)
  if (resolved['repeat-scope']?.value !== true) return []
  const asked = resolved.scope === undefined || resolved.scope.source === 'flag' ? session.scope : resolved.scope.value as string[]
  return asked.length === 0 ? [] : [['scope', asked.join(' ')]]
}
