import { userInfo } from 'node:os'
import { isAbsolute, resolve, sep } from 'node:path'
import { Failure } from '../codes/failure.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The folder of our stores: OAUTH_WALK_HOME, otherwise the platform's folder for settings, as conf chooses it for a
 * project named oauth-walk. A relative OAUTH_WALK_HOME is taken from the working directory, which is what people mean;
 * it is proven like any other. Raises `home-missing` where the user has no home and none is named.
 */
export function storeFolder(environment: Environment, platform: NodeJS.Platform): string {
  const named = environment['OAUTH_WALK_HOME']
  if (named) return resolve(named)
  const settings = settingsFolder(environment, platform)
  if (settings === undefined) throw new Failure('home-missing')
  return settings
}

function settingsFolder(environment: Environment, platform: NodeJS.Platform): string | undefined {
  switch (platform) {
    case 'darwin': return within(homeOf(environment), 'Library', 'Preferences', 'oauth-walk')
    case 'win32': return within(
      absolute(environment['APPDATA']) ?? within(homeOf(environment, 'USERPROFILE'), 'AppData', 'Roaming'),
      'oauth-walk', 'Config',
    )
    default: return within(
      absolute(environment['XDG_CONFIG_HOME']) ?? within(homeOf(environment), '.config'), 'oauth-walk',
    )
  }
}

/** The folder of caches; undefined where the user has no home. */
export function cacheFolder(environment: Environment, platform: NodeJS.Platform): string | undefined {
  switch (platform) {
    case 'darwin': return within(homeOf(environment), 'Library', 'Caches', 'oauth-walk')
    case 'win32': return within(
      absolute(environment['LOCALAPPDATA']) ?? within(homeOf(environment, 'USERPROFILE'), 'AppData', 'Local'),
      'oauth-walk',
    )
    default: return within(
      absolute(environment['XDG_CACHE_HOME']) ?? within(homeOf(environment), '.cache'), 'oauth-walk',
    )
  }
}

/**
 * The user's home: HOME (on Windows USERPROFILE), otherwise what the account's entry says; undefined where neither says
 * an absolute path.
 */
export function homeOf(environment: Environment, variable = 'HOME'): string | undefined {
  return absolute(environment[variable]) ?? absolute(homeOfAccount())
}

function homeOfAccount(): string | undefined {
  try {
    return userInfo().homedir
  } catch {
    // A user id without an entry, as containers have.
    return undefined
  }
}

/**
 * A relative path is ignored, as the XDG Base Directory Specification says: it would mean another folder in every
 * working directory.
 */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined
}

function within(folder: string | undefined, ...names: string[]): string | undefined {
  return folder === undefined ? undefined : [folder.endsWith(sep) ? folder.slice(0, -1) : folder, ...names].join(sep)
}
