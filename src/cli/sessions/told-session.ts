import { maskClaims } from '../../secrets/message.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Session } from '../../session/session-record.ts'
import { describeSession } from './describe-session.ts'

/** A stored session as it is told: what its provider said may repeat a secret. */
export function tellSession(secrets: Secrets, session: Session): Record<string, unknown> {
  const facts = describeSession(session)
  const { subject, scope } = facts
  return { ...facts, ...maskClaims(secrets, { subject, scope }) }
}
