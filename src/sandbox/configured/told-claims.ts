import type { Provider } from 'oidc-provider'
import type { Person } from '../people.ts'
import { claimsOfScope } from '../user.ts'
import type { SandboxSettings } from './settings.ts'

/** Under which name an account holds what is told whatever the scope. */
const always = Symbol('claims that belong to no scope')

interface ClaimsOfProvider {
  available: Record<PropertyKey, unknown>
  result: (this: ClaimsOfProvider) => Promise<Record<string, unknown>>
}

/**
 * What oidc-provider may tell of somebody, by the scopes and beyond them. `use` is where it goes: `id_token`,
 * `userinfo`.
 */
export function claimsToTell(
  { claims }: Person, use: string, settings: SandboxSettings,
): Record<string, unknown> & { sub: string } {
  const known = new Set(Object.values({ ...claimsOfScope, ...settings.scopes }).flat())
  const beyond = Object.entries(claims).filter(([name]) => !known.has(name))
  const extra = settings.claims?.[use as 'id_token' | 'userinfo']
  return { ...claims, [always]: { ...Object.fromEntries(beyond), ...extra } }
}

/** Has the provider tell those too: it knows claims by its configuration alone, and a user may come later. */
export function tellBeyondScopes(provider: Provider): void {
  const { prototype } = (provider as unknown as { Claims: { prototype: ClaimsOfProvider } }).Claims
  const { result: byScope } = prototype
  prototype.result = async function (this: ClaimsOfProvider) {
    return { ...await byScope.call(this), ...this.available[always] as Record<string, unknown> | undefined }
  }
}
