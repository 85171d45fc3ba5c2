import { Failure } from '../../failure.ts'
import { resolveSettings, toProvider } from '../../providers/resolve.ts'
import { findProvider } from '../../walk/find-provider.ts'
import { addHeaders } from '../provider-headers.ts'
import { flagLayer } from '../options.ts'
import type { Run } from '../run.ts'
import { createWire } from '../wire.ts'

/** Seconds that whoever lacks a client id waits for the provider, at most. */
const patience = 5

/** Whether a provider registers clients by itself, by its metadata. One that can't be asked doesn't; an interruption is raised. */
export async function offersRegistration(run: Run, issuer: string): Promise<boolean> {
  const { context, options } = run
  const given = resolveSettings({ ...flagLayer(options), issuer }, context.environment, {}, {})
  const seconds = Math.min(patience, given['http-timeout']?.value as number)
  const resolved = { ...given, 'http-timeout': { value: seconds, source: 'default' as const } }
  try {
    const server = await findProvider({
      provider: toProvider(resolved), client: { clientId: '', clientSecret: undefined, authentication: undefined }, send: createWire(run, resolved),
      now: context.now, elapsed: context.elapsed, signal: context.signal, secrets: context.secrets,
      observers: [], extensions: await addHeaders(run, resolved), strict: false,
    }, { alone: true })
    return server.registration_endpoint !== undefined
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof Failure) return false
    throw error
  }
}
