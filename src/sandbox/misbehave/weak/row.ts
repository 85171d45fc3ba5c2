import type { KoaContextWithOIDC } from 'oidc-provider'
import { authorizationPath } from '../../configuration.ts'
import { accepted } from '../expectations.ts'
import type { Answer, Hooks, Inside } from '../hooks.ts'
import { fault, type Expectation, type Variant } from '../variant.ts'

/** A login that keeps to the rules succeeds: the weakness shows only to who looks for it, or breaks one. */
const unnoticed: Expectation = {
  ...accepted,
  reaction: {
    en: 'signs in and notices nothing, only the command check finds it', zh: '照常登录，察觉不到；oauth-walk check 能查出来',
  },
}

/** What each probe of a provider is to find, by the probe's own name. */
export function weak(
  name: string, en: string, zh: string, hooks: Hooks & Inside & Pick<Variant, 'careless' | 'settings'>,
  expected = unnoticed,
): Variant {
  return fault(`weak-${name}`, en, zh, expected, hooks)
}

/** Changes the query of an authorization request before the provider reads it. */
export const asked = (change: (query: KoaContextWithOIDC['query']) => KoaContextWithOIDC['query']): Hooks => ({
  everywhere: async (context, _world, next) => {
    if (context.path === authorizationPath) context.query = change(context.query)
    await next()
  },
})

/** Changes what is answered at an address below this path. */
export const answered = (path: string, change: (...words: Parameters<Answer>) => void): Hooks => ({
  everywhere: async (context, world, next) => {
    await next()
    if (context.path.startsWith(path)) change(context, world, next)
  },
})
