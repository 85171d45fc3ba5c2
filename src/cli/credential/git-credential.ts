import { isSafeOrigin } from '../../addresses/host.ts'
import { Failure } from '../../codes/failure.ts'
import type { RawText } from '../../text/written.ts'
import { requireOneLine, writeAttributes, type Attributes } from './git-attributes.ts'
import type { HandedToken } from './handed-token.ts'
import { hostSaid } from './host-said.ts'

/** How the credential is to be presented: as a password of this user, also where git knows of bearer tokens. */
export interface Presentation {
  username: string | undefined
  basic: boolean
}

/**
 * Where the credential will be sent: over TLS, or to this machine. Raises `tool-request-invalid`, `setting-invalid`.
 */
export function hostOf({ first: { protocol = '', host = '' } }: Attributes): string {
  if (protocol === '' || host === '') throw new Failure('tool-request-invalid', { tool: 'git', reason: 'incomplete' })
  const known = hostSaid('git', host, protocol)
  if (!isSafeOrigin(new URL(`${protocol}://${host}`)))
    throw new Failure('tool-request-invalid', { tool: 'git', reason: 'unencrypted', host })
  return known
}

/** Writes git's lines for a token. Raises `tool-request-invalid` where one would become two. */
export function writeCredential(
  { first, capabilities }: Attributes, token: HandedToken, { username, basic }: Presentation,
): RawText {
  const end = token.expiresAt === undefined ? [] : [['password_expiry_utc', String(Math.floor(token.expiresAt / 1000))]]
  const user = requireOneLine(first['username'] ?? username ?? 'oauth2')
  const credential = capabilities.includes('authtype') && !basic
    ? [['capability[]', 'authtype'], ['authtype', 'Bearer'], ['credential', token.text], ['ephemeral', '1']]
    : [['username', user], ['password', token.text]]
  return writeAttributes([...credential, ...end])
}
