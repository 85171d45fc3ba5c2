import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { decodeIdToken } from '../../protocol/id-token.ts'
import { requireIssuerForm } from '../../protocol/issuer-form.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secret } from '../../secrets/secret.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import type { Session } from '../../session/session-record.ts'
import { byIdJag, type IdentityProvider } from '../../walk/by-grant/id-jag.ts'
import type { StandIn } from '../../walk/by-grant/stand-in.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import { withoutVariables } from '../machine/without-variables.ts'
import type { Run } from '../run.ts'
import { findSession, type SignedIn } from '../sessions/signed-in.ts'
import { readTokenAt } from '../token/token-file.ts'

/**
 * The identity provider whose word stands in for the browser: a profile that signed in there, or an issuer, with the ID
 * token in a file. Raises `setting-invalid`, `issuer-form`, and what finding a session raises.
 */
export async function planIdJag(run: Run, resolved: Resolved): Promise<StandIn> {
  const named = textOf(resolved, 'idp') ?? ''
  const path = textOf(resolved, 'id-token-file')
  const given = path === undefined
    ? undefined
    : () => readTokenAt(run, { path, flag: '--id-token-file', kind: 'id_token' })
  if (/^https?:\/\//i.test(named)) return byIdJag(issuerNamed(named, textOf(resolved, 'idp-client-id'), given))
  return byIdJag(await profileNamed(run, named, given))
}

/** The client is a public one there, or nobody. */
function issuerNamed(
  issuer: string, clientId: string | undefined, given: (() => Secret) | undefined,
): IdentityProvider {
  requireIssuerForm(issuer)
  if (given === undefined)
    throw new Failure('setting-invalid', {
      setting: `--idp ${issuer}`, expected: describeBy('with-flag', '--id-token-file'),
    })
  const client = { clientId: clientId ?? '', clientSecret: undefined, authentication: undefined }
  return {
    takeIdToken: async () => given(),
    visit: async (walk, go) =>
      go({ ...walk, client, provider: { issuer, endpoints: {} }, extensions: [], resource: undefined }),
  }
}

/** The client is that of the profile, with all by which it proves itself there. */
async function profileNamed(run: Run, profile: string, given: (() => Secret) | undefined): Promise<IdentityProvider> {
  const there = runFor(run, profile)
  const signedIn = await findSession(there)
  return {
    takeIdToken: async () => given === undefined ? ownIdToken(there, signedIn) : given(),
    visit: async (walk, go) => {
      const { travel } = await import('../back-channel/travel.ts')
      return travel(there, { ...signedIn, session: withoutKey(signedIn.session) }, async (
        { client, provider, send, extensions },
      ) =>
        go({ ...walk, client, provider, send, extensions, resource: undefined }))
    },
  }
}

/** The flags and variables of this login are about the resource's provider: they say nothing of the user's. */
function runFor(run: Run, profile: string): Run {
  const { context, options } = run
  const { quiet = false, verbose = 0, strict = false } = options
  return {
    ...run, context: withoutVariables(context, name => shared.has(name)), options: { profile, quiet, verbose, strict },
  }
}

/** Variables that are about this machine, and not about a provider. */
const shared = new Set([
  'OAUTH_WALK_HOME', 'OAUTH_WALK_LANG', 'OAUTH_WALK_CA', 'OAUTH_WALK_HTTP_TIMEOUT', 'OAUTH_WALK_STORE',
  'OAUTH_WALK_PASSPHRASE_FILE', 'OAUTH_WALK_PASSPHRASE_FD', 'OAUTH_WALK_STORE_PASSWORD_FD',
  'OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD',
])

/** The session's ID token, of a refresh where it has expired. */
async function ownIdToken(run: Run, signedIn: SignedIn): Promise<Secret> {
  const { session } = signedIn
  const isStale = !isGood(session, run.context.now()) && session.refresh_token !== undefined
  const fresh = isStale
    ? (await freshSession(run, signedIn, { force: true, minimumLifetimeMs: usualLifetimeMs })).session
    : session
  if (fresh.id_token === undefined) throw new Failure('token-missing', { profile: fresh.profile, token: 'id_token' })
  return run.context.secrets.keep('id_token', fresh.id_token)
}

function isGood({ id_token: token }: Session, now: number): boolean {
  const decoded = decodeIdToken(token ?? '')
  return !('name' in decoded) && typeof decoded.claims.exp === 'number' && decoded.claims.exp * 1000 > now
}

/** What comes back is bound to no key of the session's. */
function withoutKey(session: Session): Session {
  const { dpop_key: _dpop_key, ...rest } = session
  return rest
}
