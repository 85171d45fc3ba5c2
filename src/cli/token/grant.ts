import { describeBy } from '../../codes/described.ts'
import type { Dpop } from '../../extensions/dpop.ts'
import { Failure } from '../../codes/failure.ts'
import { tokenTypeIdentifier } from '../../protocol/grant.ts'
import { requireFreeTokenParameters } from '../../protocol/token-parameters.ts'
import { toPair } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { SettingName } from '../../providers/settings.ts'
import { needsProof } from '../../session/session-record.ts'
import { requestGranted, type Grant, type Granted } from '../../walk/after/grant.ts'
import type { Platform, Traveller } from '../../walk/context.ts'
import { maskInGitHubActions, writeGitHubOutput } from '../client-authentication/github-actions.ts'
import { asPresented } from '../client-authentication/presented.ts'
import { bindToKey } from '../client-authentication/possession.ts'
import { formatJson, type Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { formatAsked } from './format-asked.ts'
import { formatToken, readyToSend, type TokenFormat } from './formats.ts'
import { planToSave, type Saving } from './save-granted.ts'

/** What a grant sends beside its name and its token. */
export interface GrantRequest extends Omit<Grant, 'scope'> {
  /** Gives its token by a platform, as this parameter; it is taken when the request is made. */
  from?: { platform: Platform, parameter: 'subject_token' | 'assertion' } | undefined
}

/**
 * Gets a token by a grant without a browser, and prints it as `token` does. It is stored only with `--save-as`. Raises
 * `grant-refused`, the name of a failed check, `setting-invalid`, and what the network and the store raise.
 */
export async function obtain(run: Run, party: SignedIn, { name, parameters, from }: GrantRequest): Promise<void> {
  const format = formatAsked(run)
  const { resolved } = party
  const asked = [...parameters, ...parametersAsked(run, resolved)]
  const saving = await planToSave(run, party)
  const dpop = await lockAsked(run, resolved, saving)
  const grant = {
    name, parameters: asked, scope: asked.find(([parameter]) => parameter === 'scope')?.[1].split(' ') ?? [],
  }
  const journey = { mayBeNobody: name !== 'client-credentials', dpop }
  const granted = await (await import('../back-channel/travel.ts')).travel(
    run, party, async walk => requestGranted(walk, { ...grant, parameters: [...await taken(walk, from), ...asked] }),
    journey,
  )
    .catch((error: unknown) => {
      throw asPresented(error, from?.platform)
    })
  const key = dpop?.key()
  requireFormat(granted, format, saving)
  await saving?.save(granted, key)
  print(run, party, grant, granted, format, saving)
}

async function taken(walk: Traveller, from: GrantRequest['from']): Promise<[string, string][]> {
  if (from === undefined) return []
  const { takeWorkloadToken } = await import('../../walk/workload-token.ts')
  return [[from.parameter, (await takeWorkloadToken(walk, from.platform, from.parameter)).reveal()]]
}

/** What a profile asks for at its logins is not asked for here: only flags and environment count. */
function isAskedNow(resolved: Resolved, name: SettingName): boolean {
  return ['flag', 'environment'].includes(resolved[name]?.source ?? '')
}

function parametersAsked({ options }: Run, resolved: Resolved): [string, string][] {
  const given = (name: 'scope' | 'resource' | 'audience' | 'token-param') =>
    isAskedNow(resolved, name) ? [resolved[name]?.value].flat() as string[] : []
  const scope = given('scope').join(' ')
  const extra = given('token-param').map(toPair)
  requireFreeTokenParameters(extra)
  const type = options['requestedTokenType']
  return [
    ...typeof type === 'string' ? [['requested_token_type', tokenTypeIdentifier(type)] as [string, string]] : [],
    ...given('audience').map((audience): [string, string] => ['audience', audience]),
    ...given('resource').map((uri): [string, string] => ['resource', uri]),
    ...scope === '' ? [] : [['scope', scope] as [string, string]], ...extra,
  ]
}

/** A token whose key nobody keeps could not be used once. */
async function lockAsked(run: Run, resolved: Resolved, saving: Saving | undefined): Promise<Dpop | undefined> {
  if (resolved.dpop?.value !== true || !isAskedNow(resolved, 'dpop')) return undefined
  if (saving === undefined)
    throw new Failure('setting-invalid', { setting: '--dpop', expected: describeBy('with-save-as') })
  return bindToKey(run, resolved)
}

/** What a grant may bring in the place of an access token, and no resource takes (RFC 8693, section 3). */
const otherTypes = ['refresh_token', 'id_token'].map(tokenTypeIdentifier)

const isOfNoUse = ({ token_type }: Granted) => token_type.toUpperCase() === 'N_A'
const isOther = ({ issued_token_type: issued = '' }: Granted) => otherTypes.includes(issued)

/** Only an access token is sent to a resource, and only one that is bound to no key may be sent alone. */
function requireFormat(granted: Granted, format: TokenFormat, saving: Saving | undefined): void {
  const isSent = readyToSend.includes(format)
  const what = granted.issued_token_type ?? granted.token_type
  const [setting, value] = isSent ? ['--format', format] : ['--save-as', saving?.profile]
  const isAccess = granted.issued_token_type === tokenTypeIdentifier('access_token')
  if (isOfNoUse(granted) && isAccess && (isSent || saving)) throw contradicting(granted)
  if ((isOfNoUse(granted) || isOther(granted)) && (isSent || saving))
    throw new Failure('setting-invalid', { setting, value, expected: describeBy('for-access-tokens', what) })
  if (needsProof(granted) && isSent)
    throw new Failure('token-bound', { profile: saving?.profile, what: `--format ${format}` })
}

/** The provider calls its token an access token, and says by the type that it is of no use as one. */
function contradicting({ token_type }: Granted): Failure {
  return new Failure('token-type', {
    expected: 'Bearer', actual: token_type, rule: 'RFC 8693 2.2.1', because: { code: 'token-of-no-use', facts: [] },
  })
}

function print(
  run: Run, party: SignedIn, grant: Grant, granted: Granted, format: TokenFormat, saving: Saving | undefined,
): void {
  const { context, options } = run
  const token = { access_token: granted.access_token.reveal(), token_type: granted.token_type }
  maskInGitHubActions(run, token.access_token)
  if (options.githubOutput !== undefined) writeGitHubOutput(run, options.githubOutput, token.access_token)
  else run.give(
    format === 'json' ? formatJson(context, describe(party, grant, granted, saving)) : formatToken(token, format),
  )
}

function describe({ key }: SignedIn, { name }: Grant, granted: Granted, saving: Saving | undefined): object {
  const toTime = (at: number) => new Date(at).toISOString()
  return {
    ok: true, grant: name, profile: saving?.profile ?? null, issuer: key.issuer,
    client_id: key.client_id === '' ? null : key.client_id,
    scope: granted.scope, token_type: granted.token_type, issued_token_type: granted.issued_token_type ?? null,
    obtained_at: toTime(granted.obtainedAt),
    expires_at: granted.expiresAt === undefined ? null : toTime(granted.expiresAt),
    access_token: granted.access_token.reveal(),
  }
}
