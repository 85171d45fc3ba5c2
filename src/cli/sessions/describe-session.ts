import type { Session } from '../../session/session-record.ts'

/** A stored session without its secrets, as `--json` shows it; times are ISO 8601 UTC. */
export function describeSession(session: Session): Record<string, unknown> {
  return {
    ok: true,
    profile: session.profile,
    issuer: session.issuer,
    client_id: session.client_id,
    subject: session.subject ?? null,
    scope: session.scope,
    token_type: session.token_type,
    obtained_at: toTime(session.obtained_at),
    expires_at: session.expires_at === null ? null : toTime(session.expires_at),
    refreshable: session.refresh_token !== undefined,
  }
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
