import { Failure } from '../failure.ts'
import { usualLifetimeMs } from '../session/lifetime.ts'
import { readDuration } from './duration.ts'
import { freshSession } from './fresh-session.ts'
import { formatJson, type Run } from './run.ts'
import { findSession } from './signed-in.ts'
import { formatToken, tokenDocument, tokenFormats, type TokenFormat } from './token-formats.ts'

/** `oauth-walk token`: prints a valid access token and nothing else. */
export async function token(run: Run): Promise<void> {
  const format = formatAsked(run)
  const { session } = await freshSession(run, await findSession(run), { force: false, minimumLifetimeMs: lifetimeAsked(run) })
  if (run.context.terminal.stdout && format !== 'json') run.tell(`! ${run.catalogue.story.tokenToTerminal}`)
  run.context.writeOut(format === 'json' ? formatJson(run.context, tokenDocument(session)) : formatToken(session, format))
}

function formatAsked({ options }: Run): TokenFormat {
  if (options.json) return 'json'
  const format = options.format ?? 'bare'
  const known = tokenFormats.find(name => name === format)
  if (known === undefined) throw new Failure('setting-invalid', { setting: '--format', value: format, expected: tokenFormats.join(' | ') })
  return known
}

function lifetimeAsked({ options }: Run): number {
  return options.minTtl === undefined ? usualLifetimeMs : readDuration('--min-ttl', options.minTtl)
}
