import { managementOf } from '../../protocol/registration/manage.ts'
import type { Profile } from '../../session/profile-file.ts'
import { clean } from '../../text/printable.ts'
import type { Deleted } from '../client/at-provider.ts'
import { openClients } from '../client/stored.ts'
import { issuerOf, whoseClient } from '../client/whose.ts'
import type { Run } from '../run.ts'

/**
 * What becomes of the client that registered itself for this profile: with `--remove-client` it is deleted at the
 * provider, then here; otherwise it is said how that is done. Nothing where there is none.
 */
export async function leaveClient(run: Run, profile: Profile): Promise<Deleted | undefined> {
  const { options, catalogue } = run
  const issuer = issuerOf(run, profile)
  const kept = profile.settings['register'] === true
    ? openClients(run).list().find(one => one.issuer === issuer)
    : undefined
  if (kept === undefined) return undefined
  if (options['removeClient'] === true)
    return (await import('../client/at-provider.ts')).deleteEverywhere(run, whoseClient(run, issuer))
  // A sealed registration does not tell whether it can be deleted there: `client remove` does.
  const isFixed = kept.client !== undefined && managementOf(kept.client) === undefined
  const say = isFixed ? catalogue.client.staysFixed : catalogue.client.stays
  run.tell(say(clean(String(profile.settings['client-id'])), `oauth-walk client remove ${clean(issuer)}`))
  return undefined
}
