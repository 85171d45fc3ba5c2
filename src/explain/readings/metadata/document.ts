import { cutText } from '../../../limits.ts'
import type { SeenDocument } from '../../record.ts'

export type Metadata = SeenDocument<Readonly<Record<string, unknown>>>

/** A member that is a text. */
export function textOf({ content }: Metadata, name: string): string | undefined {
  const value = content[name]
  return typeof value === 'string' ? value : undefined
}

/** A member as a list of texts; empty where it is none. */
export function listOf({ content }: Metadata, name: string): string[] {
  const value = content[name]
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : []
}

/** Metadata of a provider, not of a resource (RFC 9728) and not of a client (RFC 7591). */
export function isOfProvider({ content }: Metadata): boolean {
  return !isOfResource({ content, url: undefined }) && !('redirect_uris' in content)
}

/** Metadata of a protected resource (RFC 9728, section 2). */
export function isOfResource({ content }: Metadata): boolean {
  return ('resource' in content && !('token_endpoint' in content)) || 'authorization_servers' in content
}

/** The members that are addresses of endpoints. */
export function endpointsOf(document: Metadata): [name: string, address: string][] {
  return allEndpoints(document).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

/** Members that should be such addresses, and are no text; each as it is written. */
export function endpointsOfOtherTypes(document: Metadata): [name: string, value: string][] {
  return allEndpoints(document).filter(([, value]) => typeof value !== 'string')
    .map(([name, value]) => [name, asWritten(value)])
}

function allEndpoints({ content }: Metadata): [name: string, value: unknown][] {
  return Object.entries(content).slice(0, 200).filter(([name]) =>
    /(?:_endpoint|_uri)$/.test(name) && !/^op_|_policy_uri$|_tos_uri$|^service_/.test(name))
}

/** A value of any type as a reader of the document sees it, as far as a sentence has room. */
export function asWritten(value: unknown): string {
  return cutText(JSON.stringify(value), 100)
}
