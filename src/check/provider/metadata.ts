import type { Examinee } from './examinee.ts'

/** A member of the metadata that is a list of words; nothing where it is missing or of no use. */
export function listOf({ server }: Pick<Examinee, 'server'>, member: string): string[] | undefined {
  const value = server[member]
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : undefined
}

/** Members of the metadata that are addresses of the provider's own, whoever goes there. */
export const addressNames = [
  'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'registration_endpoint', 'revocation_endpoint', 'introspection_endpoint',
  'end_session_endpoint', 'pushed_authorization_request_endpoint', 'device_authorization_endpoint', 'check_session_iframe', 'backchannel_authentication_endpoint',
]

/** Those that are there, with their addresses. */
export function addressesIn({ server }: Pick<Examinee, 'server'>): [member: string, address: string][] {
  return addressNames.flatMap((member): [string, string][] => typeof server[member] === 'string' ? [[member, server[member]]] : [])
}
