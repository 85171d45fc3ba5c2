import type { StepId } from '../codes/failure.ts'

/** What a message is in the standards' words, as far as it can be told from the message itself. */
export const seenKinds = [
  'authorization-request', 'authorization-response', 'sign-in', 'token-request', 'refresh-request', 'userinfo-request',
  'resource-request', 'pushed-request', 'device-request',
  'device-poll', 'introspection-request', 'revocation-request', 'registration-request', 'logout-request',
  'logout-token', 'metadata-request', 'keys-request', 'saml', 'page', 'other',
] as const
export type SeenKind = typeof seenKinds[number]

/** Names with values, in the order in which they stand; a name may stand there twice. */
export type Pairs = readonly (readonly [name: string, value: string])[]

/**
 * A part of a request that a command takes from elsewhere: a file, another program, a variable. Where it is the value
 * of a name alone, nothing else is missing.
 */
export interface Unread { part: 'parameters' | 'headers' | 'value', from: string }

/** A request as far as it is in the input. Header names are lower case. */
export interface SeenRequest {
  method: string | undefined
  /** As it came, but for what was escaped for HTML; it need not be absolute in a log. */
  url: string | undefined
  /** The names that a server finds where the `&` before them was escaped for HTML. */
  htmlEscaped?: readonly string[]
  /** Of a pasted command, what stands before a & without quotes: a shell ends it there. */
  cut?: string
  /** The client shows a certificate beside it (RFC 8705). */
  certificate?: true
  /** What of it was not seen, as a command takes it from elsewhere. */
  unread?: readonly Unread[]
  headers: Pairs
  /** Of the address, behind `?` and `#`, each decoded once. */
  query: Pairs
  fragment: Pairs
  /** Of a form in the body, or the members of a JSON object that are texts. */
  form: Pairs
  body: string | undefined
}

/** An answer as far as it is in the input. Header names are lower case. */
export interface SeenResponse {
  status: number | undefined
  headers: Pairs
  body: string | undefined
  /** The body as JSON, or as members of a form, where it is such an object. */
  members: Readonly<Record<string, unknown>> | undefined
  /** The text that a person would read, where the body is a page. */
  text: string | undefined
}

/** One message, or a request with its answer, as it was found in the input. */
export interface Seen {
  kind: SeenKind
  step: StepId | undefined
  /** Milliseconds since 1970, where the recording says it. */
  at: number | undefined
  request: SeenRequest | undefined
  response: SeenResponse | undefined
  /** What a browser wrote where it had no answer that it may show: `net::ERR_FAILED`. */
  failure?: string | undefined
  /** Where it stands in the input, for a reader: `entry 12`, `line 3`. */
  place: string | undefined
  /** Who answered instead of the server, where the recording says so. */
  via?: 'service-worker' | undefined
}

/** What a JWT is used as, by where it was found and by what stands in it. */
export const jwtRoles = [
  'id_token', 'access_token', 'refresh_token', 'client_assertion', 'request_object', 'logout_token', 'dpop_proof',
  'authorization_response', 'userinfo', 'introspection', 'software_statement', 'assertion', 'sd_jwt',
  'unknown',
] as const
export type JwtRole = typeof jwtRoles[number]

/** A JWT taken apart. Nothing is believed of it but what stands there. */
export interface SeenJwt {
  role: JwtRole
  /** As it came. */
  token: string
  header: Readonly<Record<string, unknown>>
  /** Undefined where it is encrypted or unreadable. */
  claims: Readonly<Record<string, unknown>> | undefined
  /**
   * Whether its signature was verified with keys that are in the input or were given; `unknown` where there were none
   * to try.
   */
  signature: 'holds' | 'fails' | 'unknown'
  /** The message in which it stands. */
  in: Seen | undefined
}

/** A document that a provider publishes, found in the input. */
export interface SeenDocument<Content> {
  content: Content
  /** The address from which it came, where the input says it. */
  url: string | undefined
}

/** Of what an input has more than is read. */
export const cutParts = [
  'line', 'parameters', 'members', 'messages', 'words', 'tokens', 'fields', 'value', 'page', 'recording',
] as const
export type CutPart = typeof cutParts[number]

/** Everything that was found in one input: the readings look at this alone. It is never what was guessed. */
export interface WalkRecord {
  /** In the order of the input, or by their times where each has one. */
  seen: readonly Seen[]
  jwts: readonly SeenJwt[]
  metadata: readonly SeenDocument<Readonly<Record<string, unknown>>>[]
  keySets: readonly SeenDocument<{ keys: readonly Readonly<Record<string, unknown>>[] }>[]
  /** What else stands in the input, as text: lines of a log, an error page's words. */
  words: readonly string[]
  /** What a person says the issuer and the client are (`--issuer`, `--client-id`). */
  issuer: string | undefined
  clientId: string | undefined
  /** Milliseconds since 1970. */
  now: number
  /** What of the input was not read to its end. */
  cut: readonly CutPart[]
}
