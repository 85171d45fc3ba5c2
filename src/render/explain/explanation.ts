import type { StepId } from '../../codes/failure.ts'
import type { Reading } from '../../explain/reading.ts'
import type { Transcript } from '../saved/transcript.ts'
import type { JwtRole, Pairs, Seen, SeenJwt, SeenKind, WalkRecord } from '../../explain/record.ts'

/** A message as it is told. */
export interface ToldMessage {
  kind: SeenKind
  step: StepId | undefined
  at: number | undefined
  place: string | undefined
  /** `target` is the address without its parameters. */
  request: { method: string | undefined, url: string | undefined, target: string | undefined, parameters: Pairs }
    | undefined
  /** It belongs to the login that is told as a walk. */
  isInLogin: boolean
  response: { status: number | undefined, members: Pairs, text: string | undefined } | undefined
}

/** A JWT as it is told. */
export interface ToldToken {
  role: JwtRole
  header: Pairs
  claims: Pairs | undefined
  signature: SeenJwt['signature']
  /** It has five parts, of which nobody else reads the claims. */
  isEncrypted: boolean
  /** It stands by itself, and in no message. */
  isAlone: boolean
}

/** A login of the input as a walk. */
export interface ToldLogin {
  number: number
  count: number
  /** Its steps are told; otherwise only its checks are. */
  isStory: boolean
  transcript: Transcript
}

/** All that is told of an input. */
export interface Explanation {
  messages: ToldMessage[]
  tokens: ToldToken[]
  readings: Reading[]
  /** There are keys to try, in the input or given. */
  hasKeys: boolean
  /** The login among them that is told as a walk. */
  login: ToldLogin | undefined
  /** The time as of which it was judged, in milliseconds since 1970. */
  now: number
}

/** What shows of a record only what may be seen. */
export interface Veiling {
  sent: (pairs: Pairs) => Pairs
  answered: (seen: Seen) => Pairs
  address: (url: string) => string
  claims: (jwt: SeenJwt) => Pairs
  header: (jwt: SeenJwt) => Pairs
  text: (text: string) => string
  reading: (reading: Reading) => Reading
}

/** More of a page's words are not told. */
const mostOfPage = 600

/** Header fields that belong to the protocol. */
const ofProtocol = ['authorization', 'dpop', 'dpop-nonce', 'www-authenticate']

function fieldsOf(headers: Pairs): Pairs {
  return headers.filter(([name]) => ofProtocol.includes(name))
}

/** Makes of a record and its readings what is told. */
export function toExplanation(
  { seen, jwts, keySets, now }: WalkRecord, readings: readonly Reading[], veil: Veiling,
  login?: ToldLogin & { isOwn: (seen: Seen) => boolean },
): Explanation {
  return {
    messages: seen.map(one => toMessage(one, veil, login?.isOwn(one) ?? false)), login,
    readings: readings.map(veil.reading), now, hasKeys: keySets.length > 0,
    tokens: jwts.map(jwt => toToken(jwt, veil)),
  }
}

function toToken(jwt: SeenJwt, veil: Veiling): ToldToken {
  return {
    role: jwt.role, header: veil.header(jwt), claims: jwt.claims && veil.claims(jwt), signature: jwt.signature,
    isEncrypted: jwt.token.split('.').length === 5, isAlone: jwt.in === undefined,
  }
}

function toMessage(seen: Seen, veil: Veiling, isInLogin: boolean): ToldMessage {
  const { kind, step, at, place, request, response } = seen
  // Of many messages, only a line each is told: what takes long is done when it is asked for.
  return {
    kind, step, at, place, isInLogin,
    request: request && {
      method: request.method,
      get url() { return request.url === undefined ? undefined : veil.address(request.url) },
      get target() {
        return request.url === undefined ? undefined : veil.address(request.url.split(/[?#]/, 1)[0] ?? '')
      },
      get parameters() {
        return veil.sent([...fieldsOf(request.headers), ...request.query, ...request.fragment, ...request.form])
      },
    },
    response: response && {
      status: response.status,
      get members() { return veil.answered(seen) },
      get text() { return response.text === undefined ? undefined : veil.text(response.text.slice(0, mostOfPage)) },
    },
  }
}
