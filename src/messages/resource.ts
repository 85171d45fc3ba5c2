import type { CheckName } from '../failure.ts'
import { login, type Way } from './again.ts'
import { text } from './text.ts'

/** The checks of a walk that begins at a resource, whose words stand together. */
export type ResourceCheck = Extract<CheckName, 'resource-identical' | 'pkce-advertised'>

export type ResourceFailure = 'resource-open' | 'authorization-server-unclear' | 'authorization-server-unlisted'

export type ResourceFinding = 'resource-not-challenging' | 'challenge-missing' | 'challenge-without-metadata' | 'challenge-metadata-elsewhere'
  | 'resource-metadata-missing' | 'resource-above' | 'client-id-demanded' | 'authorization-server-unnamed' | 'issuer-slash' | 'endpoints-by-default' | 'scope-stepped-up'

type Details = Readonly<Record<string, unknown>>

function serversIn({ servers }: Details): string[] {
  return (Array.isArray(servers) ? servers : []).map(text)
}

/** How each of the providers that a resource names is chosen. */
export function chooseServer(details: Details): Way | Way[] {
  const servers = serversIn(details)
  return servers.length === 0 ? login`--authorization-server URL` : servers.map(server => login`--authorization-server ${server}`)
}

/** The first of many, and how many more there are. */
export function fewOf(details: Details, and: (more: number) => string): string {
  const { more } = details
  const shown = serversIn(details).join(', ')
  return typeof more === 'number' && more > 0 ? `${shown} ${and(more)}` : shown
}

/** Addresses that were tried, with what came, in one line. */
export function triedIn(tried: unknown): string {
  const list = Array.isArray(tried) ? tried as { url?: string, status?: number }[] : []
  return list.map(({ url, status }) => `${url ?? '?'} (${status ?? '?'})`).join(', ')
}
