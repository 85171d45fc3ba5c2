import type { CheckName } from '../codes/failure.ts'
import { command } from '../text/shell.ts'
import { login, loginWith } from './again.ts'
import type { Way } from './way.ts'
import { numberOf, text } from './text.ts'

/** The checks of a client's metadata document, whose words stand together. */
export type DocumentCheck = Extract<CheckName, `client-document-${string}`>

export type RegistrationFailure = 'registration-endpoint-missing' | 'registration-refused' | 'registration-unusable' | 'client-document-unsupported' | 'client-document-refused' | 'client-unknown'

export type RegistrationFinding = 'registration-status' | 'registration-expiry-missing' | 'registration-changed' | 'registration-without-scope' | 'registration-uri-unsafe'
  | 'registration-unread' | 'scope-not-registered' | 'client-renewed' | 'register-unneeded' | 'client-document-large' | 'client-document-unreachable' | 'client-document-port'

/** What the commands about registered clients say. */
export interface ClientWords {
  none: string
  /** Instead of a client that nobody can see without opening what it is sealed in. */
  sealed: (kind: string) => string
  kept: (clientId: string, issuer: string) => string
  notKept: (clientId: string) => string
  stays: (clientId: string, command: string) => string
  staysFixed: (clientId: string, command: string) => string
  /** The provider no longer knows it, as it says itself. */
  deleted: (clientId: string, issuer: string) => string
  notDeleted: (clientId: string, issuer: string, why: string) => string
  removed: (clientId: string) => string
  /** How the provider answered to whoever asked for the client. */
  asItIs: string
  gone: string
  notRead: (why: string) => string
  unmanaged: string
  never: string
  host: (url: string) => string
  exactPorts: string
  /** The provider registers clients by itself: what to type instead of a client id. */
  registers: (command: string) => string
}

type Details = Readonly<Record<string, unknown>>

/** The login without the id that is an address. */
export const withoutDocument = loginWith(command`--register`, ['--client-id'])

/** By which setting a refused or replaced member is said otherwise. */
export function otherMember({ member, has_token: hasToken, provider }: Details): Way | undefined {
  const { status } = (provider ?? {}) as { status?: unknown }
  if ((status === 401 || status === 403) && hasToken !== true) return login`--initial-access-token-file FILE`
  switch (member) {
    case 'redirect_uris': return login`--redirect-uri URI`
    case 'scope': return login`--scope "A B"`
    case 'token_endpoint_auth_method': return login`--auth-method METHOD`
    default: return undefined
  }
}

/** The address to register at was only guessed, and the answer does not say that there is anything. */
export function isGuessed({ guessed_for: resource, provider }: Details): boolean {
  const { status } = (provider ?? {}) as { status?: unknown }
  return resource !== undefined && [401, 403, 404, 405].includes(numberOf(status))
}

/** What to do then, for that resource. */
export function whereGuessed(details: Details, publish: Way): Way[] | undefined {
  return isGuessed(details) ? [publish, command`oauth-walk check ${text(details['guessed_for'])}`] : undefined
}

/** How a document is made that fits this login. */
export function documentFor(details: Details) {
  return command`oauth-walk client document --client-id ${text(details['client_id']) || 'https://HOST/client.json'}`
}
