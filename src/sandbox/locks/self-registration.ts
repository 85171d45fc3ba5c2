import { createHash } from 'node:crypto'
import type { Configuration } from 'oidc-provider'

/** Who may register: every client, or those that have the initial access token (RFC 7591, section 3). */
export const registrationKinds = ['open', 'token'] as const
export type RegistrationKind = typeof registrationKinds[number]

/** The token that lets a client register: the same one as long as the sandbox keeps its state. */
export function initialAccessTokenOf(cookieKeys: readonly string[]): string {
  return createHash('sha256').update(`initial access token\n${cookieKeys.join()}`).digest('base64url')
}

/** Registration (RFC 7591), and reading, changing and deleting what is registered (RFC 7592). */
export function registrationFeatures(
  { registration, cookieKeys }: { registration: RegistrationKind | undefined, cookieKeys: readonly string[] },
) {
  return {
    registration: {
      enabled: true, initialAccessToken: registration === 'token' ? initialAccessTokenOf(cookieKeys) : false,
    },
    registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
  } satisfies Configuration['features']
}
