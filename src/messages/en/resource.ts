import { command } from '../../text/shell.ts'
import { advice, login, session } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Lessons } from '../lessons.ts'
import { afreshAt, chooseListed, chooseServer, fewOf, triedIn, type ResourceCheck, type ResourceFailure, type ResourceFinding, type RefusedCauses } from '../resource.ts'
import { text } from '../text.ts'
import { kind } from './kinds.ts'

export const enResourceChecks: Pick<Catalogue['checks'], ResourceCheck> = {
  'resource-identical': { title: 'The metadata is about this resource', cause: 'It names another resource. A token for that one is none for this one, and whoever published it may want your tokens. The server has to publish its own address as `resource` (RFC 9728 3.3).', next: advice`Set resource in the server’s metadata to the address that clients use` },
  'pkce-advertised': { title: 'The provider says that it checks PKCE (S256)', cause: 'Its metadata has no code_challenge_methods_supported with S256. Clients of MCP must not go on then: a code that is stolen could be used.', next: advice`Set code_challenge_methods_supported to ["S256"] in the provider’s metadata` },
}

export const enResourceWords: Pick<Catalogue['checkWords'], ResourceCheck> = {
  'resource-identical': { noun: 'resource', wrong: 'The metadata is about another resource' },
  'pkce-advertised': { noun: 'PKCE', wrong: 'The provider does not say that it checks PKCE' },
}

const prevents = (attack: string) => ({ seenBy: 'the client', protects: 'The walk ends here: no browser is opened.', attack })

export const enResourceLessons: Pick<Lessons['checks'], ResourceCheck> = {
  'resource-identical': prevents('a resource that passes itself off as another, to get the tokens meant for that'),
  'pkce-advertised': prevents('a stolen code at a provider that would take it from anybody'),
}

export const enResourceMessages: Pick<Lessons['messages'], 'resource-request' | 'resource-response'> = {
  'resource-request': {
    what: 'The client asks the resource. Without a token in step 1, to learn whom to ask for one; with the token in step 6.',
    seenBy: 'Client and resource server only.',
    protects: 'The token is for this resource alone (resource indicator, RFC 8707): another resource refuses it.',
    attack: 'A token that any resource takes could be used by each of them at all the others.',
  },
  'resource-response': {
    what: 'What the resource says. To a request without a token: 401, and where its metadata stands.',
    seenBy: 'Client and resource server only.',
    protects: 'Whatever it names is compared with the address that you gave, before anybody signs in.',
    attack: 'A resource that names a provider of its own could have you sign in at a page that only looks like yours.',
  },
}

/** Behind a status. */
const aPage = ', a web page instead of JSON'

const more = (count: number) => `and ${count} more`

/** A path, and nothing that it could be at. */
const pathAlone = ({ profile }: Readonly<Record<string, unknown>>) => ({
  message: `${profile === undefined ? 'There is no profile' : `Profile "${text(profile)}" has no resource of its own`}, so a path alone leads nowhere`,
  cause: 'A path alone stands for one at the resource of the profile.', next: [advice`Give the whole address`, session`api https://HOST/PATH`],
})

export const enResourceFailures: Pick<Catalogue['failures'], ResourceFailure> = {
  'resource-open': d => ({ message: `${text(d['url'])} answers without a token, and names no provider`, cause: 'It asks for no login: there is nothing to walk.', next: command`curl -i ${text(d['url'])}` }),
  'resource-unknown': d => d['path'] ? pathAlone(d) : ({ message: `Profile "${text(d['profile'])}" is for no resource`, cause: 'Its login began at a provider.', next: [advice`Log in at the address of the MCP server itself, or name another profile`, command`oauth-walk profile list`] }),
  'authorization-server-unclear': d => ({ message: `${text(d['url'])} takes tokens of several providers`, cause: `You choose which: ${fewOf(d, more)}`, next: chooseServer(d) }),
  'authorization-server-unlisted': d => ({ message: `${text(d['url'])} does not name this provider`, cause: `It takes tokens of ${fewOf(d, more)}, and not of ${text(d['chosen'])}.`, next: chooseListed(d) }),
  'authorization-server-changed': d => ({ message: `${text(d['url'])} takes tokens of another provider now: ${text(d['now'])}, and not of ${text(d['before'])}`, cause: `A client is known to one provider, and so is what it was given: id, secret, key, header. Nothing was sent to the new one.${d['is_kept'] === true ? ` Profile "${text(d['profile'])}" stays as it is.` : ''}`, next: [advice`If you trust ${text(d['now'])}, sign in there as another client: one that registers itself, or one that you name with --client-id`, afreshAt(d)] }),
}

/** Why the resource of a login refuses its token. */
export const enRefusedCauses: RefusedCauses = {
  unnamedScope: tool => ({
    cause: 'The token lacks a scope, and the challenge does not name which: there is nothing to ask for more by (--step-up). The server should name it as scope in the challenge (RFC 6750 3.1).',
    next: [tool === '' ? advice`Name the scope in the server’s challenge, or look for it in the documentation of the resource` : advice`Name the scope in the server’s challenge, or look for it in the documentation of the tool ${tool}`, login`--scope SCOPE`],
  }),
  several: issuer => `It names several providers, and refuses the token of ${issuer}. The token of another may do.`,
  isNew: 'The provider gave this token a moment ago, so it has not expired. Most likely it is meant for another audience, or the server checks it against another provider.',
  isRefreshed: 'The token was refreshed, and the new one refused too: it has not expired. Most likely it is meant for another audience, lacks a scope, or the server checks it against another provider.',
  compare: advice`Compare aud, iss and scope of the token with what this server expects (oauth-walk token show), and sign in with --resource or --scope where they differ`,
}

export const enResourceFindings: Pick<Catalogue['findings'], ResourceFinding> = {
  'resource-not-challenging': d => `The resource answers a request without a token with ${text(d['status'])} instead of 401 (RFC 6750 3.1). Its metadata is looked for all the same.`,
  'challenge-missing': () => 'The resource’s 401 has no WWW-Authenticate challenge (RFC 9110 11.6.1). Its metadata is looked for at its own address.',
  'challenge-without-metadata': () => 'The resource’s challenge does not say where its metadata stands (resource_metadata, RFC 9728 5.1). It is looked for at the resource’s own address.',
  'challenge-unquoted': () => 'resource_metadata in the resource’s challenge is not in quotes. A value with : and / needs them (RFC 9110 11.2), and some clients read no further.',
  'authorization-server-missing': d => `${noServersIn(d)}. Its own host is asked for a provider, unless you name another.`,
  'challenge-metadata-elsewhere': d => `The challenge names ${text(d['named'])}, where there is no metadata (${text(d['status'])}). It stands at ${text(d['found'])}.`,
  'resource-metadata-missing': d => d['unsure'] ? `No metadata of the resource came (RFC 9728), and nobody can say whether it publishes any: ${triedIn(d['tried'], aPage)}. Its own host is asked for a provider.` : `The resource publishes no metadata (RFC 9728): ${triedIn(d['tried'], aPage)}. Its own host is asked for a provider.`,
  'resource-above': d => `The metadata is about ${text(d['resource'])}, not about ${text(d['asked'])} (RFC 9728 3.3). It lies above it on the same host. The token is asked for that address, and may open other paths there: where others have some of them, --strict refuses it.`,
  'resource-respelt': d => `The metadata is about ${text(d['resource'])}, and the address is ${text(d['asked'])}: the two must be identical (RFC 9728 3.3). Some clients refuse it.`,
  'client-id-demanded': () => 'The token endpoint wants client_id in the body, though the client authenticates by a header. The walk asks once more, from step 2, and names it there too.',
  'issuer-slash': d => `The provider calls itself ${text(d['issuer'])}, and was looked for as ${text(d['asked'])}: the two must be identical (RFC 8414 3.3).`,
  'endpoints-by-default': d => `${text(d['issuer'])} publishes no metadata (${triedIn(d['tried'], aPage)}). /authorize, /token and /register are tried there, as MCP’s protocol of 2025-03-26 has it.`,
  'authorization-server-chosen': d => `The resource takes tokens of several providers. This walk asks ${text(d['chosen'])}; it names ${text(d['others'])} too.`,
  'token-refusal-status': d => `The resource says that the token is not valid, and answers with ${text(d['status'])}. It should be 401 (RFC 6750 3.1): most clients would not get a new token.`,
  'scope-stepped-up': d => `The resource wants more: ${text(d['needed'])}. The walk asks once more, from step 2, for all of ${text(d['scope'])}.`,
  'userinfo-left-out': d => `The token is for a resource (RFC 8707): it is not sent to the userinfo endpoint.${d['profile'] === undefined ? '' : ` Ask the resource itself with ${command`oauth-walk mcp ${d['profile']}`}.`}`,
  'resource-nowhere': d => `There is no host of the name ${text(d['host'])}: the resource ${text(d['url'])} was not asked.`,
  'authorization-server-followed': d => `The last login of profile "${text(d['profile'])}" was at ${text(d['before'])}. The resource now names another provider: ${text(d['now'])}. The client registers itself there, and nothing of the other login goes along.`,
  'authorization-server-moved': d => `The resource refused the token of ${text(d['before'])}, and now names another provider: ${text(d['now'])}. The walk starts again there.`,
}

export const enResourceHelp: Record<string, string> = {
  mcp: 'show an MCP server’s name and tools with the stored token, or call one of them',
  'mcp.target': 'address of the MCP server, or a profile; without one, the active profile',
  '--protected-resource': 'address of a protected resource; the login finds its provider (RFC 9728), and ends there',
  '--authorization-server': 'issuer to sign in at, where the resource names several',
  '--tool': 'name of a tool to call at an MCP server',
  '--arguments': 'arguments of that tool, as a JSON object',
  '--step-up': 'ask for a wider scope, at most twice, where the resource wants one and nobody is at the terminal',
  '--resource-method': 'method by which step 6 asks the resource, instead of speaking MCP with it',
}

/** What the metadata has in the place of the authorization servers. */
function noServersIn({ url, kind: came, entry, text: named }: Readonly<Record<string, unknown>>): string {
  const place = `authorization_servers in the metadata of ${text(url)}`
  if (came !== undefined) return `${place} must be a list, and is ${kind(came)} (RFC 9728 2)`
  if (entry !== undefined) return `${place} holds ${named === undefined ? kind(entry) : `"${text(named)}"`}, which is no address (RFC 9728 2)`
  return `The metadata of ${text(url)} names no authorization server (authorization_servers, RFC 9728 2)`
}
