import { isNoTerminal, readDescriptor } from '../../place/input.ts'
import { isFresh, usualLifetimeMs } from '../../session/lifetime.ts'
import type { Session } from '../../session/session-record.ts'
import type { Environment } from '../machine/environment.ts'
import { boundHosts } from '../credential/bound-hosts.ts'
import { readExecInfo, writeExecCredential } from '../credential/exec-credential.ts'
import { readAttributes } from '../credential/git-attributes.ts'
import { hostOf, writeCredential } from '../credential/git-credential.ts'
import { handOver, hasLivingIdToken, tokenTypes, type TokenType } from '../credential/handed-token.ts'
import { findAtHand, usualEnvironment } from './session.ts'
import { readWords } from './words.ts'

/** What was read from stdin, which nobody can read again. */
export interface Taken { input?: Buffer }

/**
 * The text that `oauth-walk credential kubectl` and `credential git` print where a valid token lies at hand for a
 * profile that is named or active, by the rules of `tokenAtHand`. Whoever does it from the beginning is given what was
 * read from stdin meanwhile.
 */
export async function credentialAtHand(
  [, tool, ...words]: readonly string[], host: NodeJS.Process, taken: Taken,
): Promise<string | undefined> {
  try {
    const given = usualEnvironment(host)
    if (given === undefined) return undefined
    if (tool === 'kubectl') return kubectlAtHand(words, given, host)
    return tool === 'git' ? gitAtHand(words, given, host, taken) : undefined
  } catch {
    return undefined
  }
}

const plainFlags = ['--quiet', '--no-color'] as const

function kubectlAtHand(words: readonly string[], given: Environment, host: NodeJS.Process): string | undefined {
  const read = readWords(words, ['--profile', '--token-type', '--audience'], plainFlags)
  const type = tokenTypes.find(name => name === (read?.values['--token-type'] ?? 'id_token'))
  if (read === undefined || type === undefined) return undefined
  const info = readExecInfo(given.variables['KUBERNETES_EXEC_INFO'])
  const session = findFor(info.host, read.values['--profile'], type, given, host)
  return session && writeExecCredential(info, handOver(session, type, read.values['--audience'], 'kubectl'))
}

function gitAtHand(
  [operation, ...words]: readonly string[], given: Environment, host: NodeJS.Process, taken: Taken,
): string | undefined {
  const read = readWords(words, ['--profile', '--username'], [...plainFlags, '--basic'])
  // After each success git has it stored, and there is nothing to store.
  if (read !== undefined && operation === 'store') return ''
  if (read === undefined || operation !== 'get' || !isNoTerminal(0)) return undefined
  taken.input = readDescriptor(0, read => read())
  const attributes = readAttributes(taken.input.toString('utf8'))
  const session = findFor(hostOf(attributes), read.values['--profile'], 'access_token', given, host)
  if (session === undefined) return undefined
  return writeCredential(attributes, handOver(session, 'access_token', undefined, 'git'), {
    username: read.values['--username'], basic: read.flags.includes('--basic'),
  })
}

/** The session of the profile that is named or active, where it is bound to this host and its token lives. */
function findFor(
  bound: string, name: string | undefined, type: TokenType, given: Environment, host: NodeJS.Process,
): Session | undefined {
  const found = findAtHand(name, given, host)
  if (found === undefined || !boundHosts(found.profile).includes(bound)) return undefined
  const lives = type === 'id_token'
    ? hasLivingIdToken(found.session, found.now)
    : isFresh(found.session, found.now, usualLifetimeMs)
  return lives ? found.session : undefined
}
