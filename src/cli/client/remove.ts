import { noText } from '../../text/terminal.ts'
import type { Run } from '../run.ts'
import { deleteEverywhere } from './at-provider.ts'
import { whoseClient } from './whose.ts'

/**
 * `oauth-walk client remove [ISSUER]`: deletes a registered client at the provider (RFC 7592), then here: exit 0,
 * whatever the provider says.
 */
export async function remove(run: Run, said: string | undefined): Promise<void> {
  const whose = whoseClient(run, said)
  const deleted = await deleteEverywhere(run, whose)
  run.result({ ok: true, issuer: whose.issuer, ...deleted }, noText)
}
