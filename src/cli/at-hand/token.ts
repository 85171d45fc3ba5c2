import { isFresh, shortLifetime, usualLifetimeMs } from '../../session/lifetime.ts'
import type { Session } from '../../session/session-record.ts'
import { toJsonLine } from '../../text/json.ts'
import { readDuration } from '../command-line/duration.ts'
import { formatToken, isPrintable, tokenDocument, tokenFormats, type TokenFormat } from '../token/formats.ts'
import { findAtHand, usualEnvironment } from './session.ts'
import { readWords } from './words.ts'

interface Asked {
  profile: string | undefined
  minTtl: string | undefined
  format: TokenFormat
}

/**
 * The text that `oauth-walk token` prints where a valid token lies at hand, found by the same rules as always but
 * without the rest of the program: it takes a third of the time. Undefined in every other case, with nothing changed
 * and nothing said: the whole program does it then from the beginning, and is the one that tells what is wrong.
 */
export async function tokenAtHand(words: readonly string[], host: NodeJS.Process): Promise<string | undefined> {
  try {
    const asked = words[0] === 'token' ? readAsked(words.slice(1)) : undefined
    const given = asked && usualEnvironment(host)
    const found = given && findAtHand(asked.profile, given, host)
    return found && isFresh(found.session, found.now, leastOf(asked)) && livesLongEnough(found.session, asked)
      ? print(found.session, asked.format)
      : undefined
  } catch {
    return undefined
  }
}

function readAsked(words: readonly string[]): Asked | undefined {
  const read = readWords(words, ['--profile', '--min-ttl', '--format'], ['--json', '--quiet', '--no-color'])
  if (read === undefined) return undefined
  const { '--profile': profile, '--min-ttl': minTtl, '--format': named = 'bare' } = read.values
  const format = tokenFormats.find(name => name === named)
  return format && { profile, minTtl, format: read.flags.includes('--json') ? 'json' : format }
}

/** Milliseconds that the token must live. */
function leastOf({ minTtl }: Asked): number {
  return minTtl === undefined ? usualLifetimeMs : readDuration('--min-ttl', minTtl)
}

/** Tells whether nothing need be said of a life that is shorter than what was asked for. */
function livesLongEnough(session: Session, asked: Asked): boolean {
  return asked.minTtl === undefined || shortLifetime(session, leastOf(asked)) === undefined
}

function print(session: Parameters<typeof tokenDocument>[0], format: TokenFormat): string | undefined {
  if (!isPrintable(session, format)) return undefined
  return format === 'json' ? toJsonLine(tokenDocument(session)) : formatToken(session, format)
}
