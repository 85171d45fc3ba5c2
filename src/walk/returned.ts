import type { CallbackRequest, Sender } from '../transport/callback-request.ts'

/** A request at the redirect URI that is this walk's as far as can be told without believing what it brings. */
export interface Returned {
  request: CallbackRequest
  /** In standard terms. */
  parameters: URLSearchParams
  sender: Sender
}
