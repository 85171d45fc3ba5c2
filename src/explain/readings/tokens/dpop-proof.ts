import { createHash } from 'node:crypto'
import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { differenceOf, hostOf } from '../../facts/addresses.ts'
import { dateOf, judgedAt, secondsClaim, spanOf, textClaim, textHeader } from '../../facts/jwt.ts'
import { addressOf, authorizationOf, headerOf } from '../../facts/messages.ts'
import { kindOf, typeOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'
import { thumbprintOf } from '../keys/thumbprint.ts'

const rule = 'RFC 9449 4.3'
/** Beyond this a server need not take a proof, in seconds. */
const oldest = 300

/** A proof that the client holds a key (RFC 9449, sections 4.2 and 4.3). */
export function readProofs(record: WalkRecord): Reading[] {
  return record.jwts.filter(isProof).flatMap(jwt =>
    [form, key, target, tokenHash, binding, age].flatMap(read => read(jwt, record)))
}

function isProof(jwt: SeenJwt): boolean {
  const field = headerOf(jwt.in?.request, 'dpop')
  return jwt.claims !== undefined && (kindOf(jwt) === 'dpop_proof' || jwt.role === 'dpop_proof' || field === jwt.token)
}

function form(jwt: SeenJwt): Reading[] {
  const missing = ['jti', 'htm', 'htu', 'iat'].filter(name => jwt.claims?.[name] === undefined)
  return [
    ...only(
      typeOf(jwt) !== 'dpop+jwt'
      && found('proof-type', 'broken', 'RFC 9449 4.2', { type: textHeader(jwt, 'typ') ?? '' }, { jwt }),
    ),
    ...only(missing.length > 0 && found('proof-claims-missing', 'broken', 'RFC 9449 4.2', { missing }, { jwt })),
  ]
}

function key(jwt: SeenJwt): Reading[] {
  const jwk = jwt.header['jwk']
  const alg = textHeader(jwt, 'alg') ?? ''
  if (/^(?:HS\d+|none)$/i.test(alg)) return [found('proof-symmetric', 'broken', 'RFC 9449 4.2', { alg }, { jwt })]
  if (typeof jwk !== 'object' || jwk === null)
    return [found('proof-key-missing', 'broken', 'RFC 9449 4.2', {}, { jwt })]
  return only(
    ['d', 'p', 'q', 'k'].some(name => name in jwk) && found('proof-key-private', 'broken', 'RFC 9449 4.2', {}, { jwt }),
  )
}

/** The method and address it was made for, against those of the request that carries it. */
function target(jwt: SeenJwt): Reading[] {
  const { method } = jwt.in?.request ?? {}
  const url = addressOf(jwt.in?.request)
  const [htm, htu] = [textClaim(jwt, 'htm'), textClaim(jwt, 'htu')]
  const isSent = headerOf(jwt.in?.request, 'dpop') === jwt.token
  return [
    ...only(
      isSent
      && htm !== undefined
      && method !== undefined
      && htm !== method
      && found('proof-method', 'broken', rule, { htm, method }, { jwt }),
    ),
    ...only(
      htu !== undefined && /[?#]/.test(htu) && found('proof-address-query', 'weak', 'RFC 9449 4.2', { htu }, { jwt }),
    ),
    ...only(isSent && htu !== undefined && url !== undefined && address(htu, url, jwt)),
    ...only(
      htu !== undefined
      && isPlain(htu)
      && found(
        'proof-address-http',
        jwt.in?.response?.status === undefined || jwt.in.response.status < 400 ? 'weak' : 'broken', rule, { htu },
        { jwt },
      ),
    ),
  ]
}

function address(htu: string, url: string, jwt: SeenJwt): Reading | false {
  // The line of a request says a path, and its Host field no scheme: that of the proof is taken then.
  const whole = url.startsWith('//') ? `${/^\w+:/.exec(htu)?.[0] ?? 'https:'}${url}` : url
  if (hostOf(whole) === undefined) return false
  const [proven, sent] = [normal(htu), normal(whole)]
  return proven !== sent
    && found(
      'proof-address', 'broken', rule, { htu, url: sent, difference: differenceOf(sent, proven) ?? 'other' }, { jwt },
    )
}

/** http, and not to this machine. */
function isPlain(htu: string): boolean {
  const url = parseAddress(htu)
  return url?.protocol === 'http:' && !isLoopbackHost(url.hostname)
}

/** Without query and fragment, the rest as a URL parser writes it (RFC 9449, section 4.3, rule 9). */
function normal(text: string): string {
  const bare = text.replace(/[?#].*$/s, '')
  return URL.canParse(bare) ? new URL(bare).href : bare
}

function tokenHash(jwt: SeenJwt): Reading[] {
  const authorization = authorizationOf(jwt.in?.request)
  const token = authorization && /^(?:dpop|bearer)$/.test(authorization.scheme) ? authorization.credential : undefined
  if (token === undefined || headerOf(jwt.in?.request, 'dpop') !== jwt.token) return []
  const expected = createHash('sha256').update(token, 'ascii').digest('base64url')
  const ath = textClaim(jwt, 'ath')
  return only(
    ath !== expected
    && found(
      ath === undefined ? 'proof-hash-missing' : 'proof-hash-differs', 'broken', rule, { given: ath ?? '', expected },
      { jwt },
    ),
  )
}

/** The key of the proof against the one to which the access token beside it is bound (RFC 9449, section 6). */
function binding(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const authorization = authorizationOf(jwt.in?.request)
  const token = record.jwts.find(other => other.token === authorization?.credential)
  const bound = (token?.claims?.['cnf'] as { jkt?: unknown } | undefined)?.jkt
  const own = thumbprintOf(jwt.header['jwk'])
  const isBearer = authorization?.scheme === 'bearer' && typeof bound === 'string'
  return [
    ...only(
      typeof bound === 'string'
      && own !== undefined
      && bound !== own
      && found('proof-other-key', 'broken', 'RFC 9449 6', { bound, own }, { jwt }),
    ),
    ...only(isBearer && found('proof-as-bearer', 'broken', 'RFC 9449 7.1', {}, { jwt })),
  ]
}

function age(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const [iat, now] = [secondsClaim(jwt, 'iat'), judgedAt(jwt, record)]
  // A proof without its request may be quoted from anywhere, and is old by the time that somebody reads it.
  const isDated = jwt.in?.at !== undefined || jwt.in?.response?.status === 400 || jwt.in?.response?.status === 401
  const isOld = (isDated || jwt.in === undefined) && iat !== undefined && now - iat > oldest
  return only(
    isOld
    && found(
      'proof-old', isDated ? 'broken' : 'note', rule, { iat: dateOf(iat), now: dateOf(now), ago: spanOf(now - iat) },
      { jwt },
    ),
  )
}
