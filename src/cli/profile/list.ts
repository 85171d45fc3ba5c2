import type { Run } from '../run.ts'
import { formatTable } from '../table.ts'

/** `oauth-walk profile list`: the saved configurations, the active one marked. */
export async function list(run: Run): Promise<void> {
  const active = run.profiles.active()
  const profiles = run.profiles.list().map(({ name, settings, created_at }) => ({
    name, active: name === active, issuer: settings['issuer'] ?? settings['token-endpoint'] ?? null, client_id: settings['client-id'] ?? null, created_at,
  }))
  if (profiles.length === 0) run.tell(run.catalogue.story.noProfiles)
  run.result({ ok: true, profiles }, formatTable(profiles.map(profile => [
    profile.active ? '*' : ' ', profile.name, String(profile.issuer ?? ''), String(profile.client_id ?? ''),
  ])))
}
