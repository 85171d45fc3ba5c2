import type { RequestListener } from 'node:http'
import type { Configuration } from 'oidc-provider'
import { providerConfiguration, type ProviderSettings } from './configuration.ts'
import { interactionRoutes, type SandboxMiddleware } from './interactions.ts'
import { lockMiddlewares } from './locks/features.ts'
import { loadLibrary, quietly } from './library.ts'
import {
  avatarRoute, notFoundRoute, offlineAccessAsksConsent, ownHostOnly, savedBeforeAnswer, shortInterval,
  silentClientIsInvalid,
} from './middlewares.ts'
import { mcpRoutes } from './mcp/index.ts'
import { nameReplayedProof } from './proof-once.ts'
import { providerPages } from './provider-pages.ts'
import { answerPushedOnce } from './pushed-once.ts'
import { offerTokenExchange } from './token-exchange.ts'

/**
 * The provider as a listener for `node:http`. `middlewares` stand between the network and the provider, outermost
 * first, and may change what either side sees: the place for providers that misbehave on purpose.
 */
export async function buildProvider(
  settings: ProviderSettings, middlewares: readonly SandboxMiddleware[] = [],
): Promise<RequestListener> {
  const { Provider, errors } = await loadLibrary()
  return quietly(() => {
    const configuration = providerConfiguration(settings, providerPages, errors)
    settings.inside?.configuration?.(configuration)
    const provider = new Provider(settings.issuer, configuration)
    provider.silent = true
    settings.inside?.provider?.(provider)
    offerTokenExchange(provider, errors)
    answerPushedOnce(provider)
    nameReplayedProof(provider)
    const chain = [
      savedBeforeAnswer(settings.store), ownHostOnly(settings.issuer, settings.tlsOrigin), ...middlewares,
      ...lockMiddlewares(settings.locks),
      ...settings.mcp ? [mcpRoutes(settings)] : [], notFoundRoute, avatarRoute,
      interactionRoutes(provider, { people: settings.people, scopes: scopesOf(configuration) }, settings.unasked),
      offlineAccessAsksConsent, shortInterval, silentClientIsInvalid,
    ]
    for (const middleware of chain) provider.use(middleware)
    const answer = provider.callback()
    return (request, response) => { void answer(request, response) }
  })
}

/** The scopes that mean something: those of their own, and those that open claims. */
function scopesOf({ scopes = [], claims = {} }: Configuration): ReadonlySet<string> {
  return new Set([...scopes, ...Object.keys(claims)])
}
