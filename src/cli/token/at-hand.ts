import { isNoTerminal } from '../../place/input.ts'
import { findFolder, pathIn } from '../../place/folder.ts'
import { storeFolder } from '../../place/home.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { environmentName, settingNames } from '../../providers/settings.ts'
import { toJsonLine } from '../../text/json.ts'
import { isFresh, usualLifetimeMs } from '../../session/lifetime.ts'
import { loadRecord } from '../../session/load-record.ts'
import { readActiveName, readProfile } from '../../session/profile-file.ts'
import { sessionFileName, sessionKind, type Session } from '../../session/session-record.ts'
import { findProfile, keyOf, requireBound } from '../sessions/bound-profile.ts'
import { readDuration } from '../command-line/duration.ts'
import { readEnvironment, type Environment, type Variables } from '../machine/environment.ts'
import { machineOf } from '../machine/machine.ts'
import { formatToken, isPrintable, tokenDocument, tokenFormats, type TokenFormat } from './formats.ts'

interface Asked {
  profile?: string
  minTtl?: string
  format: TokenFormat
}

/**
 * The text that `oauth-walk token` prints where a valid token lies at hand, found by the same rules as always but without the rest of the
 * program: it takes a third of the time. Undefined in every other case, with nothing changed and nothing said: the whole program does
 * it then from the beginning, and is the one that tells what is wrong.
 */
export async function tokenAtHand(words: readonly string[], host: NodeJS.Process): Promise<string | undefined> {
  const asked = readWords(words)
  const given = readEnvironment(host)
  // A person is warned before a token stands on the screen.
  if (asked === undefined || !isUsual(given.variables) || !isNoTerminal(1)) return undefined
  try {
    const session = await findFreshSession(asked, given, host)
    if (session === undefined || !isPrintable(session, asked.format)) return undefined
    return asked.format === 'json' ? toJsonLine(tokenDocument(session)) : formatToken(session, asked.format)
  } catch {
    return undefined
  }
}

const values = ['--profile', '--min-ttl', '--format'] as const

/** Only what is as clear to everybody as to commander. */
function readWords([command, ...words]: readonly string[]): Asked | undefined {
  if (command !== 'token') return undefined
  const given: Partial<Record<typeof values[number], string>> = {}
  let json = false
  for (let place = 0; place < words.length; place += 1) {
    const [word = '', ...rest] = (words[place] ?? '').split('=')
    const name = values.find(value => value === word)
    if (words[place] === '--json') json = true
    else if (name !== undefined) given[name] = rest.length > 0 ? rest.join('=') : words[place += 1] ?? '-'
    else if (words[place] !== '--quiet' && words[place] !== '--no-color') return undefined
  }
  if (Object.values(given).some(value => value === '' || value.startsWith('-'))) return undefined
  const { '--profile': profile, '--min-ttl': minTtl, '--format': format = 'bare' } = given
  const known = tokenFormats.find(name => name === format)
  return known && { ...profile === undefined ? {} : { profile }, ...minTtl === undefined ? {} : { minTtl }, format: json ? 'json' : known }
}

/** Variables that change nothing here, or that the rules below read; any other one of ours may ask for something else. */
const usual = new Set([
  'HOME', 'PROFILE', 'LANG', 'CLIENT_SECRET', 'REFRESH_TOKEN', 'ACCESS_TOKEN', 'QUIET',
].map(name => `OAUTH_WALK_${name}`).concat(settingNames.map(environmentName)))

function isUsual(environment: Variables): boolean {
  return !environment['GITHUB_ACTIONS'] && Object.keys(environment).every(name => !name.startsWith('OAUTH_WALK_') || usual.has(name))
}

/** Raises whatever stands in the way, also what would be repaired with a warning. */
async function findFreshSession({ profile: name, minTtl }: Asked, given: Environment, host: NodeJS.Process): Promise<Session | undefined> {
  const machine = machineOf(host)
  const warn = () => {
    throw new Error('to be told')
  }
  const { variables: environment } = given
  const folder = storeFolder(environment, host.platform)
  const profile = findProfile({
    options: name === undefined ? {} : { profile: name }, context: { environment, given },
    profiles: { active: () => readActiveName(folder, machine, warn), read: wanted => readProfile(folder, wanted, machine, warn) },
  })
  const resolved = resolveSettings({}, environment, profile.settings, {})
  requireBound(profile, resolved)
  const keptAs = resolved.store?.value
  if (keptAs !== undefined && keptAs !== 'file') return undefined
  if (profile.settings['bound'] === undefined && resolved.preset) return undefined
  const key = keyOf(profile, resolved)
  const place = findFolder(folder, machine, warn)
  if (place === undefined) return undefined
  const { record: session } = loadRecord(sessionKind, pathIn(place, sessionFileName(key)), key, { machine, warn, keptAs })
  const least = minTtl === undefined ? usualLifetimeMs : readDuration('--min-ttl', minTtl)
  return session && isFresh(session, machine.now(), least) ? session : undefined
}
