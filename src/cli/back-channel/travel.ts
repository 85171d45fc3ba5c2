import type { Dpop } from '../../extensions/dpop.ts'
import { Failure } from '../../codes/failure.ts'
import { clientUnderFapi2, fapi2Of } from '../../providers/fapi2.ts'
import { providerName, toClient, toProvider } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { tellStory } from '../../render/terminal.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Profile } from '../../session/profile-file.ts'
import type { Session } from '../../session/session-record.ts'
import type { ClientSettings, ProviderSettings, Traveller } from '../../walk/context.ts'
import type { Observer } from '../../walk/events.ts'
import type { Extension } from '../../walk/extension.ts'
import { spokenFor } from '../../walk/spoken-for.ts'
import { withMeans } from '../client-authentication/client-means.ts'
import { isSecretNamed, takeClientSecret } from '../client-authentication/client-secret.ts'
import { circumstancesOf, inCircumstances, sessionScope } from '../failures/diagnose.ts'
import { resolveWithPreset, openDialect, withAuthentication } from './preset-target.ts'
import { wasMcp } from '../sandbox/mcp.ts'
import { addHeaders } from './provider-headers.ts'
import { asPresented } from '../client-authentication/presented.ts'
import type { Run } from '../run.ts'
import { openScreen } from '../terminal/screen.ts'
import { startSandboxTarget } from '../sandbox/target.ts'
import { sessionLocks } from '../sessions/session-locks.ts'
import { createWire } from './wire.ts'
import type { SignedIn } from '../sessions/signed-in.ts'

/** What is different about one way to the provider. */
interface Journey { authenticates?: boolean, mayBeNobody?: boolean, dpop?: Dpop | undefined }

const nobody: ClientSettings = { clientId: '', clientSecret: undefined, authentication: undefined }

/**
 * Takes the session to its provider: starts the sandbox where that is the provider, and stops it when done. Where the
 * access token alone is shown, the client proves nothing: no key is read, and nobody is asked for its passphrase.
 * `mayBeNobody`: it may go without a name. `dpop` binds what comes to a key that isn't the session's.
 */
export async function travel<Result>(
  run: Run, signedIn: SignedIn, go: (traveller: Traveller, resolved: Resolved) => Promise<Result>,
  journey: Journey = {},
): Promise<Result> {
  const { authenticates = true, mayBeNobody = false, dpop } = journey
  const { profile, session } = signedIn
  const { resolved, target } = await resolveWithPreset(run, profile.settings)
  requireSamePlace(profile, resolved)
  const sandbox = profile.settings['target'] === 'sandbox'
    ? await startSandboxTarget(run, { mcp: wasMcp(profile.settings) })
    : undefined
  try {
    const provider = toProvider(resolved)
    const clientSecret = fapi2Of(resolved) ? undefined : await secretOf(run, resolved, signedIn)
    const isNobody = mayBeNobody && resolved['client-id'] === undefined
    const known = isNobody
      ? nobody
      : withAuthentication(run, toClient(resolved, clientSecret, provider.issuer ?? ''), target)
    const proving = async () =>
      clientUnderFapi2(await withMeans(run, resolved, known), resolved, isSecretNamed(run, resolved))
    const client = authenticates && !isNobody ? await proving() : known
    const { extensions } = await openDialect(run, target, resolved, client, session.dialect_fields ?? {})
    const decryptionKeys = async () =>
      (authenticates ? client : await withMeans(run, resolved, known)).decryptionKeys ?? []
    const own = await sessionLocks(run, resolved, session, decryptionKeys, dpop)
    const all = [...own, ...extensions, ...sandbox ? [sandbox.extension] : [], ...await addHeaders(run, resolved)]
    return await go(spokenFor(toTraveller(run, resolved, provider, client, all)), resolved).catch((error: unknown) => {
      const sent = {
        ...sessionScope(session), has_secret: clientSecret !== undefined, dpop: session.dpop_key !== undefined,
        token_given: signedIn.isGiven === true,
      }
      throw inCircumstances(asPresented(error, client.platform), () =>
        circumstancesOf(resolved, { target: profile.name, ...sent }))
    })
  } finally {
    await sandbox?.sandbox.close()
  }
}

/** A newer version may know the preset under other addresses: the tokens of the old ones are not sent there. */
function requireSamePlace({ name, settings: { bound } }: Profile, resolved: Resolved): void {
  const given = providerName(toProvider(resolved))
  if (typeof bound === 'string' && bound !== given)
    throw new Failure('profile-bound-elsewhere', { profile: name, bound, given, source: 'preset' })
}

/** A file that the profile names may have gone since the login: the session has the secret too. */
async function secretOf(run: Run, resolved: Resolved, signedIn: SignedIn): Promise<Secret | undefined> {
  const file = resolved['client-secret-file']
  const stored = () => storedSecret(run, signedIn.session)
  if (file?.source !== 'flag' && isFromElsewhere(run, signedIn)) return stored() ?? takeClientSecret(run, resolved)
  try {
    return await takeClientSecret(run, resolved) ?? stored()
  } catch (error) {
    const isGone = error instanceof Failure && error.code === 'file-unreadable' && file?.source === 'profile'
    const kept = isGone ? stored() : undefined
    if (kept === undefined) throw error
    return kept
  }
}

/** A row of a shared store says where its secret goes; what this machine has by variable was meant for another. */
function isFromElsewhere({ profiles }: Run, { profile, sessions }: SignedIn): boolean {
  return sessions.isShared && profiles.read(profile.name) === undefined
}

function storedSecret({ context }: Run, { client_secret }: Session): Secret | undefined {
  return client_secret === undefined ? undefined : context.secrets.keep('client_secret', client_secret)
}

function toTraveller(
  run: Run, resolved: Resolved, provider: ProviderSettings, client: ClientSettings, extensions: Extension[],
): Traveller {
  const { context, options } = run
  return {
    provider,
    client,
    send: createWire(run, resolved),
    now: context.now,
    elapsed: context.elapsed,
    signal: context.signal,
    secrets: context.secrets,
    observers: options.quiet ? [] : [tellWhereAsked(run)],
    extensions,
    strict: options.strict === true,
  }
}

/**
 * Tells what deviates, and with -v everything; how that looks is settled, and loaded, when there is something to tell.
 */
function tellWhereAsked(run: Run): Observer {
  const { context, options, catalogue } = run
  const verbosity = options.verbose ?? 0
  const prepare = async () => tellStory({
    writer: await openScreen(run),
    write: context.writeAddress,
    catalogue: { ...catalogue, steps: { ...catalogue.steps, token: catalogue.refreshStep } }, detail: 'all', verbosity,
    opening: 'browser', beforeAddress: '', progress: undefined,
  })
  let story: Promise<Observer> | undefined
  return async (event) => {
    if (event.type === 'finding' || verbosity > 0) await (await (story ??= prepare()))(event)
  }
}
