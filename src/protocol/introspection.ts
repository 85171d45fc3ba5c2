import { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import type { Send } from '../wire.ts'
import { describeAnswer, readJsonObject, wrongMember } from './answer/describe.ts'
import { isObject } from './answer/json.ts'
import { failureOf } from './answer/refusal.ts'
import { noteRepeatedInJwt } from './answer/repeated.ts'
import { claimMissing, holds, sameClaim, type Check } from './checks.ts'
import { checkCompactSignature, checkSigningAlgorithm } from './compact-signature.ts'
import type { DecryptionKey } from './encryption/decryption-key.ts'
import { isJwe } from './encryption/jwe-header.ts'
import { openJwe } from './encryption/open.ts'
import { audienceOf, decodeIdToken, isOfType, type DecodedIdToken } from './id-token.ts'
import type { Exchange } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'

const rule = 'RFC 9701 5'
const mediaType = 'token-introspection+jwt'

/** Who asked, and with which keys an encrypted answer may be opened. */
export interface IntrospectionReader {
  server: AuthorizationServer
  clientId: string
  /** Where the provider's keys come from. */
  send: Send
  decryptionKeys?: readonly DecryptionKey[] | undefined
}

/** The provider's word on a token: `active`, and whatever else it tells (RFC 7662, section 2.2). */
export interface Introspection extends Record<string, unknown> { active: boolean }

/**
 * What the provider said, and the checks of the JWT that said it, with what is odd about it; none for plain JSON.
 * `said` is undefined where a check failed.
 */
export interface ReadIntrospection {
  said: Introspection | undefined
  checks: Check[]
  findings: Finding[]
}

/**
 * Reads the answer to an introspection request: plain JSON with the boolean `active` (RFC 7662, section 2.2), a signed
 * JWT, or one that is encrypted to the client as well (RFC 9701, section 5), whose type, algorithm, signature, issuer
 * and audience are checked. Raises `introspection-refused` with what the provider said (RFC 7662, section 2.3),
 * `unreadable-answer` for anything else, `decryption-key-missing`, and what fetching the keys raises.
 */
export async function readIntrospection(exchanged: Exchange, reader: IntrospectionReader): Promise<ReadIntrospection> {
  const { answer } = exchanged
  if (answer.status !== 200) throw await failureOf('introspection-refused', exchanged)
  if (!/^application\/(?:token-introspection\+)?jwt\b/i.test(answer.headers['content-type'] ?? ''))
    return { said: await readPlain(exchanged), checks: [], findings: [] }
  const came = answer.body.trim()
  if (!isJwe(came)) return readSigned(came, exchanged, reader)
  const { plaintext, check } = await openJwe(came, 'introspection', reader.decryptionKeys ?? [])
  if (plaintext === undefined) return { said: undefined, checks: [check], findings: [] }
  const { said, checks, findings } = await readSigned(plaintext, exchanged, reader)
  return { said, checks: [check, ...checks], findings }
}

async function readPlain(exchanged: Exchange): Promise<Introspection> {
  const said = readJsonObject(exchanged.answer, exchanged.url)
  if (said['active'] === undefined && said['error'] !== undefined)
    throw await failureOf('introspection-refused', exchanged)
  return requireActive(said, exchanged, 'active')
}

/** `member` is what the answer calls it: within a JWT it stands in `token_introspection`. */
function requireActive(said: Record<string, unknown>, { url, answer }: Exchange, member: string): Introspection {
  const { active } = said
  if (typeof active === 'boolean') return { ...said, active }
  throw active === undefined && member === 'active'
    ? new Failure('unreadable-answer', describeAnswer(answer, url))
    : wrongMember(answer, url, member, active, 'boolean')
}

function requireSigned(said: unknown, exchanged: Exchange): Introspection {
  if (isObject(said)) return requireActive(said, exchanged, 'token_introspection.active')
  throw wrongMember(exchanged.answer, exchanged.url, 'token_introspection', said, 'object')
}

async function readSigned(
  jwt: string, exchanged: Exchange, { server, clientId, send }: IntrospectionReader,
): Promise<ReadIntrospection> {
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) throw new Failure('unreadable-answer', describeAnswer(exchanged.answer, exchanged.url))
  const { claims } = decoded
  const checks = [
    checkType(decoded),
    checkSigningAlgorithm(
      'introspection-algorithm', rule, decoded, server['introspection_signing_alg_values_supported'],
    ),
    await checkCompactSignature('introspection-signature', rule, jwt, decoded, send, server),
    sameClaim('introspection-issuer', rule, server.issuer, 'iss', claims.iss),
    holds(
      'introspection-audience', rule, clientId, claims.aud, audienceOf(claims).includes(clientId),
      claims.aud === undefined ? claimMissing('aud') : undefined,
    ),
  ]
  const passed = checks.every(({ ok }) => ok)
  return {
    said: passed ? requireSigned(claims['token_introspection'], exchanged) : undefined, checks,
    findings: noteRepeatedInJwt(jwt, 'introspection'),
  }
}

/** The type keeps an ID token or an access token from being taken for an answer (RFC 9701, section 8.1). */
function checkType({ header }: DecodedIdToken): Check {
  return holds('introspection-type', rule, mediaType, header.typ, isOfType(header, mediaType))
}
