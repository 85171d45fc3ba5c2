import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Inside } from '../hooks.ts'

/** What the provider keeps, by its own names. */
export interface Kept {
  AuthorizationCode: Provider['AuthorizationCode']
  RefreshToken: Provider['RefreshToken']
  Grant: Provider['Grant']
}
type Found<Model extends keyof Kept> = InstanceType<Kept[Model]>

/**
 * Changes what the provider finds while it answers a token request, before it judges by it; what is kept stays as it
 * is.
 */
export function finding<Model extends keyof Kept>(
  model: Model, grantType: string, change: (found: Found<Model>, context: KoaContextWithOIDC) => void,
): Inside {
  return {
    provider: (provider) => {
      const kept = provider[model] as { find: (...words: unknown[]) => Promise<Found<Model> | undefined> }
      const find = kept.find.bind(kept)
      kept.find = async (...words) => {
        const found = await find(...words)
        const { ctx: context } = provider.constructor as typeof Provider
        if (found && context?.path === '/token' && context.oidc.params?.['grant_type'] === grantType)
          change(found, context)
        return found
      }
    },
  }
}

/** One after the other. */
export function both(...all: Inside[]): Inside {
  return { provider: (provider) => { for (const one of all) one.provider?.(provider) } }
}
