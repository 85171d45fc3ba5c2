import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Run } from '../run.ts'
import { obtain } from './grant.ts'
import { findGrantParty } from './grant-party.ts'
import { platformNamed } from './platform-named.ts'
import { readTokenFile } from './token-file.ts'

/** `oauth-walk token jwt-bearer`: a token for an assertion that somebody else has signed (RFC 7523, section 2.1). */
export async function jwtBearer(run: Run): Promise<void> {
  const party = await findGrantParty(run, 'jwt-bearer')
  const from = await platformNamed(run, party, 'assertionFile')
  if (from !== undefined)
    return obtain(run, party, { name: 'jwt-bearer', parameters: [], from: { platform: from, parameter: 'assertion' } })
  const assertion = readTokenFile(run, 'assertionFile')
  if (assertion === undefined)
    throw new Failure('setting-invalid', { setting: '--assertion-file', expected: describeBy('file'), missing: true })
  await obtain(run, party, { name: 'jwt-bearer', parameters: [['assertion', assertion.reveal()]] })
}
