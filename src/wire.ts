import type { Finding } from './codes/finding.ts'
import type { Cause } from './codes/described.ts'
import type { CheckName } from './codes/failure.ts'

/** Why a message is sent over the back channel; observers and extensions choose by it. */
export type Purpose = 'discovery' | 'jwks' | 'token' | 'refresh' | 'userinfo' | 'revocation' | 'push' | 'resource'
  | 'sts' | 'device' | 'poll' | 'introspection' | 'grant' | 'exchange' | 'register' | 'registration'
  | 'client-document' | 'mcp' | 'workload' | 'front'

/** Requests whose answer may bring an access token, whichever grant they make (RFC 6749, section 5.1). */
export const granting: ReadonlySet<Purpose> = new Set<Purpose>(['token', 'refresh', 'poll', 'grant'])

/** Requests to a resource, in whichever protocol. Their content is the resource's own, except for the token. */
export const atResource: ReadonlySet<Purpose> = new Set<Purpose>(['resource', 'mcp'])

/** A request over the back channel, as it goes to the wire. Header names are lower case. */
export interface WireRequest {
  purpose: Purpose
  method: string
  url: string
  headers: Record<string, string>
  body?: string
  /** The document is a resource's own: what is meant for the provider does not go along. */
  ofResource?: true
  /** A body that need not be text, instead of `body`. */
  bytes?: Uint8Array
  /**
   * Makes a function that gets the text of an event stream piece by piece and tells when to read no further, since such
   * an answer need not end by itself. It gets the answer's header fields first.
   */
  until?: (headers: Record<string, string>) => (piece: string) => boolean
  /** It can't wait for the answer of another request to this host, and has a connection of its own. */
  isUrgent?: true
}

/** An answer over the back channel, decoded and bounded. Header names are lower case. */
export interface WireResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** The body of a resource as it came, which need not be text; `body` is empty then. */
  bytes?: Uint8Array
  /** UTF-16 units of the body that observers are not shown. */
  left_out?: number
  /** The status as it came, where an extension changed it. */
  cameAs?: number
  /** Oddities of its bytes: how they were compressed or written. */
  oddities?: Finding[]
  /** The answer says what the request lacked; sent anew, the request has it. */
  again?: true
  /** How the answer deviates from the standard, as the extensions that mended it say. */
  findings?: Finding[]
  /** Checks that extensions made of it on its way, in the form of the protocol's checks. */
  checks?: readonly WireCheck[]
}

/** The answer with more findings. */
export function withFindings(answer: WireResponse, findings: NonNullable<WireResponse['findings']>): WireResponse {
  return findings.length === 0 ? answer : { ...answer, findings: [...answer.findings ?? [], ...findings] }
}

/** A check as it stands beside an answer. */
export interface WireCheck {
  name: CheckName
  rule: string
  expected: string
  actual: string
  ok: boolean
  /** Why it failed, where more is seen than that the values differ. */
  because?: Cause
}

/** Sends one request and gives its answer. Raises `network-failed`, `network-timeout`, `answer-too-large`. */
export type Send = (request: WireRequest) => Promise<WireResponse>
