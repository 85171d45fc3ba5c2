import { shortLifetime } from '../../session/lifetime.ts'
import type { Session } from '../../session/session-record.ts'
import { formatDuration } from '../command-line/duration.ts'
import type { Run } from '../run.ts'

/** Says that the provider gave the token a shorter life than a flag asks for, so that no refresh can help. */
export function tellShortLife(run: Run, session: Session, flag: string, askedMs: number): void {
  const lifetime = shortLifetime(session, askedMs)
  if (lifetime !== undefined) run.tell(`! ${run.catalogue.story.shortLived(formatDuration(lifetime), flag)}`)
}
