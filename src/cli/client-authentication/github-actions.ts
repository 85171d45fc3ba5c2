import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { runnerCommand } from '../../text/raw.ts'
import type { Run } from '../run.ts'

/**
 * Has the runner of GitHub Actions mask a token in every log from here on. It reads commands from stdout and stderr
 * alike, and stdout is the token's own, often captured. It reads through a pipe: in a file or on a screen the command
 * would only be a copy of the token.
 */
export function maskInGitHubActions({ context }: Run, token: string): void {
  if (context.environment['GITHUB_ACTIONS'] !== 'true' || !context.isPipe(2)) return
  context.writeAddress(runnerCommand('add-mask', token))
}

/**
 * Hands a token on to later steps of the job: appended to the file of GITHUB_OUTPUT between two lines that nobody can
 * guess, so that nothing in the value could set another output. Raises `setting-invalid` for a name that is none, and
 * where there is no such file or it can't be written.
 */
export function writeGitHubOutput({ context }: Run, name: string, token: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(name)) {
    throw new Failure('setting-invalid', {
      setting: '--github-output', value: name, expected: describeBy('output-name'),
    })
  }
  const path = context.environment['GITHUB_OUTPUT']
  if (!path) throw new Failure('setting-invalid', { setting: 'GITHUB_OUTPUT', expected: describeBy('github-file') })
  const delimiter = `oauth-walk-${Buffer.from(context.random(16)).toString('hex')}`
  try {
    context.appendFile(path, `${name}<<${delimiter}\n${token}\n${delimiter}\n`)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new Failure('setting-invalid', {
      setting: 'GITHUB_OUTPUT', value: path, expected: describeBy('writable-file', reason),
    })
  }
}
