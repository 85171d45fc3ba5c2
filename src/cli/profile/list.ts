import { maskGiven } from '../../secrets/given-address.ts'
import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'

/** `oauth-walk profile list`: the saved configurations, the active one marked. */
export async function list(run: Run): Promise<void> {
  const active = run.profiles.active()
  const text = (value: unknown) => typeof value === 'string' ? maskGiven(run.context.secrets, value) : null
  const profiles = run.profiles.list().map(({ name, settings, created_at }) => ({
    name,
    active: name === active,
    // A preset's own is known since the login.
    issuer: text(settings['issuer']) ?? text(settings['bound']) ?? text(settings['token-endpoint']),
    client_id: text(settings['client-id']),
    created_at,
  }))
  if (run.profiles.isEmpty()) run.tell(run.catalogue.story.noProfiles)
  run.result({ ok: true, profiles }, formatTable(profiles.map(profile => [
    profile.active ? '*' : ' ', profile.name, profile.issuer ?? '', profile.client_id ?? '',
  ]), run.context))
}
