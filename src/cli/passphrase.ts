import { Failure } from '../failure.ts'
import type { PassphraseSource } from '../session/passphrase-envelope.ts'
import { readGivenPassphrase, requirePassphrase } from './given-passphrase.ts'
import type { Run } from './run.ts'

const variable = 'OAUTH_WALK_PASSPHRASE_FD'

/** The passphrase of `--store passphrase`: from the file descriptor that OAUTH_WALK_PASSPHRASE_FD names, otherwise asked at the terminal. */
export function createPassphraseSource({ context, catalogue: { story } }: Pick<Run, 'context' | 'catalogue'>): PassphraseSource {
  let given: Promise<string> | undefined
  const ask = async (question: string) => {
    const answer = await context.readSecret(question)
    context.secrets.remember('passphrase', answer)
    return answer
  }
  const find = async () => {
    const passphrase = readGivenPassphrase(context, variable)
    if (passphrase !== undefined) return passphrase
    if (!context.terminal.stdin || !context.terminal.stderr) throw new Failure('person-needed', { what: 'passphrase' })
    return requirePassphrase(await ask(story.askPassphrase))
  }
  return {
    get: async () => given ??= find(),
    confirm: async () => {
      const first = await given
      if (context.environment[variable]) return
      if (await ask(story.askPassphraseAgain) !== first) throw new Failure('setting-invalid', { setting: 'passphrase', expected: story.sameTwice })
    },
  }
}
