import { usualPort } from '../../addresses/port.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure, type FailureCode } from '../../codes/failure.ts'
import { keepFolder, type KeptFolder } from '../../place/kept-folder.ts'
import type { Layer } from '../../providers/resolve.ts'
import type { Sandbox, SandboxOptions } from '../../sandbox/index.ts'
import type { Extension } from '../../walk/extension.ts'
import { toFailure } from '../failures/main-failure.ts'
import type { Run } from '../run.ts'
import type { ClientKeys } from '../client-authentication/taken-keys.ts'
import type { SandboxClient } from './sandbox-client.ts'
import { settingsToCertify } from './locks.ts'

/** The sandbox as a provider to walk to: what is preset for it, its client's secret, and what keeps it answering. */
export interface SandboxTarget {
  sandbox: Sandbox
  preset: Layer
  clientSecret: string | undefined
  /** The keys that the sandbox knows its client by, where this login told it. */
  clientKeys: ClientKeys | undefined
  /** What the profile keeps of this client. */
  kept: Layer
  extension: Extension
}

/** The client that a login at the sandbox is, where it names no other. */
export const sandboxClientId = 'oauth-walk'

/** The stored key of that client, which is made where a login needs one that lasts. */
export const sandboxKeyName = 'sandbox'

/**
 * The folder of the sandbox's state: private by the same rule as the sessions in it. An MCP server has a place of its
 * own: who joins the usual sandbox would not find it there.
 */
export function stateFolder({ folder, context, warn }: Run, isMcp = false): KeptFolder {
  const state = keepFolder(folder, context.machine, warn)
  return isMcp ? state.within('mcp') : state
}

/** Which sandbox is meant, and what is told to it. */
interface Wanted {
  /** It may take another port where its own is taken. */
  mayMove?: boolean
  who?: SandboxClient
  /** Its client registers itself. */
  registers?: boolean
  /** It is an MCP server too. */
  mcp?: boolean
}

/**
 * Starts the sandbox of this home, or joins the process that serves it; a login says who its client is, the other
 * commands find it as it was. Raises `port-in-use`, `store-corrupt`, `setting-invalid`.
 */
export async function startSandboxTarget(
  run: Run, { mayMove = false, who, registers = false, mcp = false }: Wanted = {},
): Promise<SandboxTarget> {
  const { startSandbox, settingsToMisbehave } = await import('../../sandbox/index.ts')
  const faults = faultOptions(run)
  const options = {
    folder: stateFolder(run, mcp), mayMove, mcp, ...faults, ...who?.registration,
    ...registers ? { registration: 'open' as const } : {}, ...unhurried(run),
  }
  const sandbox = await startSandbox(options).catch((error: unknown) => { throw translate(error) })
  const certificate = who === undefined ? {} : settingsToCertify(sandbox.mtls)
  const settings = faults.misbehave === undefined ? {} : loginSettings(await settingsToMisbehave(faults.misbehave))
  const client = sandbox.clients.find(({ client_id }) => client_id === (settings['client-id'] ?? sandboxClientId))
  return {
    sandbox,
    // A client that is registered with a key or a certificate is refused by its secret; at the MCP server it is another
    // client.
    clientSecret: mcp || provesWithoutSecret(who?.registration.clientAuthentication)
      ? undefined
      : client?.client_secret,
    clientKeys: who?.keys,
    kept: { ...who?.kept, ...certificate, ...sandbox.mcp && placeOf(sandbox) },
    preset: {
      ...placeOf(sandbox), port: `${usualPort},0`,
      ...sandbox.issuer.startsWith('http://[::1]:') ? { 'redirect-uri': `http://[::1]:${usualPort}/callback` } : {},
      ...who?.settings, ...certificate,
      ...settings,
    },
    extension: keepServing(sandbox),
  }
}

/** Where the login goes: at the address of the MCP server it finds out the rest by itself. */
function placeOf({ issuer, mcp }: Sandbox): Layer {
  if (mcp) return { 'protected-resource': mcp.resource }
  return { issuer, 'client-id': sandboxClientId, scope: 'openid profile email offline_access', prompt: 'consent' }
}

/** What the sandbox is played as is no setting of the login. */
function loginSettings(given: Record<string, string>): Layer {
  const { as: _part, ...settings } = given
  return settings
}

/** Whether a client that is registered for this method proves itself by a key or a certificate. */
export function provesWithoutSecret(method: string | undefined): boolean {
  return method === 'private_key_jwt' || method === 'tls_client_auth'
}

/** A person who reads between the steps takes longer than a code usually lives. */
function unhurried({ options, sandbox }: Run): Partial<SandboxOptions> {
  return { ...options.step ? { codeLifetimeSeconds: 3600 } : {}, ...sandbox }
}

interface PlayedOptions { misbehave: string | undefined, require: string[] | undefined }
interface FaultOptions extends PlayedOptions { note: ((line: string) => void) | undefined }

/**
 * The fault that the sandbox is to play, by flag, or by environment for commands without one; and what it is to
 * require.
 */
export function playedOptions({ options, context: { environment } }: Pick<Run, 'options' | 'context'>): PlayedOptions {
  return {
    misbehave: options.misbehave ?? (environment['OAUTH_WALK_SANDBOX_MISBEHAVE'] || undefined),
    require: options.require,
  }
}

/** The same, and where the sandbox notes what it was asked. Raises `file-unwritable`. */
export function faultOptions(run: Run): FaultOptions {
  const { environment, appendFile, proveAppendable } = run.context
  const log = environment['OAUTH_WALK_SANDBOX_REQUESTS']
  if (log) proveAppendable(log, 'OAUTH_WALK_SANDBOX_REQUESTS')
  return {
    ...playedOptions(run),
    note: log ? line => appendFile(log, line) : undefined,
  }
}

/**
 * A joined process may have ended since: then this one takes over before it asks. A question that was cut off is asked
 * again. A message that changes something is, too, where that end cut it off: a host answers what it has read before it
 * ends, so the message was not read.
 */
function keepServing(sandbox: Sandbox): Extension {
  return {
    name: 'sandbox',
    send: next => async (asked) => {
      const { id, url } = sandbox.documented ?? {}
      // At that address is nobody: the sandbox has the document itself.
      const request = url !== undefined && asked.url === id ? { ...asked, url } : asked
      await sandbox.rehost()
      const wasHost = isHost(sandbox)
      return next(request).catch(async (error: unknown) => {
        if (!(error instanceof Failure) || error.code !== 'network-failed') throw error
        await sandbox.rehost()
        const hasTakenOver = !wasHost && isHost(sandbox)
        if (request.method !== 'GET' && !hasTakenOver) throw error
        return next(request)
      })
    },
  }
}

/** It changes by itself: as a property, it would be taken for what it was. */
function isHost(sandbox: Sandbox): boolean {
  return sandbox.hosting
}

/** The sandbox knows nothing of our failures. */
export function translate(error: unknown): unknown {
  const { code, details } = error as { code?: string, details?: Record<string, unknown> }
  const as = (name: FailureCode, more: Record<string, unknown>) =>
    new Failure(name, { ...details, ...more }, { cause: error })
  switch (code) {
    case 'port-in-use': return as('port-in-use', { ports: [details?.['port']], host: '127.0.0.1' })
    case 'served-differently': return as('port-in-use', {
      reason: 'own-sandbox', ports: [details?.['port'] ?? ''], host: '127.0.0.1',
    })
    case 'state-unreadable': return as('store-corrupt', { path: details?.['file'] })
    case 'misbehaviour-unknown': return as('setting-invalid', { setting: '--misbehave', value: details?.['name'] })
    case 'settings-invalid': return as('setting-invalid', { setting: '--config' })
    case 'misbehaviour-unfit': return as('setting-invalid', {
      setting: '--config', at: 'misbehave', value: details?.['name'],
    })
    case 'lock-unknown': return as('setting-invalid', { setting: '--require', value: details?.['name'] })
    case 'locks-exclusive': return as('setting-invalid', {
      setting: '--require', exclusive: details?.['locks'], kind: details?.['kind'],
    })
    case 'client-key-missing': return as('setting-invalid', { setting: '--require', key_use: details?.['use'] })
    case 'redirect-uri-invalid': return as('setting-invalid', {
      setting: '--redirect-uri', value: details?.['redirectUri'], expected: describeBy('absolute-uri'),
    })
    default: return error
  }
}

/**
 * Where a sandbox is to be served: `--port` or any, and the redirect URIs of other clients. Raises `setting-invalid`.
 */
export function wantedPlace({ options }: Run): { mayMove: boolean, port?: number, redirectUris?: string[] } {
  return {
    mayMove: options.port === undefined,
    ...options.port === undefined ? {} : { port: parsePort(options.port) },
    ...options.redirectUri === undefined ? {} : { redirectUris: [options.redirectUri].flat() },
  }
}

function parsePort(port: string | string[]): number {
  const text = [port].flat().at(-1) ?? ''
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new Failure('setting-invalid', { setting: '--port', value: text, expected: describeBy('port') })
}

/** Says how to stop, and waits for it; always ends by raising why it was stopped. */
export async function serveUntilStopped({ context, tell, catalogue }: Run): Promise<void> {
  tell(catalogue.story.sandboxStop)
  await new Promise<void>((_, reject) => {
    // That is how it ends: nothing has failed.
    const stop = () => reject(toFailure(context.signal.reason).with(undefined, { served: true }))
    if (context.signal.aborted) stop()
    context.signal.addEventListener('abort', stop)
  })
}
