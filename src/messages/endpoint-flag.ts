import { pick } from './text.ts'

const flags: Readonly<Record<string, string>> = {
  discovery: '--issuer', jwks: '--jwks-uri', token: '--token-endpoint', refresh: '--token-endpoint', poll: '--token-endpoint',
  grant: '--token-endpoint', exchange: '--token-endpoint', userinfo: '--userinfo-endpoint', revocation: '--revocation-endpoint',
  introspection: '--introspection-endpoint', push: '--pushed-authorization-request-endpoint', device: '--device-authorization-endpoint',
  register: '--registration-endpoint', sts: '--sts-endpoint',
}

/** The flag that names the address to which such a request goes; nothing where none does. */
export function flagOf(purpose: unknown): string | undefined {
  return pick(flags, purpose)
}
