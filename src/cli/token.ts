import { Failure } from '../failure.ts'
import { describeSession } from './describe-session.ts'
import { freshSession, usualLifetimeMs } from './fresh-session.ts'
import { formatJson, type Run } from './run.ts'
import { findSession } from './signed-in.ts'

/** `oauth-walk token`: prints a valid access token and nothing else. */
export async function token(run: Run): Promise<void> {
  const { session } = await freshSession(run, await findSession(run), { force: false, minimumLifetimeMs: lifetimeAsked(run) })
  if (run.context.terminal.stdout && !run.options.json) run.tell(`! ${run.catalogue.story.tokenToTerminal}`)
  // The one command whose result is a secret.
  const document = { ...describeSession(session), access_token: session.access_token }
  run.context.writeOut(run.options.json ? formatJson(run.context, document) : `${session.access_token}\n`)
}

function lifetimeAsked({ options }: Run): number {
  if (options.minTtl === undefined) return usualLifetimeMs
  if (!/^\d{1,8}$/.test(options.minTtl)) {
    throw new Failure('setting-invalid', { setting: '--min-ttl', value: options.minTtl, expected: 'a number of seconds' })
  }
  return Number(options.minTtl) * 1000
}
