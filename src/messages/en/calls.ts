import { command } from '../../text/shell.ts'
import { advice, login, session } from '../again.ts'
import type { Advice } from '../way.ts'
import type { CallWords } from '../call-words.ts'
import type { CallFailures, FailureProse } from '../catalogue.ts'
import { meantBy, sentGrantOf, type SentGrant } from '../meant.ts'
import { helpOf, pick, text, withPresented } from '../text.ts'
import { enParts } from './failure-parts.ts'
import { enPresented } from './workload.ts'

type Details = Readonly<Record<string, unknown>>

const errorOf = ({ provider }: Details) => (provider as { error?: unknown } | undefined)?.error

/** What the doctor's table knows of this provider; its commands are those of a login. */
const causeOf = ({ diagnosis }: Details) => (diagnosis as { cause?: string } | undefined)?.cause

/** Why a grant without a browser is refused, and what to do, by the standard's error. */
const refusals: Readonly<Record<string, (sent: SentGrant) => { cause: string, do: Advice }>> = {
  invalid_client: () => ({ cause: 'The provider does not know the client, or the client proves itself in another way than the provider expects.', do: advice`Check the client id and its secret or key; --auth-method says how they are sent` }),
  unsupported_grant_type: ({ type }) => ({ cause: `The provider does not offer the grant ${type}.`, do: advice`Ask its administrator to switch the grant on` }),
  unauthorized_client: ({ type }) => ({ cause: `This client may not use the grant ${type}.`, do: advice`Allow the grant for the client at the provider` }),
  invalid_target: ({ namesTarget }) => namesTarget
    ? { cause: 'The provider gives this client no token for that audience or resource.', do: advice`Compare --audience and --resource with what is set up at the provider` }
    : { cause: 'The request named no audience and no resource. The provider seems to want one (RFC 8707 2, RFC 8693 2.2.2).', do: advice`Name it with --audience or --resource, as the provider’s documentation has it` },
  invalid_grant: ({ bringsToken }) => bringsToken
    ? { cause: 'The token or assertion that was sent has expired, was used already, or its issuer, audience or subject is not one that the provider trusts.', do: advice`Compare its iss, aud, sub and exp with the trust that is set up at the provider` }
    : { cause: 'This grant brings nothing but the client and its proof. So the provider means the client itself, such as one that is switched off, or a parameter of the request.', do: advice`Compare the client and what it may do with what is set up at the provider; -v shows the request` },
  invalid_request: ({ exchanges }) => exchanges
    ? { cause: 'A parameter is missing or malformed, or the provider does not accept the token that was sent (RFC 8693 2.2.2).', do: advice`Compare the token types and parameters with the provider’s documentation; -v shows them` }
    : { cause: 'A parameter is missing, malformed, or there twice (RFC 6749 5.2).', do: advice`Compare the parameters with the provider’s documentation; -v shows them` },
  invalid_scope: ({ scope }) => scope === ''
    ? { cause: 'The request named no scope. The provider seems to want one: it has none that it would use then (RFC 6749 3.3).', do: advice`Name it with --scope, as the provider’s documentation has it` }
    : { cause: 'The provider does not know one of the scopes, or this client may not have it.', do: advice`Ask for less with --scope` },
}

const tellers: Readonly<Record<string, string>> = {
  invalid_client: 'The provider does not know the client, or the client proves itself in another way than the provider expects.',
}

const lacking: Readonly<Record<string, Omit<FailureProse, 'message'>>> = {
  access_token: { cause: 'Only a refresh token is there so far.', next: session`token refresh` },
  refresh_token: { cause: 'The provider gave none.', next: session`token show` },
  id_token: { cause: 'The session was made without the scope openid, or the ID token could not be verified.', next: login`--scope "openid profile email"` },
}

export const enCallFailures: CallFailures = {
  'introspection-endpoint-missing': d => ({ message: 'It is not known where to ask about a token', cause: `The metadata of ${text(d['issuer'])} names no introspection endpoint.`, next: session`introspect --introspection-endpoint URL` }),
  'introspection-refused': d => ({ message: `The provider refused to tell about the token${enParts.quoted(d)}`, cause: pick(tellers, errorOf(d)) ?? causeOf(d) ?? 'Many providers tell only clients that may introspect.', next: [advice`Allow the client to introspect tokens at the provider`, session`token show`] }),
  'grant-refused': (d) => {
    const { error, isSaid } = meantBy(d)
    const known = pick(refusals, error)?.(sentGrantOf(d))
    const usual = { cause: 'The request does not fit what is set up for the client.', do: advice`Compare it with the provider’s documentation; -v shows it` }
    const { cause, do: way } = known ?? usual
    return { message: `The provider refused the token${enParts.quoted(d)}`, cause: withPresented(known && !isSaid ? cause : causeOf(d) ?? cause, d, enPresented), next: [way, helpOf(d['command'])] }
  },
  'token-missing': d => ({ message: `Profile "${text(d['profile'])}" has no ${text(d['token'])}`, ...pick(lacking, d['token']) ?? { cause: 'The provider gave none.', next: session`token show` } }),
}

/** What a grant without a browser must be told. */
export const enGrantNeeds: Record<'endpoint' | 'client' | 'proof', (details: Details) => FailureProse> = {
  proof: () => ({
    message: 'Nothing proves who the client is',
    cause: 'With client_credentials the client proves itself, by a secret, a key or a certificate. None was given, so nothing was sent.',
    next: [advice`Set OAUTH_WALK_CLIENT_SECRET, or name a key with --client-key; - asks for the secret`, login`--client-secret-file -`],
  }),
  endpoint: d => ({
    message: 'No token endpoint is known', cause: 'Neither an issuer nor a token endpoint is given, and there is no active profile.',
    next: [command`oauth-walk token ${d['grant']} --issuer https://ISSUER --client-id ID`, command`oauth-walk token ${d['grant']} --token-endpoint https://HOST/token --client-id ID`],
  }),
  client: d => ({
    message: `No client id for ${text(d['target'])}`, cause: 'This grant is the client’s own: the provider must know who asks.',
    next: d['by_endpoint'] ? command`oauth-walk token ${d['grant']} --token-endpoint ${d['target']} --client-id ID` : command`oauth-walk token ${d['grant']} --issuer ${d['target']} --client-id ID`,
  }),
}

const reasons: Readonly<Record<string, (detail: string) => string>> = {
  'wrong-state': () => 'the check of its state failed, since it came back with one that is not ours: anybody may have sent that',
  'missing-state': () => 'the check of its state failed, since it came back without one: anybody may have sent that',
  'nobody-came': uri => `it did not come back; if it shows an error, register ${uri} at the provider as a post-logout redirect URI`,
  'another-browser': () => 'another program took the browser’s place',
  'browser-not-opened': () => 'no browser opened',
  'port-in-use': uri => `another program listens where the browser should come back (${uri}); stop it, or name another address with --post-logout-redirect-uri`,
  'loopback-missing': uri => `this machine has no such address as ${uri}; name another one with --post-logout-redirect-uri`,
}

export const enCalls: CallWords = {
  openSignOut: 'Your browser is opened to end the session at the provider. If none opens, open this address on this machine yourself; it leads there:',
  waitingSignOut: (uri, seconds) => `Waiting for the browser at ${uri} for up to ${seconds} s. Nothing here depends on it any more: Ctrl-C stops.`,
  remindSignOut: uri => `Still waiting. If the browser shows an error, register exactly ${uri} at the provider as a post-logout redirect URI.`,
  byItself: 'The sandbox’s user 张三 signs out by himself, through the same pages.',
  signedOut: 'The browser came back from the provider’s sign-out, with our state.',
  unconfirmed: (reason, detail) => `The provider’s session in your browser may still be there: ${pick(reasons, reason)?.(detail) ?? 'the listener could not be opened'}.`,
  tab: {
    doneTitle: 'You are signed out', doneText: 'The session here is deleted, and the provider has sent you back from its sign-out. You can close this tab.',
    otherTitle: 'Not certain', otherText: 'This page does not prove that the provider has ended its session. Go back to the terminal: it says what to do.',
  },
}

export const enCallHelp: Record<string, string> = {
  introspect: 'ask the provider what it knows of the stored token (RFC 7662)',
  'introspect.--refresh-token': 'ask about the refresh token instead of the access token',
  'token.exchange': 'exchange a token for another one (RFC 8693)',
  'token.jwt-bearer': 'get a token for a signed assertion (RFC 7523)',
  'token.client-credentials': 'get a token for the client itself (RFC 6749, section 4.4)',
  '--subject-token-file': 'file with the token to exchange, - for stdin (default: the profile’s access token)',
  '--subject-token-type': 'its type: access_token, id_token, refresh_token, jwt, saml1, saml2 or a URI (default: jwt for a file)',
  '--actor-token-file': 'file with the token of who acts for the subject, - for stdin',
  '--actor-token-type': 'its type (default: jwt)',
  '--requested-token-type': 'the type of token that is wanted',
  '--assertion-file': 'file with the assertion, - for stdin',
  'grant.--token-endpoint': 'where tokens are given',
  'grant.--scope': 'scopes of the new token',
  'grant.--resource': 'what the new token is for (RFC 8707); repeatable',
  'grant.--audience': 'whom the new token is for',
  'grant.--dpop': 'bind the new token to a key of its own (DPoP, RFC 9449); needs --save-as',
  '--save-as': 'store the new token as the session of this profile as well',
  '--post-logout-redirect-uri': 'where the browser comes back (default: the redirect URI, with the path /logged-out); register exactly this URI at the provider',
  'logout.--auto': 'the sandbox’s user signs out by himself',
  'logout.--show-secrets': 'put the ID token into the address that is shown',
  '--no-browser': 'open no browser, and print the address that ends the provider’s session',
}
