import { protocolLines } from '../../text/raw.ts'
import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin, parseHost } from '../../addresses/host.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import type { Run } from '../run.ts'
import { findSessionFor } from './bound-profile.ts'
import { readAttributes, requireOneLine, writeAttributes, type Attributes } from './git-attributes.ts'
import { takeToken } from './handed-token.ts'

/** `oauth-walk credential git OPERATION`: git's credential helper protocol. An operation that git may invent later is passed over, as git asks. */
export async function git(run: Run, operation: string): Promise<void> {
  if (operation === 'capability') run.context.writeOut(protocolLines(['version 0', 'capability authtype']))
  if (operation !== 'get' && operation !== 'erase') return
  const attributes = readAttributes(run.context.readInput())
  const host = hostOf(attributes)
  await (operation === 'get' ? get(run, host, attributes) : erase(run, host, attributes))
}

async function get(run: Run, host: string, attributes: Attributes): Promise<void> {
  const token = await takeToken(run, await findSessionFor(run, host), 'access_token', 'git')
  const end = token.expiresAt === undefined ? [] : [['password_expiry_utc', String(Math.floor(token.expiresAt / 1000))]]
  const takesBearer = attributes.capabilities.includes('authtype') && run.options['basic'] !== true
  const username = requireOneLine(attributes.first['username'] ?? (run.options['username'] as string | undefined) ?? 'oauth2')
  const credential = takesBearer
    ? [['capability[]', 'authtype'], ['authtype', 'Bearer'], ['credential', token.text], ['ephemeral', '1']]
    : [['username', username], ['password', token.text]]
  run.context.writeOut(writeAttributes([...credential, ...end]))
}

/** The server refused the credential: if it is the stored token, it is replaced, so that the next `get` has another one. */
async function erase(run: Run, host: string, { first }: Attributes): Promise<void> {
  const signedIn = await findSessionFor(run, host)
  const refused = first['credential'] ?? first['password']
  if (refused !== signedIn.session.access_token) return
  await freshSession(run, signedIn, { force: true, minimumLifetimeMs: usualLifetimeMs })
}

/** Where the credential will be sent: over TLS, or to this machine. */
function hostOf({ first: { protocol = '', host = '' } }: Attributes): string {
  if (protocol === '' || host === '') throw new Failure('tool-request-invalid', { tool: 'git', reason: 'incomplete' })
  const known = parseHost(host, 'host', protocol)
  if (!isSafeOrigin(new URL(`${protocol}://${known}`))) throw new Failure('tool-request-invalid', { tool: 'git', reason: 'unencrypted', host })
  return known
}
