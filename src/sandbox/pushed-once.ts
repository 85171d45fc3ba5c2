import type { KoaContextWithOIDC, Provider } from 'oidc-provider'

/**
 * Has a pushed request end with its first answer, an error too (RFC 9126, section 4): oidc-provider counts only the
 * answer with a code.
 */
export function answerPushedOnce(provider: Provider): void {
  provider.on('authorization.error', ({ oidc: { params, entities } }: KoaContextWithOIDC) => {
    const { PushedAuthorizationRequest: pushed, Interaction: interaction } = entities
    // Whoever shows the request of another client is refused while it is still to be read, and must not end it.
    if (pushed && params?.['request'] === undefined) void pushed.consume()
    const id = (interaction as { parJti?: string } | undefined)?.parJti
    if (!pushed && id !== undefined) void endLater(provider, id)
  })
}

async function endLater({ PushedAuthorizationRequest }: Provider, id: string): Promise<void> {
  const pushed = await PushedAuthorizationRequest.find(id, { ignoreExpiration: true })
  await pushed?.consume()
}
