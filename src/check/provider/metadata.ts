import type { SkipReason } from '../../codes/exam.ts'
import type { Exchange } from '../verdict.ts'
import type { Examinee } from './examinee.ts'

/** A member of the metadata that is a list of words; nothing where it is missing or of no use. */
export function listOf({ server }: Pick<Examinee, 'server'>, member: string): string[] | undefined {
  const value = server[member]
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : undefined
}

/** Members of the metadata that are addresses of the provider's own, whoever goes there. */
export const addressNames = [
  'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'registration_endpoint',
  'revocation_endpoint', 'introspection_endpoint',
  'end_session_endpoint', 'pushed_authorization_request_endpoint', 'device_authorization_endpoint',
  'check_session_iframe', 'backchannel_authentication_endpoint',
]

/** Those that are there, with their addresses. */
export function addressesIn({ server }: Pick<Examinee, 'server'>): [member: string, address: string][] {
  return addressNames.flatMap((member): [string, string][] =>
    typeof server[member] === 'string' ? [[member, server[member]]] : [])
}

/** The provider publishes metadata: what is given by hand instead says nothing of it. */
export function isPublished(examinee: Pick<Examinee, 'notebook'>): boolean {
  return publishing(examinee) !== undefined
}

/** The exchange that brought it. */
export function publishing({ notebook }: Pick<Examinee, 'notebook'>): Exchange | undefined {
  return notebook.exchanges().find(({ purpose, response }) => purpose === 'discovery' && response.status === 200)
}

/** Where nothing is published, a rule about it can't be judged. */
export function needsMetadata(examinee: Pick<Examinee, 'notebook'>): SkipReason | undefined {
  return isPublished(examinee) ? undefined : 'no-provider-metadata'
}
