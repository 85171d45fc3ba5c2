import type { Failure } from '../codes/failure.ts'
import type { Extension } from '../walk/extension.ts'

/** The registered client of a walk, as far as it may have been forgotten. */
export interface KnownClient {
  /** Its id, where it was registered by an earlier walk: registering a new one again would change nothing. */
  id: () => string | undefined
  /** From then on the client is as good as not registered. */
  forget: () => void
}

/**
 * Registers a client anew that the provider has forgotten, once: `invalid_client` where the client proves who it is
 * (RFC 6749, section 5.2), or `unauthorized_client` in an authorization response (section 4.1.2.1).
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

/** The provider's word for it; nothing where it refused something else, or a resource refused. */
function saidToForget({ code, details }: Failure): string | undefined {
  const { error, meaning } = (details['provider'] ?? {}) as { error?: string, meaning?: string }
  if (code === 'resource-refused') return undefined
  return [error, meaning].find(word =>
    word === 'invalid_client' || (word === 'unauthorized_client' && code === 'authorization-refused'))
}
