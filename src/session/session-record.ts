import { Failure } from '../codes/failure.ts'
import { hashedName } from './hashed-name.ts'
import { isRecord } from './read.ts'
import type { StoreRecord } from './read.ts'
import type { RecordKind } from './record-kind.ts'

/** What a session is bound to: tokens of one issuer and client are never used with another. */
export interface SessionKey {
  issuer: string
  client_id: string
  profile: string
}

/** The tokens of a profile as they are stored; times in milliseconds since 1970. */
export interface Session extends SessionKey {
  v: 1
  client_secret?: string
  subject?: string
  scope: string[]
  /** The resource that the tokens are for, as the refresh names it again (RFC 8707, section 2.2). */
  resource?: string
  /** What the provider's dialect needs of earlier messages: never a token. */
  dialect_fields?: Record<string, string>
  token_type: string
  access_token: string
  obtained_at: number
  /** null if the provider did not say. */
  expires_at: number | null
  refresh_token?: string
  /** How many times the provider has replaced the refresh token. */
  refresh_generation: number
  id_token?: string
  id_token_claims?: Record<string, unknown>
  /**
   * What the ID token of the sign-in said of these, once a refreshed one has taken its place (OpenID Connect Core 1.0,
   * section 12.2).
   */
  first_id_token?: { azp?: unknown, nonce?: unknown }
  /**
   * The private key that these tokens are bound to, a JWK with `alg` (RFC 9449): a proof by it goes with every request.
   */
  dpop_key?: Record<string, string>
  /** Further access tokens that were obtained with this session's refresh token. */
  narrowed?: NarrowedToken[]
  /** In a store that machines share: the profile's settings, for a machine that has no profile of this name. */
  profile_settings?: Record<string, unknown>
  /** Written before a refresh is sent and gone when it is settled: found later, it tells of one that was cut off. */
  intent?: { refresh_token_hash: string, at: number }
}

/** An access token of a session for fewer scopes or for certain resources; it hangs on the session's refresh token. */
export interface NarrowedToken {
  /** What was asked for; `scope` is what was granted. */
  wanted_scope: string[]
  resource: string[]
  access_token: string
  token_type: string
  scope: string[]
  obtained_at: number
  expires_at: number | null
}

type Test = (value: unknown) => boolean
const isString: Test = value => typeof value === 'string'
const isNumber: Test = value => typeof value === 'number' && Number.isFinite(value)
/** A time that a calendar knows, in milliseconds. */
const isTime: Test = value => isNumber(value) && Math.abs(value as number) <= 8.64e15
/** What a header field can carry: a line break would begin another one (RFC 9110, section 5.5). */
const isSendable: Test = value => typeof value === 'string' && /^[\x20-\x7e\x80-\xff]*$/.test(value)
const optional = (test: Test): Test => value => value === undefined || test(value)

const isTexts: Test = value => Array.isArray(value) && value.every(isString)

const narrowedFields: Record<keyof NarrowedToken, Test> = {
  wanted_scope: isTexts, resource: isTexts, access_token: isSendable, token_type: isSendable, scope: isTexts,
  obtained_at: isTime, expires_at: value => value === null || isTime(value),
}
const isNarrowed: Test = value =>
  isRecord(value) && Object.entries(narrowedFields).every(([field, test]) => test(value[field]))

/** What any kind of signing key has (RFC 7517, section 4; RFC 7518, section 6). */
const isSigningKey: Test = value =>
  isRecord(value)
  && Object.values(value).every(isString)
  && ['kty', 'alg', 'd'].every(member => isString(value[member]))

const fields: Record<keyof Session, Test> = {
  v: value => value === 1,
  profile: isString,
  issuer: isString,
  client_id: isString,
  client_secret: optional(isString),
  subject: optional(isString),
  scope: isTexts,
  resource: optional(isString),
  dialect_fields: optional(value => isRecord(value) && Object.values(value).every(isString)),
  token_type: isSendable,
  access_token: isSendable,
  obtained_at: isTime,
  expires_at: value => value === null || isTime(value),
  refresh_token: optional(isSendable),
  refresh_generation: isNumber,
  id_token: optional(isString),
  id_token_claims: optional(isRecord),
  first_id_token: optional(isRecord),
  dpop_key: optional(isSigningKey),
  narrowed: optional(value => Array.isArray(value) && value.every(isNarrowed)),
  profile_settings: optional(isRecord),
  intent: optional(value => isRecord(value) && isString(value['refresh_token_hash']) && isTime(value['at'])),
}

/** Tells whether an access token is of use only with a proof by its session's key beside it (RFC 9449, section 7.1). */
export function needsProof({ token_type }: Pick<Session, 'token_type'>): boolean {
  return token_type.toLowerCase() === 'dpop'
}

/** Tells whether two name the same session. */
export function isSameKey(one: SessionKey, other: SessionKey): boolean {
  return one.profile === other.profile && one.issuer === other.issuer && one.client_id === other.client_id
}

/** Tells whether two are the same session at the same time: nobody has refreshed or replaced one of them. */
export function haveSameTokens(one: Session, other: Session): boolean {
  return one.access_token === other.access_token
    && one.refresh_token === other.refresh_token
    && one.obtained_at === other.obtained_at
}

/** Names the file of a session, so that nothing in the folder's listing tells where its user has accounts. */
export function sessionFileName(key: SessionKey): string {
  return hashedName('t', `${key.issuer}\0${key.client_id}\0${key.profile}`)
}

/** Judges what was read as a session of whatever key. Raises store-corrupt {path, field}. */
export function parseSession(path: string, record: StoreRecord): Session {
  for (const [field, test] of Object.entries(fields)) {
    if (!test(record[field])) throw new Failure('store-corrupt', { path, field })
  }
  return record as unknown as Session
}

/** Sessions, each in the file of its key. */
export const sessionKind: RecordKind<SessionKey, Session> = {
  header: ['issuer', 'client_id', 'profile'], fileName: sessionFileName, parse: parseSession,
  named: ({ profile }) => ({ profile }),
}
