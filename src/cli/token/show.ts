import { maskClaims } from '../../secrets/message.ts'
import type { Run } from '../run.ts'
import { findSession } from '../sessions/signed-in.ts'
import { formatTable } from '../terminal/table.ts'
import { tellSession } from '../sessions/told-session.ts'

/** `oauth-walk token show`: what is stored, secrets masked. */
export async function show(run: Run): Promise<void> {
  const { session } = await findSession(run)
  const { secrets } = run.context
  const masked = Object.fromEntries(
    (['access_token', 'refresh_token', 'id_token', 'client_secret'] as const).flatMap((name) => {
      const value = session[name]
      return value === undefined ? [] : [[name, secrets.placeholder(name, value)]]
    }),
  )
  const key = session.dpop_key?.['d']
  if (key !== undefined) masked['dpop_key'] = secrets.placeholder('private_key', key)
  const { ok, ...facts } = tellSession(secrets, session)
  const said = maskClaims(secrets, session.id_token_claims ?? null)
  const claims = Object.entries(said ?? {}).map(([name, value]): [string, unknown] => [`id_token.${name}`, value])
  const rows = [...Object.entries({ ...facts, ...masked }), ...claims]
  const document = { ok, ...facts, tokens: masked, claims: said }
  // What nobody knows has no line.
  const known = rows.filter(([, value]) => value !== null)
  run.result(document, formatTable(known.map(([name, value]) => [name, toText(value)]), run.context))
  if (!run.options.json) run.tell(run.catalogue.story.tokensMasked)
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
