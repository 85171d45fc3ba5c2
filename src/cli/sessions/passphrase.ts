import { Failure } from '../../codes/failure.ts'
import type { PassphraseSource } from '../../session/passphrase-envelope.ts'
import { readGivenPassphrase, requirePassphrase } from './given-passphrase.ts'
import { readPrivateNamedFile } from '../command-line/private-file.ts'
import type { Run } from '../run.ts'

const variable = 'OAUTH_WALK_PASSPHRASE_FD'

/**
 * The passphrase of a sealed store: from the file that --passphrase-file names, from the file descriptor that
 * OAUTH_WALK_PASSPHRASE_FD names, otherwise asked at the terminal.
 */
export function createPassphraseSource(
  { context, options, catalogue: { story } }: Pick<Run, 'context' | 'catalogue' | 'options'>,
): PassphraseSource {
  const file = passphraseFile({ context, options })
  let given: Promise<string> | undefined
  const ask = async (question: string) => {
    const answer = await context.readSecret(question)
    context.secrets.remember('passphrase', answer)
    return answer
  }
  const find = async () => {
    const passphrase = file === undefined ? readGivenPassphrase(context, variable) : readFromFile(context, file)
    if (passphrase !== undefined) return passphrase
    if (!canAsk(context)) throw new Failure('person-needed', { what: 'passphrase' })
    return requirePassphrase(await ask(story.askPassphrase))
  }
  return {
    get: async () => given ??= find(),
    confirm: async () => {
      const first = await given
      if (file !== undefined || context.environment[variable]) return
      if (await ask(story.askPassphraseAgain) !== first)
        throw new Failure('setting-invalid', { setting: 'passphrase', expected: story.sameTwice })
    },
  }
}

/** Tells whether a person would be asked for the passphrase: nothing names one, and there is somebody. */
export function asksPassphrase({ context, options }: Pick<Run, 'context' | 'options'>): boolean {
  return canAsk(context) && passphraseFile({ context, options }) === undefined && !context.environment[variable]
}

const canAsk = ({ terminal }: Run['context']): boolean => terminal.stdin && terminal.stderr

/** The file that holds the passphrase, and what names it; undefined where nothing does. */
export function passphraseFile(
  { context, options }: Pick<Run, 'context' | 'options'>,
): { path: string, source: string } | undefined {
  const { passphraseFile: named } = options
  if (typeof named === 'string') return { path: named, source: '--passphrase-file' }
  const path = context.environment['OAUTH_WALK_PASSPHRASE_FILE']
  return path === undefined ? undefined : { path, source: 'OAUTH_WALK_PASSPHRASE_FILE' }
}

/**
 * Only the line end that an editor leaves is taken off. Raises `file-unreadable`, `store-unsafe` for a file that others
 * may read.
 */
function readFromFile(context: Run['context'], { path, source }: { path: string, source: string }): string {
  const passphrase = requirePassphrase(readPrivateNamedFile(context, path, source).replace(/\r?\n$/, ''))
  context.secrets.remember('passphrase', passphrase)
  return passphrase
}
