import { usualLifetimeMs } from '../session/lifetime.ts'
import type { Session } from '../session/session-record.ts'
import { readDuration } from './command-line/duration.ts'
import { freshSession } from './sessions/fresh-session.ts'
import { maskInGitHubActions, writeGitHubOutput } from './client-authentication/github-actions.ts'
import { formatJson, type Run } from './run.ts'
import { findSession } from './sessions/signed-in.ts'
import { formatAsked } from './token/format-asked.ts'
import { formatToken, requirePrintable, tokenDocument, type TokenFormat } from './token/formats.ts'
import { tellShortLife } from './token/short-life.ts'
import { printProof, proofAsked } from './token/proof.ts'
import { narrowingAsked, throughNarrowing } from './token/narrowing.ts'

/** `oauth-walk token`: prints a valid access token and nothing else. */
export async function token(run: Run): Promise<void> {
  const format = formatAsked(run)
  const minimumLifetimeMs = run.options.minTtl === undefined
    ? usualLifetimeMs
    : readDuration('--min-ttl', run.options.minTtl)
  const proof = proofAsked(run)
  const found = await findSession(run)
  const narrowing = narrowingAsked(found)
  const { signedIn, parameters } = narrowing ? throughNarrowing(found, narrowing) : { signedIn: found, parameters: [] }
  const { session } = await freshSession(run, signedIn, {
    force: false, minimumLifetimeMs, parameters, flag: '--min-ttl',
  })
  if (proof !== undefined) return printProof(run, session, proof)
  requirePrintable(session, format)
  if (run.options.minTtl !== undefined) tellShortLife(run, session, '--min-ttl', minimumLifetimeMs)
  maskInGitHubActions(run, session.access_token)
  if (run.options.githubOutput === undefined) print(run, session, format)
  else writeGitHubOutput(run, run.options.githubOutput, session.access_token)
}

function print(run: Run, session: Session, format: TokenFormat): void {
  if (run.context.terminal.stdout && format !== 'json') run.tell(`! ${run.catalogue.story.tokenToTerminal}`)
  run.give(
    format === 'json' ? formatJson(run.context, tokenDocument(session)) : formatToken(session, format),
  )
}
