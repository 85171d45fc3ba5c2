import type { CheckName } from '../codes/failure.ts'
import { askAgain, login, loginWith, session, signIn } from './again.ts'
import type { Way } from './way.ts'
import type { FailureProse } from './catalogue.ts'
import { command } from '../text/shell.ts'
import { text } from './text.ts'

/** The checks of a walk that begins at a resource, whose words stand together. */
export type ResourceCheck = Extract<CheckName, 'resource-identical' | 'pkce-advertised'>

export type ResourceFailure = 'resource-open' | 'resource-unknown' | 'authorization-server-unclear' | 'authorization-server-unlisted'
  | 'authorization-server-changed'

export type ResourceFinding = 'resource-not-challenging' | 'challenge-missing' | 'challenge-without-metadata' | 'challenge-metadata-elsewhere'
  | 'resource-metadata-missing' | 'resource-above' | 'resource-respelt' | 'issuer-slash' | 'endpoints-by-default' | 'scope-stepped-up' | 'authorization-server-moved'
  | 'authorization-server-followed'
  | 'authorization-server-chosen' | 'token-refusal-status' | 'challenge-unquoted' | 'authorization-server-missing' | 'client-id-demanded' | 'userinfo-left-out' | 'resource-nowhere'

type Details = Readonly<Record<string, unknown>>

function serversIn({ servers }: Details): string[] {
  return (Array.isArray(servers) ? servers : []).map(text)
}

/** How each of the providers that a resource names is chosen. */
export function chooseServer(details: Details): Way | Way[] {
  const servers = serversIn(details)
  return servers.length === 0 ? login`--authorization-server URL` : servers.map(server => login`--authorization-server ${server}`)
}

/** By these flags a client is one of the provider that was named, and of no other. */
const ofClient = ['--issuer', '--client-id', '--client-secret-file', '--client-key', '--client-assertion-file', '--client-assertion-from', '--tls-cert', '--tls-key', '--header', '--initial-access-token-file']

/** The same where another provider was named: what was given for that one is not taken along. */
export function chooseListed(details: Details): Way[] {
  const servers = serversIn(details)
  return (servers.length === 0 ? ['URL'] : servers).map(server => loginWith(command`--authorization-server ${server}`, ofClient))
}

/** The login at the provider that a resource has come to name, under a profile of its own. */
export function afreshAt({ url, now, profile }: Details): Way {
  return command`oauth-walk login ${text(url)} --authorization-server ${text(now)} --profile ${`${text(profile)}-2`}`
}

/** The first of many, and how many more there are. */
export function fewOf(details: Details, and: (more: number) => string, comma = ', '): string {
  const { more } = details
  const shown = serversIn(details).join(comma)
  return typeof more === 'number' && more > 0 ? `${shown} ${and(more)}` : shown
}

/** Addresses that were tried, with what came, in one line. */
export function triedIn(tried: unknown, page: string, comma = ', '): string {
  const list = Array.isArray(tried) ? tried as { url?: string, status?: number, is_page?: boolean }[] : []
  return list.map(({ url, status, is_page: isPage }) => `${url ?? '?'} (${status ?? '?'}${isPage ? page : ''})`).join(comma)
}

/** Why a resource refuses a token that was given a moment ago: it wants that of another provider, or this one is not meant for it. */
export interface RefusedCauses {
  /** A 403 that wants more, and does not say what; of which tool, where one was called. */
  unnamedScope: (tool: string) => Pick<FailureProse, 'cause' | 'next'>
  several: (issuer: string) => string
  isNew: string
  isRefreshed: string
  compare: Way
}

/**
 * What to do where a resource refuses the token: sign in at another of the providers that it names, look whom it is for where the token is new, or
 * sign in again, where the session began at this resource. A command that may sign in by itself does so for a wider scope.
 */
export function atResource(details: Details, prose: FailureProse, causes: RefusedCauses): FailureProse {
  const told = wayAtResource(details, prose, causes)
  // A diagnosis knows more of this server; otherwise the usual cause would take a token for old that is not.
  if (details['renewed'] !== true || details['diagnosis'] !== undefined) return told
  if (details['refreshed'] !== true) return { ...told, cause: causes.isNew }
  // Another refresh would be as vain as the last one.
  return { ...told, cause: causes.isRefreshed, next: told === prose ? [causes.compare, signIn] : told.next }
}

function wayAtResource(details: Details, prose: FailureProse, causes: RefusedCauses): FailureProse {
  const { others, issuer, is_new: isNew, at_resource: isHere, provider, tool } = details
  const { status, error, scope } = (provider ?? {}) as Details
  if (wantsOtherwise(details)) return prose
  if (error === 'insufficient_scope' && text(scope).trim() === '' && isUnexplained(details)) return { ...prose, ...causes.unnamedScope(text(tool)) }
  if (Array.isArray(others) && others.length > 0) {
    return { ...prose, cause: causes.several(text(issuer)), next: others.map(other => login`--authorization-server ${text(other)}`) }
  }
  if (isNew === true) return { ...prose, cause: causes.isNew, next: details['session_saved'] === true ? [session`token show`, login`-v`] : login`-v` }
  if (details['may_step_up'] === true) return { ...prose, next: askAgain }
  const isAboutToken = details['about_token'] === true || status === 401 || error === 'invalid_token'
  return isHere === true && isAboutToken && error !== 'insufficient_scope' ? { ...prose, next: signIn } : prose
}

/** It takes no such token as this one, whoever gave it, or the token came from no login. */
function wantsOtherwise({ diagnosis }: Details): boolean {
  return /^(?:resource-wants|given-token)-/.test(text((diagnosis as { id?: unknown } | undefined)?.id))
}

/** No rule of one server's own knows more. */
function isUnexplained({ diagnosis }: Details): boolean {
  const { id = 'scope-lacking' } = (diagnosis ?? {}) as { id?: unknown }
  return id === 'scope-lacking'
}
