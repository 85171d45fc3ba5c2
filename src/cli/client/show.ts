import { Failure } from '../../codes/failure.ts'
import { renewed, type Managed } from '../../protocol/registration/manage.ts'
import { maskClaims } from '../../secrets/message.ts'
import type { StoredClient } from '../../session/client-record.ts'
import { clean } from '../../text/printable.ts'
import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { askForClient } from './at-provider.ts'
import { openClients, readStoredClient, rememberClient } from './stored.ts'
import { whoseClient } from './whose.ts'

/**
 * `oauth-walk client show [ISSUER]`: a registered client as the provider has it now (RFC 7592, section 2.1), its
 * secrets replaced. What the provider has changed is kept.
 */
export async function show(run: Run, said: string | undefined): Promise<void> {
  const whose = whoseClient(run, said)
  const stored = await readStoredClient(run, whose.issuer)
  if (stored === undefined) throw new Failure('client-unknown', { issuer: whose.issuer })
  const answered = await askForClient(run, whose, stored)
  const client = await keepAnswered(run, stored, answered)
  run.tell(toldOf(run, answered))
  const registration = maskClaims(run.context.secrets, client.registration)
  const { issuer, client_id, created_at } = client
  const rows = Object.entries(registration).map(([name, value]) => {
    return [
      clean(name), clean([value].flat().map(item => typeof item === 'string' ? item : JSON.stringify(item)).join(' ')),
    ]
  })
  const document = { ok: true, issuer, client_id, created_at, state: stateOf(answered), registration }
  run.result(document, formatTable(rows, run.context))
}

/** A new secret, or a new token for the next time, would be lost otherwise. */
async function keepAnswered(run: Run, stored: StoredClient, answered: Managed | undefined): Promise<StoredClient> {
  if (typeof answered !== 'object' || 'refused' in answered) return stored
  const client = { ...stored, registration: renewed(stored.registration, answered) }
  rememberClient(run.context.secrets, client)
  await run.context.defer(async () => openClients(run).write(client))
  return client
}

function stateOf(answered: Managed | undefined): 'unmanaged' | 'forgotten' | 'not-read' | 'registered' {
  if (answered === undefined) return 'unmanaged'
  if (answered === 'forgotten') return 'forgotten'
  return 'refused' in answered ? 'not-read' : 'registered'
}

function toldOf({ catalogue: { client: words } }: Run, answered: Managed | undefined): string {
  if (answered === undefined) return words.unmanaged
  if (answered === 'forgotten') return `! ${words.gone}`
  return 'refused' in answered ? `! ${words.notRead(clean(answered.refused))}` : words.asItIs
}
