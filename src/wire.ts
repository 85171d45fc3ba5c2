/** Why a message is sent over the back channel; observers and extensions choose by it. */
export type Purpose = 'discovery' | 'jwks' | 'token' | 'refresh' | 'userinfo' | 'revocation' | 'push' | 'resource' | 'sts' | 'device' | 'poll'

/** A request over the back channel, as it goes to the wire. Header names are lower case. */
export interface WireRequest {
  purpose: Purpose
  method: string
  url: string
  headers: Record<string, string>
  body?: string
  /** A body that need not be text, instead of `body`. */
  bytes?: Uint8Array
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
  /** What was odd about its bytes: how they were compressed or written. */
  oddities?: { code: string, details: Record<string, unknown> }[]
  /** It tells what the request lacked: made anew, it has that. */
  again?: true
  /** How the answer deviates from the standard, as the extensions that mended it say. */
  findings?: { code: string, details: Record<string, unknown> }[]
}

/** Sends one request and gives its answer; raises `Failure` (network-error, network-timeout, response-too-large). */
export type Send = (request: WireRequest) => Promise<WireResponse>
