import { Failure } from '../failure.ts'
import type { Send } from '../wire.ts'
import { describeAnswer, readJsonObject } from './answer/describe.ts'
import { isObject } from './answer/json.ts'
import { holds, same, type Check } from './checks.ts'
import { checkCompactSignature, checkSigningAlgorithm } from './compact-signature.ts'
import type { DecryptionKey } from './encryption/decryption-key.ts'
import { isJwe, openJwe } from './encryption/open.ts'
import { decodeIdToken, type DecodedIdToken } from './id-token.ts'
import type { Exchange } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'

const rule = 'RFC 9701 5'
const mediaType = 'token-introspection+jwt'

/** What a client accepts of an introspection endpoint: a signed answer where it may have one (RFC 9701, section 4), plain JSON otherwise. */
export const introspectionTypes = `application/${mediaType}, application/json`

/** Who asked, and with which keys an encrypted answer may be opened. */
export interface IntrospectionReader {
  server: AuthorizationServer
  clientId: string
  /** Where the provider's keys come from. */
  send: Send
  decryptionKeys?: readonly DecryptionKey[] | undefined
}

/** What a provider says about a token (RFC 7662, section 2.2), and the checks of the JWT in which it said so; none where it came as plain JSON. */
export interface Introspection {
  said: Readonly<Record<string, unknown>>
  checks: Check[]
}

/**
 * Reads an answer of status 200 of the introspection endpoint: plain JSON (RFC 7662, section 2.2), a signed JWT, or one that is encrypted to the
 * client as well (RFC 9701, section 5): its type, algorithm, signature, issuer and audience are checked. `said` is not to be used before all
 * checks passed. Raises `unreadable-answer`, `decryption-key-missing`, and what fetching the keys raises.
 */
export async function readIntrospection({ url, answer }: Exchange, reader: IntrospectionReader): Promise<Introspection> {
  if (!/^application\/(?:token-introspection\+)?jwt\b/i.test(answer.headers['content-type'] ?? '')) return { said: readJsonObject(answer, url), checks: [] }
  const came = answer.body.trim()
  if (!isJwe(came)) return readSigned(came, { url, answer }, reader)
  const { plaintext, check } = await openJwe(came, 'introspection', reader.decryptionKeys ?? [])
  if (plaintext === undefined) return { said: {}, checks: [check] }
  const { said, checks } = await readSigned(plaintext, { url, answer }, reader)
  return { said, checks: [check, ...checks] }
}

async function readSigned(jwt: string, { url, answer }: Exchange, { server, clientId, send }: IntrospectionReader): Promise<Introspection> {
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) throw new Failure('unreadable-answer', describeAnswer(answer, url))
  const { claims } = decoded
  const { token_introspection: said } = claims
  const checks = [
    checkType(decoded), checkSigningAlgorithm('introspection-algorithm', rule, decoded, server['introspection_signing_alg_values_supported']),
    await checkCompactSignature('introspection-signature', rule, jwt, decoded, send, server),
    same('introspection-issuer', rule, server.issuer, claims.iss),
    holds('introspection-audience', rule, clientId, claims.aud, [claims.aud ?? []].flat().includes(clientId)),
  ]
  if (!isObject(said) && checks.every(({ ok }) => ok)) throw new Failure('unreadable-answer', describeAnswer(answer, url))
  return { said: isObject(said) ? said : {}, checks }
}

/** The type keeps an ID token or an access token from being taken for an answer (RFC 9701, section 8.1). */
function checkType({ header: { typ } }: DecodedIdToken): Check {
  const isType = typeof typ === 'string' && typ.toLowerCase().replace(/^application\//, '') === mediaType
  return holds('introspection-type', rule, mediaType, typ, isType)
}
