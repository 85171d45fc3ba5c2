import { narrowSession, narrowSessions, type Narrowing } from '../../session/narrowed.ts'
import type { SignedIn } from '../sessions/signed-in.ts'

/**
 * What `--scope` and `--resource` of `token` ask for; nothing without these flags, since their variables are about
 * logins.
 */
export function narrowingAsked({ resolved }: SignedIn): Narrowing | undefined {
  const flagged = (name: 'scope' | 'resource') =>
    resolved[name]?.source === 'flag' ? resolved[name].value as string[] : []
  const narrowing = { wanted_scope: flagged('scope'), resource: flagged('resource') }
  return narrowing.wanted_scope.length + narrowing.resource.length === 0 ? undefined : narrowing
}

/** The session as it looks through a narrowing, and the parameters that a refresh needs to get its token. */
export function throughNarrowing(
  signedIn: SignedIn, narrowing: Narrowing,
): { signedIn: SignedIn, parameters: [string, string][] } {
  const { wanted_scope, resource } = narrowing
  return {
    signedIn: {
      ...signedIn, session: narrowSession(signedIn.session, narrowing),
      sessions: narrowSessions(signedIn.sessions, narrowing),
    },
    parameters: [
      ...wanted_scope.length === 0 ? [] : [['scope', wanted_scope.join(' ')] as [string, string]],
      ...resource.map((uri): [string, string] => ['resource', uri]),
    ],
  }
}
