import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { parseHost } from '../../addresses/host.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import { changeProfile } from '../sessions/change-profile.ts'
import { boundHosts } from '../credential/bound-hosts.ts'
import { findNamedProfile, tellHeld } from '../sessions/signed-in.ts'
import { unknownProfile } from '../sessions/unknown-profile.ts'
import { noText } from '../../text/terminal.ts'
import type { Profile } from '../../session/profile-file.ts'
import type { Run } from '../run.ts'

/**
 * `oauth-walk profile bind [name] --host H`: names hosts that other programs get its token for; `--remove` takes them
 * away, and without either they are told.
 */
export async function bind(run: Run, named: string | undefined): Promise<void> {
  const name = named ?? profileAsked(run) ?? run.profiles.active()
  const profile = name === undefined ? undefined : await findNamedProfile(run, name)
  if (!profile) {
    const held = await tellHeld(run)
    throw name === undefined ? new Failure('no-session', held) : await unknownProfile(name, held)
  }
  const given = [run.options.host ?? []].flat().map(host => parseHost(host))
  const isRemoving = run.options['remove'] === true
  if (given.length === 0 && !isRemoving) {
    tell(run, profile, boundHosts(profile))
    return
  }
  if (given.length === 0)
    throw new Failure('setting-invalid', { setting: '--host', expected: describeBy('host'), missing: true })
  const before = boundHosts(profile)
  const host = isRemoving
    ? before.filter(bound => !given.includes(bound))
    : [...new Set([...before, ...given])]
  const { host: _before, ...settings } = profile.settings
  await changeProfile(run, profile, host.length === 0 ? settings : { ...settings, host })
  tell(run, profile, host)
}

/** What a profile is bound to now; without a host, that is all that is asked. */
function tell(run: Run, { name: profile }: Profile, hosts: string[]): void {
  run.tell(run.catalogue.credential.bound(profile, hosts))
  run.result({ ok: true, profile, hosts }, noText)
}
