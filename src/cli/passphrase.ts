import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import type { PassphraseSource } from '../session/passphrase-envelope.ts'
import type { Run } from './run.ts'

const variable = 'OAUTH_WALK_PASSPHRASE_FD'

/** The passphrase of `--store passphrase`: from the file descriptor that OAUTH_WALK_PASSPHRASE_FD names, otherwise asked at the terminal. */
export function createPassphraseSource({ context, catalogue: { story } }: Pick<Run, 'context' | 'catalogue'>): PassphraseSource {
  const descriptor = context.environment[variable]
  let given: Promise<string> | undefined
  const ask = async (question: string) => {
    const answer = await context.readSecret(question)
    context.secrets.remember('passphrase', answer)
    return answer
  }
  const find = async () => {
    if (descriptor !== undefined && descriptor !== '') return readFrom(descriptor, context)
    if (!context.terminal.stdin || !context.terminal.stderr) throw new Failure('person-needed', { what: 'passphrase' })
    return requireText(await ask(story.askPassphrase))
  }
  return {
    get: async () => given ??= find(),
    confirm: async () => {
      const first = await given
      if (descriptor !== undefined && descriptor !== '') return
      if (await ask(story.askPassphraseAgain) !== first) throw new Failure('setting-invalid', { setting: 'passphrase', expected: story.sameTwice })
    },
  }
}

/** Everything that the descriptor gives, without the line end of an `echo`. */
function readFrom(text: string, { readDescriptor, secrets }: Run['context']): string {
  const refuse = (expected: string) => new Failure('setting-invalid', { setting: variable, value: text, expected, source: 'environment' })
  if (!/^\d{1,6}$/.test(text)) throw refuse(describeBy('descriptor-number'))
  let content: string
  try {
    content = readDescriptor(Number(text))
  } catch (error) {
    throw refuse(describeBy('open-descriptor', (error as NodeJS.ErrnoException).code ?? 'unknown'))
  }
  const passphrase = requireText(content.replace(/\r?\n$/, ''))
  secrets.remember('passphrase', passphrase)
  return passphrase
}

function requireText(passphrase: string): string {
  if (passphrase === '') throw new Failure('setting-invalid', { setting: 'passphrase', expected: describeBy('not-empty') })
  return passphrase
}
