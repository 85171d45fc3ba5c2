import type { Run } from '../run.ts'
import { obtain } from './grant.ts'
import { findGrantParty } from './grant-party.ts'

/** `oauth-walk token client-credentials`: a token for the client itself (RFC 6749, section 4.4). */
export async function clientCredentials(run: Run): Promise<void> {
  await obtain(run, await findGrantParty(run, 'client-credentials'), { name: 'client-credentials', parameters: [] })
}
