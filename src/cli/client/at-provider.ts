import { Failure } from '../../codes/failure.ts'
import {
  deleteClient, managedElsewhere, managementOf, readClient, type Managed,
} from '../../protocol/registration/manage.ts'
import type { StoredClient } from '../../session/client-record.ts'
import { clean } from '../../text/printable.ts'
import { wrapSend } from '../../walk/extension.ts'
import type { Send } from '../../wire.ts'
import { addHeaders } from '../back-channel/provider-headers.ts'
import type { Run } from '../run.ts'
import { wasMcp } from '../sandbox/mcp.ts'
import { startSandboxTarget } from '../sandbox/target.ts'
import { createWire } from '../back-channel/wire.ts'
import { openClients, readStoredClient } from './stored.ts'
import type { Whose } from './whose.ts'

/** Whether the provider confirmed that it deleted the client, or why not. */
export interface Deleted { client_id: string | null, confirmed: boolean, reason: string | null }

/** Speaks with the provider of a client; the sandbox is started where it is that, and stopped when done. */
async function speak<Result>(
  run: Run, { profile, resolved }: Whose, say: (send: Send) => Promise<Result>,
): Promise<Result> {
  const sandbox = profile?.settings['target'] === 'sandbox'
    ? await startSandboxTarget(run, { registers: true, mcp: wasMcp(profile.settings) })
    : undefined
  try {
    const extensions = [...sandbox ? [sandbox.extension] : [], ...await addHeaders(run, resolved)]
    return await say(wrapSend(extensions, createWire(run, resolved)))
  } finally {
    await sandbox?.sandbox.close()
  }
}

/** The client as the provider has it now; nothing where it lets nobody read it. Raises what sending raises. */
export async function askForClient(run: Run, whose: Whose, client: StoredClient): Promise<Managed | undefined> {
  const [management, elsewhere] = [managementOf(client), managedElsewhere(client)]
  // Its token goes to nobody but who registered it.
  if (elsewhere !== undefined) return { refused: `registration_client_uri: ${elsewhere}` }
  const answered = management && await speak(run, whose, async send => readClient(send, management))
  return typeof answered === 'object' && 'refused' in answered
    ? { refused: run.context.secrets.hide(answered.refused) }
    : answered
}

/**
 * Deletes the client at its provider, then here, and says what was not confirmed. What fails there does not keep it
 * from being deleted here. Raises `client-unknown`, what removing raises, and the reason of an interruption.
 */
export async function deleteEverywhere(run: Run, whose: Whose): Promise<Deleted> {
  const { catalogue: { client: words } } = run
  const { client, reason } = await deleteThere(run, whose)
  if (!await openClients(run).remove(whose.issuer)) throw new Failure('client-unknown', { issuer: whose.issuer })
  const [id, issuer] = [clean(client?.client_id ?? ''), clean(whose.issuer)]
  run.tell(reason === undefined ? words.deleted(id, issuer) : `! ${words.notDeleted(id, issuer, clean(reason))}`)
  run.tell(words.removed(id))
  return { client_id: client?.client_id ?? null, confirmed: reason === undefined, reason: reason ?? null }
}

async function deleteThere(
  run: Run, whose: Whose,
): Promise<{ client: StoredClient | undefined, reason: string | undefined }> {
  let client: StoredClient | undefined
  try {
    client = await readStoredClient(run, whose.issuer)
    const management = client && managementOf(client)
    const isElsewhere = client && managedElsewhere(client) !== undefined
    if (!management) return { client, reason: isElsewhere ? 'elsewhere' : 'unmanaged' }
    const refusal = await speak(run, whose, async send => deleteClient(send, management))
    return { client, reason: refusal === undefined ? undefined : run.context.secrets.hide(refusal) }
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (!(error instanceof Failure)) throw error
    return { client, reason: error.code }
  }
}
