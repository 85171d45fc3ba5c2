import type { TokenEndpointParty } from '../protocol/token-request.ts'
import type { Send } from '../wire.ts'

/** Parameters in the order in which they are sent. */
export type Parameters = [name: string, value: string][]

/**
 * Changes messages on their way: a provider's dialect, a protocol extension, a probe. The six steps speak standard OAuth only; an extension
 * sees every message between them and the wire.
 */
export interface Extension {
  name: string
  /** What goes to the browser in step 2; the party is for extensions that send a message of their own first. */
  authorizationRequest?(parameters: Parameters, party: TokenEndpointParty): Parameters | Promise<Parameters>
  /** What comes back in step 4. */
  authorizationResponse?(parameters: URLSearchParams): URLSearchParams | Promise<URLSearchParams>
  /** What goes over the back channel, and what returns. */
  send?(next: Send): Send
}

/** The first extension is the outermost: it changes a request first and sees the answer last. */
export function wrapSend(extensions: readonly Extension[], wire: Send): Send {
  return extensions.reduceRight((next, extension) => extension.send?.(next) ?? next, wire)
}

/** The authorization request as the extensions leave it. */
export async function extendRequest(
  extensions: readonly Extension[], parameters: Parameters, party: TokenEndpointParty,
): Promise<Parameters> {
  let extended = parameters
  for (const extension of extensions) extended = await extension.authorizationRequest?.(extended, party) ?? extended
  return extended
}

/** The authorization response in standard terms: the extensions see it in reverse order, the one next to the wire first. */
export async function extendResponse(extensions: readonly Extension[], parameters: URLSearchParams): Promise<URLSearchParams> {
  let extended = parameters
  for (const extension of [...extensions].reverse()) extended = await extension.authorizationResponse?.(extended) ?? extended
  return extended
}
