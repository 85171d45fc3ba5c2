import type { Resolved } from '../../providers/resolved.ts'
import type { Traveller } from '../../walk/context.ts'
import type { Watcher } from '../../walk/events.ts'
import type { Extension } from '../../walk/extension.ts'
import { addHeaders } from './provider-headers.ts'
import type { Run } from '../run.ts'
import { createWire } from './wire.ts'

/** Somebody who only looks: no client, no profile, and nothing that could be kept. */
export async function createVisitor(
  run: Run, resolved: Resolved,
  { observers = [], extensions = [] }: { observers?: readonly Watcher[], extensions?: readonly Extension[] } = {},
): Promise<Traveller> {
  const { now, elapsed, signal, secrets } = run.context
  return {
    provider: { issuer: undefined, endpoints: {} },
    client: { clientId: '', clientSecret: undefined, authentication: undefined },
    send: createWire(run, resolved),
    now, elapsed, signal, secrets, observers,
    extensions: [...extensions, ...await addHeaders(run, resolved)],
    strict: false,
  }
}
