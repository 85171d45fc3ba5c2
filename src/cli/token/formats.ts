import { Failure } from '../../codes/failure.ts'
import { needsProof, type Session } from '../../session/session-record.ts'
import { rawText } from '../../text/raw.ts'
import { quote } from '../../text/shell.ts'
import type { RawText } from '../../text/written.ts'
import { describeSession } from '../sessions/describe-session.ts'

/** What of a session is printed. */
export type PrintedToken = Pick<Session, 'access_token' | 'token_type'>

/** How `token` may print: each line is safe where it is meant to be read, whatever stands in the token. */
export const tokenFormats = ['bare', 'header', 'env', 'json', 'curl-config'] as const
export type TokenFormat = typeof tokenFormats[number]

/**
 * Forms that say that the token is sent to a resource, and how: no other token than an access token is, and without its
 * proof one that is bound to a key would be refused there.
 */
export const readyToSend: readonly TokenFormat[] = ['header', 'env', 'curl-config']

/** Tells whether a token may be printed in this form. */
export function isPrintable(session: Session, format: TokenFormat): boolean {
  return !needsProof(session) || !readyToSend.includes(format)
}

/** Raises `token-bound` for a form that would have the token sent without its proof. */
export function requirePrintable(session: Session, format: TokenFormat): void {
  if (!isPrintable(session, format))
    throw new Failure('token-bound', { profile: session.profile, what: `--format ${format}` })
}

/** The line for stdout; `json` is the document, which has a text of its own. */
export function formatToken(token: PrintedToken, format: Exclude<TokenFormat, 'json'>): RawText {
  return rawText(lineOf(token, format))
}

/** The line that is a proof alone: good for one request, and of no use without its token. */
export function formatProof(proof: string): RawText {
  return rawText(`${proof}\n`)
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

/**
 * The header field that carries the token (RFC 6750, section 2.1; RFC 9449, section 7.1); the scheme's usual spelling,
 * since some servers know no other.
 */
export function authorizationHeader({ token_type, access_token }: PrintedToken): string {
  const scheme = ['Bearer', 'DPoP'].find(name => name.toLowerCase() === token_type.toLowerCase()) ?? token_type
  return `Authorization: ${scheme} ${access_token}`
}
