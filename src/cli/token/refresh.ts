import type { RefreshOutcome } from '../../session/refresh-types.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import { readDuration } from '../command-line/duration.ts'
import { freshSession, type Freshness } from '../sessions/fresh-session.ts'
import type { Run } from '../run.ts'
import { findSession } from '../sessions/signed-in.ts'
import { tellShortLife } from './short-life.ts'
import { formatTable } from '../terminal/table.ts'
import { tellSession } from '../sessions/told-session.ts'

/**
 * `oauth-walk token refresh`: refreshes now, or with `--if-expiring` when less than that is left, and shows what
 * changed.
 */
export async function refresh(run: Run): Promise<void> {
  const freshness = freshnessAsked(run)
  const outcome = await freshSession(run, await findSession(run), freshness)
  const { story } = run.catalogue
  if (outcome.interrupted) run.tell(`! ${story.interruptedRefresh(new Date(outcome.interrupted.at).toISOString())}`)
  run.tell(story.refreshed(outcome.how))
  if (!freshness.force) tellShortLife(run, outcome.session, '--if-expiring', freshness.minimumLifetimeMs)
  const changes = compare(outcome, run)
  run.result(
    { ...tellSession(run.context.secrets, outcome.session), how: outcome.how, changed: changes.map(([name]) => name) },
    formatTable(changes, run.context),
  )
}

function freshnessAsked({ options: { ifExpiring } }: Run): Freshness {
  if (ifExpiring === undefined) return { force: true, minimumLifetimeMs: usualLifetimeMs }
  return { force: false, minimumLifetimeMs: readDuration('--if-expiring', ifExpiring) }
}

/** What the refresh changed, before and after; of tokens only that they did. */
function compare(
  { session, previous }: RefreshOutcome, { catalogue: { story }, context: { secrets } }: Run,
): [name: string, before: string, after: string][] {
  const hide = (scope: string[]) => secrets.hideLong(scope.join(' '))
  const time = (at: number | null) => at === null ? '-' : new Date(at).toISOString()
  const rows: [string, string, string, boolean][] = [
    ['access_token', story.old, story.new, session.access_token !== previous.access_token],
    ['refresh_token', story.old, story.new, session.refresh_token !== previous.refresh_token],
    ['id_token', story.old, story.new, session.id_token !== previous.id_token],
    ['expires_at', time(previous.expires_at), time(session.expires_at), session.expires_at !== previous.expires_at],
    ['scope', hide(previous.scope), hide(session.scope), session.scope.join(' ') !== previous.scope.join(' ')],
  ]
  return rows.flatMap(([name, before, after, changed]) => changed ? [[name, before, `→ ${after}`]] : [])
}
