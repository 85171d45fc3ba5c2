import type { FindingCode } from '../codes/finding.ts'
import type { DecodedToken } from '../codes/decoded-token.ts'
import type { StepId } from '../codes/failure.ts'
import type { GrantWay } from '../codes/grant-way.ts'
import type { Check } from '../protocol/checks.ts'
import type { Masked } from '../secrets/masked.ts'
import type { CallbackWay } from '../transport/callback-request.ts'
import type { Purpose, WireRequest, WireResponse } from '../wire.ts'

/** Who takes part in a login (RFC 6749, section 1.1); the browser belongs to the user. */
export type Participant = 'user' | 'client' | 'authorization_server' | 'resource_server'

/** Who can see a message: a person's own doing, the browser's address bar (front), or client and server only (back). */
export type Channel = 'person' | 'front' | 'back'

/** The arrows of the sequence diagram, in its order. */
export const messageNames = [
  'start', 'registration-request', 'registration-response', 'push-request', 'push-response', 'authorization-request',
  'sign-in-and-consent', 'authorization-response', 'callback',
  'exchange-request', 'exchange-response', 'token-request', 'token-response', 'userinfo-request', 'userinfo-response',
  'resource-request', 'resource-response',
] as const
export type MessageName = typeof messageNames[number]

/** One arrow of the diagram: who says what to whom. Parameters keep their order on the wire. */
export interface Message {
  type: 'message'
  name: MessageName
  from: Participant
  to: Participant
  channel: Channel
  method?: string
  url?: string
  status?: number
  parameters?: Record<string, unknown>
  /** The provider's own names among the parameters, with what the standard calls them. */
  names?: Record<string, string>
  /**
   * The client has a certificate for the TLS connection of this request; whether the server asks for it is not seen.
   */
  certificate?: true
}

/** How a walk ended: the document that `--json` prints. */
export type WalkDocument = Record<string, unknown> & { ok: boolean }

/**
 * What happens during a walk, as plain JSON. Values are as they were sent; `emit` masks the secrets in them before
 * anyone sees one.
 */
export type WalkEventBody
  = | { type: 'walk-started', profile: string, target: string, client_id: string }
    | { type: 'step-started' }
    | { type: 'step-finished', ms: number }
    | Message
    | { type: 'authorization-url', url: string, status?: number, start?: string }
    | { type: 'step-differs', way: 'device' | GrantWay }
    | {
      type: 'device-authorization'
      user_code: string
      verification_uri: string
      verification_uri_complete: string | undefined
      expires_in: number
      interval: number
    }
    | { type: 'listening', redirect_uri: string }
    | { type: 'browser-failed', reason: string }
    | { type: 'waiting', redirect_uri: string, timeout_seconds: number, ways: readonly CallbackWay[] }
    | { type: 'still-waiting', redirect_uri: string, seconds: number, reminder: number }
    | { type: 'callback-ignored', reason: string, way: CallbackWay, path?: string, error?: string, count?: number }
    | { type: 'http', purpose: Purpose, request: WireRequest, response: WireResponse, ms: number }
    | { type: 'decoded', token: DecodedToken, header: Record<string, unknown>, claims: Record<string, unknown> }
    | { type: 'finding', code: FindingCode, details: Record<string, unknown> }
    | { type: 'check' } & Omit<Check, 'because'>
    | { type: 'resource-opened', shown: Record<string, unknown> }
    | { type: 'session-saved', profile: string, path: string }
    | { type: 'walk-finished', document: WalkDocument }

/** An event with the time it happened (ISO 8601, UTC) and the step it belongs to, where there is one. */
export type WalkEvent = WalkEventBody & { at: string, step?: StepId, n?: number }

/** Looks into a walk: shows, records or pauses it. The walk awaits it. Secrets are placeholders in what it sees. */
export type Observer = (event: Masked<WalkEvent>) => void | Promise<void>

/**
 * Who is told of a walk: an observer, one that the user asked to be shown the secrets too, or one that keeps what it
 * sees.
 */
export type Watcher = Observer | { seesSecrets: Observer } | { keeps: Observer }
