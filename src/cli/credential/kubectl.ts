import { Failure } from '../../codes/failure.ts'
import type { Run } from '../run.ts'
import { findProfileFor, findSessionFor } from './bound-profile.ts'
import { readExecInfo, writeExecCredential } from './exec-credential.ts'
import type { TokenType } from './handed-token.ts'
import { takeToken } from './take-token.ts'

/**
 * `oauth-walk credential kubectl`: an ExecCredential for the cluster that kubectl talks to. It signs in only where
 * kubectl lets it ask a person.
 */
export async function kubectl(run: Run): Promise<void> {
  const info = readExecInfo(run.context.environment['KUBERNETES_EXEC_INFO'])
  const asking = info.interactive ? run : withoutPerson(run)
  const type = (run.options['tokenType'] ?? 'id_token') as TokenType
  const take = async () => takeToken(asking, await findSessionFor(asking, info.host), type, 'kubectl')
  const token = await take().catch(async (error: unknown) => {
    if (!info.interactive || !run.context.terminal.stderr || !wantsPerson(error)) throw error
    await signIn(run, await findProfileFor(run, info.host))
    return take()
  })
  run.give(writeExecCredential(info, token))
}

function wantsPerson(error: unknown): boolean {
  return error instanceof Failure
    && ['no-session', 'not-refreshable', 'session-ended', 'id-token-unusable'].includes(error.code)
}

/**
 * stdout is the credential's alone. Whoever waits for kubectl wants to sign in, not to learn how it works: the story is
 * on one screen.
 */
async function signIn(run: Run, profile: string): Promise<void> {
  const { login } = await import('../login.ts')
  await login({ ...run, options: { ...run.options, profile, brief: true }, result: () => undefined }, profile)
}

/** Where kubectl allows no question, there is no terminal for this command. */
function withoutPerson(run: Run): Run {
  return {
    ...run,
    context: { ...run.context, terminal: { ...run.context.terminal, stdin: false, stdout: false, stderr: false } },
  }
}
