import { pick } from './text.ts'
import type { Advice } from './way.ts'

const flags: Readonly<Record<string, string>> = {
  discovery: '--issuer', jwks: '--jwks-uri', token: '--token-endpoint', refresh: '--token-endpoint', poll: '--token-endpoint',
  grant: '--token-endpoint', exchange: '--token-endpoint', userinfo: '--userinfo-endpoint', revocation: '--revocation-endpoint',
  introspection: '--introspection-endpoint', push: '--pushed-authorization-request-endpoint', device: '--device-authorization-endpoint',
  register: '--registration-endpoint', sts: '--sts-endpoint',
}

/** What corrects these members of the metadata: the flags that name them, of those that have one. */
export function correctEndpoints(
  members: readonly string[], say: { flags: (named: readonly string[]) => Advice, none: Advice },
): Advice {
  const known = ['--authorization-endpoint', ...Object.values(flags)]
  const named = members.map(member => `--${member.replaceAll('_', '-')}`).filter(flag => known.includes(flag))
  return named.length === 0 ? say.none : say.flags(named)
}

/** The flag that names the address to which such a request goes; nothing where none does. */
export function flagOf(purpose: unknown): string | undefined {
  return pick(flags, purpose)
}
