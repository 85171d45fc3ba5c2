import type { Session } from '../../session/session-record.ts'
import { rawText } from '../../text/raw.ts'
import { quote } from '../../text/shell.ts'
import type { RawText } from '../../text/written.ts'
import { describeSession } from '../describe-session.ts'

/** What of a session is printed. */
export type PrintedToken = Pick<Session, 'access_token' | 'token_type'>

/** How `token` may print: each line is safe where it is meant to be read, whatever stands in the token. */
export const tokenFormats = ['bare', 'header', 'env', 'json', 'curl-config'] as const
export type TokenFormat = typeof tokenFormats[number]

/** The line for stdout; `json` is the document, which has a text of its own. */
export function formatToken(token: PrintedToken, format: Exclude<TokenFormat, 'json'>): RawText {
  return rawText(lineOf(token, format))
}

function lineOf(token: PrintedToken, format: Exclude<TokenFormat, 'json'>): string {
  switch (format) {
    case 'bare': return `${token.access_token}\n`
    case 'header': return `${authorizationHeader(token)}\n`
    case 'env': return `export OAUTH_WALK_ACCESS_TOKEN=${quote(token.access_token)}\n`
    case 'curl-config': return `header = "${authorizationHeader(token).replace(/[\\"]/g, '\\$&')}"\n`
  }
}

/** The one document of the product that holds a secret. */
export function tokenDocument(session: Session): object {
  return { ...describeSession(session), access_token: session.access_token }
}

/** The header field that carries the token (RFC 6750, section 2.1); the scheme's usual spelling, since some servers know no other. */
export function authorizationHeader({ token_type, access_token }: PrintedToken): string {
  return `Authorization: ${token_type.toLowerCase() === 'bearer' ? 'Bearer' : token_type} ${access_token}`
}
