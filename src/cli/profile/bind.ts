import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { parseHost } from '../../addresses/host.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import { changeProfile } from '../sessions/change-profile.ts'
import { boundHosts } from '../credential/bound-hosts.ts'
import { findNamedProfile, tellHeld } from '../sessions/signed-in.ts'
import { noText } from '../../text/terminal.ts'
import type { Run } from '../run.ts'

/**
 * `oauth-walk profile bind [name] --host H`: names hosts that other programs get its token for; `--remove` takes them
 * away.
 */
export async function bind(run: Run, named: string | undefined): Promise<void> {
  const name = named ?? profileAsked(run) ?? run.profiles.active()
  const profile = name === undefined ? undefined : await findNamedProfile(run, name)
  if (!profile)
    throw new Failure(name === undefined ? 'no-session' : 'profile-unknown', { name, ...await tellHeld(run) })
  const given = [run.options.host ?? []].flat().map(host => parseHost(host))
  if (given.length === 0)
    throw new Failure('setting-invalid', { setting: '--host', expected: describeBy('host'), missing: true })
  const before = boundHosts(profile)
  const host = run.options['remove'] === true
    ? before.filter(bound => !given.includes(bound))
    : [...new Set([...before, ...given])]
  const { host: _before, ...settings } = profile.settings
  await changeProfile(run, profile, host.length === 0 ? settings : { ...settings, host })
  run.tell(run.catalogue.credential.bound(profile.name, host))
  run.result({ ok: true, profile: profile.name, hosts: host }, noText)
}
