import { createHash } from 'node:crypto'
import { parseAddress } from '../../addresses/loopback.ts'
import { withoutSecrets } from '../../secrets/given-address.ts'
import type { Profile, ProfileStore } from '../../session/profiles.ts'
import type { SessionKey } from '../../session/session-record.ts'

/** Whom the sessions of a profile are bound to. */
export type Owner = Pick<SessionKey, 'issuer' | 'client_id'>

const mostCharacters = 64

/**
 * `https://accounts.example.com/tenant` is called `accounts-example-com-tenant`; other issuers may be called so too. A
 * key in the address is no part of its name.
 */
export function profileNameOf(issuer: string): string {
  const words = withoutSecrets(issuer).replace(/^https?:\/\//i, '').replace(/[^A-Za-z0-9]+/g, '-')
  const name = words.replace(/^-|-$/g, '')
  return name.slice(0, mostCharacters) || 'default'
}

/** The names that a profile of this issuer may have where nobody chose one, the plainest first. */
export function namesFor(base: string, { issuer, client_id }: Partial<Owner>): string[] {
  return [
    base,
    ...issuer === undefined
      ? []
      : [withHash(base, issuer), ...client_id === undefined ? [] : [withHash(base, issuer, client_id)]],
  ]
}

/** The profile of this owner, or a name that is still free: a profile of another issuer or client is never taken. */
export function nameForOwner(profiles: ProfileStore, base: string, owner: Owner): string {
  const names = namesFor(base, owner)
  return names.find((name) => {
    const profile = profiles.read(name)
    return profile === undefined || isOwnedBy(profile, owner)
  }) ?? withHash(base, owner.issuer, owner.client_id, String(names.length))
}

function isOwnedBy({ settings }: Profile, { issuer, client_id }: Owner): boolean {
  const origin = parseAddress(textOf(settings['token-endpoint']) ?? '')?.origin
  return (textOf(settings['bound']) ?? textOf(settings['issuer']) ?? origin ?? '') === issuer
    && settings['client-id'] === client_id
}

/** The name with a hash of what it was made from, which tells apart names that read the same. */
function withHash(base: string, ...parts: string[]): string {
  const hash = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8)
  return `${base.slice(0, mostCharacters - hash.length - 1)}-${hash}`
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
