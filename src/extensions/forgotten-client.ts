import type { Failure } from '../codes/failure.ts'
import type { Extension } from '../walk/extension.ts'

/** The registered client of a walk, which the provider may have forgotten. */
export interface KnownClient {
  /** Its id, where it was registered by an earlier walk: registering a new one again would change nothing. */
  id: () => string | undefined
  /** Makes the walk register again. */
  forget: () => void
}

/**
 * Registers a client again, once, that the provider has forgotten: it answered `invalid_client` where the client
 * authenticates (RFC 6749, section 5.2), or `unauthorized_client` in an authorization response (section 4.1.2.1).
 */
export function createForgottenClient({ id, forget }: KnownClient): Extension {
  let times = 0
  return {
    name: 'forgotten-client',
    refused: async (failure) => {
      const [said, clientId] = [saidToForget(failure), id()]
      if (said === undefined || clientId === undefined || times > 0) return undefined
      times += 1
      forget()
      return {
        finding: { code: 'client-renewed', details: { client_id: clientId, reason: 'forgotten', said } },
        startsAgain: true,
      }
    },
  }
}

/**
 * The provider's error code, where it says that it does not know the client; undefined for other refusals, and for
 * those of a resource.
 */
function saidToForget({ code, details }: Failure): string | undefined {
  const { error, meaning } = (details['provider'] ?? {}) as { error?: string, meaning?: string }
  if (code === 'resource-refused') return undefined
  return [error, meaning].find(word =>
    word === 'invalid_client' || (word === 'unauthorized_client' && code === 'authorization-refused'))
}
