import { usualLifetimeMs } from '../../session/lifetime.ts'
import { protocolLines } from '../../text/raw.ts'
import type { Run } from '../run.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import { findSessionFor } from './bound-profile.ts'
import { readAttributes, type Attributes } from './git-attributes.ts'
import { hostOf, writeCredential } from './git-credential.ts'
import { takeToken } from './take-token.ts'

/**
 * `oauth-walk credential git OPERATION`: git's credential helper protocol. An operation that git may invent later is
 * passed over, as git asks.
 */
export async function git(run: Run, operation: string): Promise<void> {
  if (operation === 'capability') run.context.writeOut(protocolLines(['version 0', 'capability authtype']))
  if (operation !== 'get' && operation !== 'erase') return
  const attributes = readAttributes(run.context.readInput())
  const host = hostOf(attributes)
  await (operation === 'get' ? get(run, host, attributes) : erase(run, host, attributes))
}

async function get(run: Run, host: string, attributes: Attributes): Promise<void> {
  const token = await takeToken(run, await findSessionFor(run, host), 'access_token', 'git')
  run.give(writeCredential(attributes, token, {
    username: run.options['username'] as string | undefined, basic: run.options['basic'] === true,
  }))
}

/**
 * The server refused the credential: if it is the stored token, it is replaced, so that the next `get` has another one.
 */
async function erase(run: Run, host: string, { first }: Attributes): Promise<void> {
  const signedIn = await findSessionFor(run, host)
  const refused = first['credential'] ?? first['password']
  if (refused !== signedIn.session.access_token) return
  await freshSession(run, signedIn, { force: true, minimumLifetimeMs: usualLifetimeMs })
}
