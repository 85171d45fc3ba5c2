import type { AnswerFailures, Catalogue } from '../catalogue.ts'
import { advice, login, loginAt, seeAnswer } from '../again.ts'
import { whereSandboxIs } from '../commands.ts'
import { pick, text } from '../text.ts'
import type { Advice } from '../way.ts'
import { kind } from './kinds.ts'

const found: Record<string, (d: Readonly<Record<string, unknown>>) => { what: string, cause: string, next?: Advice }> = {
  empty: () => ({ what: 'an empty body', cause: 'Nothing stands in it, not even an error.' }),
  charset: d => ({ what: `a text in a charset that can’t be read (${text(d['charset'])})`, cause: 'The answer is labelled with a charset that nobody knows, or is not in it.' }),
  'not-json': () => ({ what: 'something that is not JSON', cause: 'The address is not the endpoint it is taken for.' }),
  'broken-json': () => ({ what: 'JSON that can’t be read to its end', cause: 'It was cut off on its way, or the provider has a fault there.' }),
  'not-object': d => ({ what: `JSON, but not an object: ${kind(d['kind'])}`, cause: 'Every message of this protocol is an object. The address is not the endpoint it is taken for.' }),
  'too-deep': () => ({ what: 'JSON that is nested too deep', cause: 'No message of this protocol has more than a few levels.' }),
  status: d => ({ what: `status ${text(d['status'])}, where ${text(d['wanted_status']) || '200'} with what was asked for is wanted`, cause: 'The status says that something else was done than what was asked for.' }),
  member: d => ({ what: `a member that is not what it must be: ${text(d['member'])} is ${kind(d['kind'])}`, cause: `${text(d['member'])} must be ${kind(d['wanted'])}: the server has a fault there.` }),
  'other-id': d => ({ what: d['id_came'] === undefined ? 'a result without an id' : `a result with the id ${text(d['id_came'])}, while ${text(d['id_sent'])} was sent`, cause: 'An answer has the id of its request (JSON-RPC 2.0, section 5). Nobody can say what this one answers.' }),
  'stream-ended': () => ({ what: 'a stream of events that ended before the answer', cause: 'The server ended the stream early, or was cut off.' }),
  jwt: () => ({ what: 'a JWT that is not labelled as one', cause: 'JSON was wanted, or a JWT that is labelled so: signed userinfo must come as application/jwt (OpenID Connect Core 5.3.2). What it says was not read.', next: advice`Have the provider label it application/jwt, or answer in JSON (userinfo_signed_response_alg of the client)` }),
  'not-jwt': () => ({ what: 'something that is labelled a JWT and is none', cause: 'A JWT consists of letters, digits, hyphens and underscores, in parts with a dot between them (RFC 7515 7.1).' }),
  'not-credentials': () => ({ what: 'something else than the credentials of a role', cause: 'A security token service answers in XML, with AssumeRoleWithWebIdentityResponse. The address is not that of one, or the service has a fault there.', next: advice`Check the address that --sts-endpoint names` }),
  ended: d => ({ what: `credentials that ended at ${text(d['ended'])}`, cause: 'By the clock of this machine that is over: the clock is ahead, or the service has a fault there. They were not handed out.', next: advice`Compare the clock of this machine with the right time` }),
  incomplete: () => ({ what: 'JSON in which what was asked for is missing', cause: 'The address is not the endpoint it is taken for, or the provider left a member out.' }),
}

/** The addresses that were asked, each with its status. */
const tried = (d: Readonly<Record<string, unknown>>) => Array.isArray(d['tried']) ? d['tried'].map((one: { url?: unknown, status?: unknown } | null) => `${text(one?.url)} (${text(one?.status)})`).join(' and ') : ''
const answered = (d: Readonly<Record<string, unknown>>, otherwise: string, page = otherwise) => [d['title'] ? `${page} It looks like a web page: "${text(d['title'])}".` : otherwise, tried(d) && `Tried: ${tried(d)}.`].filter(part => part !== '').join(' ')

export const enAnswerFailures: AnswerFailures = {
  'unreadable-answer': (d) => {
    const { what, cause, next = seeAnswer(d, { next: advice`Check the endpoint; the next command shows the answer`, above: advice`Check the endpoint; its answer stands above`, otherwise: advice`Check the endpoint` }) } = pick(found, d['fault'])?.(d) ?? { what: 'something that is not JSON', cause: 'The address is not the endpoint it is taken for.' }
    return { message: `${text(d['url'])} answered with ${what} (status ${text(d['status'])}, ${text(d['content_type']) || 'no content type'})`, cause: answered(d, cause, 'This is the address of a page, or a proxy wants a sign-in first.'), next }
  },
  'discovery-refused': d => ({ message: `No metadata at ${text(d['url'])} (status ${text(d['status'])})`, cause: answered(d, 'This address is no issuer, or the provider has no discovery.'), next: whereSandboxIs(d) === undefined ? advice`Check the issuer, or name the endpoints: --authorization-endpoint URL --token-endpoint URL` : loginAt(whereSandboxIs(d)) }),
}

export const enAnswerCauses: Pick<Catalogue['causes'], 'algorithms-unusable' | 'nonce-missing'> = {
  'algorithms-unusable': () => ({ cause: 'The provider says beforehand that it signs ID tokens with nothing else. They must be signed with a key pair whose public key it publishes: with HS256, whoever has the client’s secret could make one. Nobody was sent to the browser.', next: [advice`Give the provider, or the client there, a signing key of such a kind; or ask without openid`, login`--scope ""`] }),
  'nonce-missing': () => ({ cause: 'The ID token has no nonce, though one was sent: a provider must put it back (OpenID Connect Core 3.1.3.6), and some never do. Nothing in the token ties it to this login. Where a provider is so, --no-nonce goes without; PKCE still ties the code to the login.', next: login`--no-nonce` }),
}

function whyNoOpenid({ lacks, scopes, algorithms }: Readonly<Record<string, unknown>>): string {
  if (lacks !== undefined) return `The provider’s metadata names no ${text(lacks)}, without which no ID token can be verified.`
  if (scopes !== undefined) return `The provider’s metadata lists the scopes it takes (${text(scopes)}), and openid is not among them.`
  if (text(algorithms) === '') return 'The provider’s metadata names no algorithm by which it signs ID tokens.'
  return `The provider signs its ID tokens with ${text(algorithms)} only, which can’t be verified with a published key.`
}

export const enAnswerFindings: Pick<Catalogue['findings'], 'status-of-tokens' | 'content-encoding' | 'charset-unknown' | 'charset-wrong' | 'discovery-fallback' | 'openid-not-asked' | 'nonce-off' | 'poll-failed' | 'device-pkce-refused'> = {
  'status-of-tokens': d => `The tokens came with status ${text(d['status'])}; RFC 6749 5.1 wants 200.`,
  'content-encoding': d => `The answer is labelled with content-encoding ${text(d['encoding'])}, which it is not. It was read as it is.`,
  'charset-unknown': d => `The answer is labelled with a charset that nobody knows (${text(d['charset'])}). It was read as UTF-8.`,
  'charset-wrong': d => `The answer is labelled ${text(d['charset'])}, but is not in it.`,
  'discovery-fallback': d => `${text(d['url'])} answered ${text(d['status'])}; the metadata stands at ${text(d['found'])}.`,
  'openid-not-asked': d => `${whyNoOpenid(d)} So no scope is asked for, not even openid, and nothing will prove who signs in.`,
  'nonce-off': () => 'No nonce is sent (--no-nonce): nothing in the ID token ties it to this login. PKCE ties the code to it.',
  'poll-failed': d => `The question could not be answered (${text(d['reason'])}). It is asked again in ${text(d['seconds'])} s: the code is still good.`,
  'device-pkce-refused': () => 'The provider refuses PKCE for a device code. It is asked again without: the device flow does not need it (RFC 8628).',
}
