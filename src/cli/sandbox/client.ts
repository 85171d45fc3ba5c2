import type { ClientKey } from '../../protocol/authentication/client-key.ts'
import { fapi2Of } from '../../providers/fapi2.ts'
import { isAssertionNamed, resolveSettings, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { KeyUse, ProvingMethod } from '../../sandbox/index.ts'
import { keysGiven, loadClientKeys } from '../client-authentication/client-keys.ts'
import type { Destination } from '../login/destination.ts'
import { keptFor } from '../login/kept.ts'
import { asksForMcp, wasMcp } from './mcp.ts'
import type { Run } from '../run.ts'
import type { ClientKeys } from '../client-authentication/taken-keys.ts'
import { settingsToOpen } from './locks.ts'
import { playedOptions, sandboxKeyName, translate } from './target.ts'
import { storeAsked } from '../sessions/stores.ts'
import { keptHere } from '../../addresses/store-address.ts'
import type { SandboxClient } from './sandbox-client.ts'

/** The same run with the locks that its profile of FAPI 2.0 consists of required of the sandbox. */
export function requiringLocks(run: Run, destination: Destination): Run {
  const { options, context } = run
  const profile = fapi2Of(resolveSettings(destination.flags, context.environment, keptFor(run, destination), {}))
  if (profile === undefined) return run
  const locks = profile === 'message-signing' ? ['fapi2', 'jar', 'jarm'] : ['fapi2']
  return { ...run, options: { ...options, require: [...new Set([...options.require ?? [], ...locks])] } }
}

/**
 * Whether the client of this login registers itself, so that the sandbox must let it; and whether the login goes to an
 * MCP server.
 */
export async function kindWanted(run: Run, destination: Destination): Promise<{ registers: boolean, mcp: boolean }> {
  const { register } = resolveSettings(destination.flags, run.context.environment, keptFor(run, destination), {})
  return { registers: register?.value === true, mcp: wasMcp(destination.saved?.settings) || await asksForMcp(run) }
}

/**
 * The client as it is to be registered with the sandbox: with its own keys, or where it has none and the sandbox wants
 * one, with a key that lives as long as this login. Raises `file-unreadable`, `setting-invalid`.
 */
export async function clientForSandbox(run: Run, destination: Destination): Promise<SandboxClient> {
  const resolved = resolveSettings(destination.flags, run.context.environment, keptFor(run, destination), {})
  const { sig, enc, byAssertion, byCertificate } = await keysWanted(run)
  const mayLast = sig && fapi2Of(resolved) && resolved['client-key'] === undefined && run.options.save !== false
  const lasting = mayLast ? await lastingKey(run, resolved) : undefined
  const own = lasting === undefined ? await keysGiven(run, resolved) : await loadClientKeys(run, lasting)
  const isMade = own.keys.length === 0 && sig
  const keys = {
    keys: isMade ? await newKeys() : own.keys,
    decryptionKeys: own.decryptionKeys.length === 0 && enc ? await newDecryptionKeys() : own.decryptionKeys,
  }
  const clientAuthentication = byCertificate
    ? 'tls_client_auth' as const
    : methodToRegister(textOf(resolved, 'auth-method'), own.keys)
  const known = [...keys.keys, ...keys.decryptionKeys].map(({ publicJwk }) => publicJwk)
  return {
    keys, registration: { clientJwks: { keys: known }, clientAuthentication },
    kept: lasting === undefined ? {} : { 'client-key': lasting },
    // A key that is gone after this login is no way for the next commands to authenticate by.
    settings: {
      ...settingsToOpen(run.options.require, keys.decryptionKeys[0]?.publicJwk['alg']),
      ...isMade && !byAssertion && !byCertificate ? { 'auth-method': 'client_secret_basic' } : {},
    },
  }
}

async function newKeys(): Promise<ClientKeys['keys']> {
  return (await (await import('../../protocol/authentication/new-client-key.ts')).newClientKey()).keys
}

async function newDecryptionKeys(): Promise<ClientKeys['decryptionKeys']> {
  return [(await (await import('../../protocol/authentication/new-client-key.ts')).newDecryptionKey()).key]
}

/**
 * The name of a stored key for the sandbox's client, which is made where there is none; undefined where nothing is to
 * be stored.
 */
async function lastingKey(run: Run, resolved: Resolved): Promise<string | undefined> {
  const kind = storeAsked(resolved)
  if (kind === 'none' || isAssertionNamed(resolved) || textOf(resolved, 'tls-cert') !== undefined) return undefined
  const { makeKeyOnce } = await import('../key/create.ts')
  return makeKeyOnce(run, sandboxKeyName, keptHere(kind))
}

/** Whether the sandbox of this run wants a key of its client; raises `setting-invalid`. */
export async function keysWanted(run: Run): Promise<KeyUse> {
  const { keysNeeded } = await import('../../sandbox/index.ts')
  return await keysNeeded(playedOptions(run)).catch((error: unknown) => {
    throw translate(error)
  })
}

/** A client with a key authenticates by it where nothing else was asked for. */
function methodToRegister(asked: string | undefined, own: ClientKey[]): ProvingMethod | undefined {
  if (asked === 'private_key_jwt' || asked === 'client_secret_jwt' || asked === 'tls_client_auth') return asked
  return asked === undefined && own.length > 0 ? 'private_key_jwt' : undefined
}
