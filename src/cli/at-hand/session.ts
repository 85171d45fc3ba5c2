import { readSwitch } from '../../given.ts'
import { isLanguage } from '../../messages/catalogue.ts'
import { findFolder, pathIn } from '../../place/folder.ts'
import { storeFolder } from '../../place/home.ts'
import { isNoTerminal } from '../../place/input.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { environmentName, settingNames } from '../../providers/settings.ts'
import { loadRecord } from '../../session/load-record.ts'
import { readActiveName, readProfile } from '../../session/profile-file.ts'
import type { Profile } from '../../session/profiles.ts'
import { sessionFileName, sessionKind, type Session } from '../../session/session-record.ts'
import { readEnvironment, type Environment, type Variables } from '../machine/environment.ts'
import { machineOf } from '../machine/machine.ts'
import { findProfile, keyOf, requireBound } from '../sessions/bound-profile.ts'

/** A profile and its stored session, with the time at which it was read in milliseconds since 1970. */
export interface AtHand {
  profile: Profile
  session: Session
  now: number
}

/**
 * The environment, where nothing in it asks for more than a short way does, and stdout is no terminal: a person is
 * warned before a token stands there.
 */
export function usualEnvironment(host: NodeJS.Process): Environment | undefined {
  const given = readEnvironment(host)
  return isUsual(given.variables) && isNoTerminal(1) ? given : undefined
}

/**
 * Variables that change nothing here, or that the rules below read; any other one of ours may ask for something else.
 */
const usual = new Set([
  'HOME', 'PROFILE', 'LANG', 'CLIENT_SECRET', 'REFRESH_TOKEN', 'ACCESS_TOKEN', 'QUIET',
].map(name => `OAUTH_WALK_${name}`).concat(settingNames.map(environmentName)))

function isUsual(environment: Variables): boolean {
  // What says neither yes nor no, or names no language, is refused.
  const isClear = isLanguage(environment['OAUTH_WALK_LANG'])
    && readSwitch(environment['OAUTH_WALK_QUIET'] ?? '') !== undefined
  return isClear
    && !environment['GITHUB_ACTIONS']
    && Object.keys(environment).every(name => !name.startsWith('OAUTH_WALK_') || usual.has(name))
}

/**
 * The session that lies at hand, found by the same rules as always. Undefined where it is kept otherwise or must be
 * looked for; raises whatever stands in the way, also what would be repaired with a warning.
 */
export function findAtHand(name: string | undefined, given: Environment, host: NodeJS.Process): AtHand | undefined {
  const machine = machineOf(host)
  const { variables: environment } = given
  const folder = storeFolder(environment, host.platform)
  const profile = findProfile({
    options: name === undefined ? {} : { profile: name }, context: { environment, given },
    profiles: {
      active: () => readActiveName(folder, machine, raise), read: wanted => readProfile(folder, wanted, machine, raise),
    },
  })
  const resolved = resolveSettings({}, environment, profile.settings, {})
  requireBound(profile, resolved)
  const keptAs = resolved.store?.value
  if (keptAs !== undefined && keptAs !== 'file') return undefined
  if (profile.settings['bound'] === undefined && resolved.preset) return undefined
  const key = keyOf(profile, resolved)
  const place = findFolder(folder, machine, raise)
  if (place === undefined) return undefined
  const { record: session } = loadRecord(sessionKind, pathIn(place, sessionFileName(key)), key, {
    machine, warn: raise, keptAs,
  })
  return session && { profile, session, now: machine.now() }
}

function raise(): never {
  throw new Error('to be told')
}
