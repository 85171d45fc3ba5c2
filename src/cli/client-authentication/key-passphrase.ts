import { Failure } from '../../codes/failure.ts'
import { readGivenPassphrase, requirePassphrase } from '../sessions/given-passphrase.ts'
import type { Run } from '../run.ts'

const variable = 'OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD'

/** A descriptor can be read once, and a person need not type twice what one process wants. */
const given = new WeakMap<Run['context'], Promise<string>>()

/**
 * The passphrase of the client's key: from the file descriptor that OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD names,
 * otherwise asked at the terminal. Raises `person-needed` where there is none, and `setting-invalid` for an empty one.
 */
export async function askKeyPassphrase(run: Run, path: string): Promise<string> {
  const known = given.get(run.context) ?? find(run, path)
  given.set(run.context, known)
  return known
}

async function find({ context, catalogue }: Run, path: string): Promise<string> {
  const passphrase = readGivenPassphrase(context, variable)
  if (passphrase !== undefined) return passphrase
  if (!context.terminal.stdin || !context.terminal.stderr)
    throw new Failure('person-needed', { what: 'client-key-passphrase' })
  const answer = requirePassphrase(await context.readSecret(catalogue.key.askPassphrase(path)))
  context.secrets.remember('passphrase', answer)
  return answer
}
