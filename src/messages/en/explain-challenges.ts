import type { ReadingSentences } from '../explain.ts'
import { command } from '../../text/shell.ts'
import { text } from '../text.ts'

/** The sentences about WWW-Authenticate and other protocols. */
export const enChallengeReadings = {
  'challenge-metadata': {
    said: d =>
      d['form'] === 'relative'
        ? `resource_metadata in WWW-Authenticate is no whole address: ${text(d['address'])}`
        : d['form'] === 'http'
          ? `resource_metadata in WWW-Authenticate is http, not https: ${text(d['address'])}`
          : `resource_metadata in WWW-Authenticate leads to the provider’s metadata: ${text(d['address'])}`,
    why: d =>
      d['form'] === 'provider'
        ? 'It must lead to the resource’s own metadata (oauth-protected-resource), which names the authorization server.'
        : 'A client can’t fetch it, or must not. Behind a proxy the server often does not know its public address.',
    fix: () =>
      'Send the absolute https address of /.well-known/oauth-protected-resource plus the path of the resource.',
  },
  'challenge-unquoted': {
    said: d => `resource_metadata stands in no quotes: ${text(d['address'])}`,
    why: () =>
      'An address has characters that a bare value may not have: strict clients read it up to the first of them, or not at all.',
    fix: () => 'Write resource_metadata="ADDRESS".',
  },
  'challenge-scope': {
    said: d =>
      `The access token lacks a scope: the resource needs ${text(d['needed'])
      || 'more than it has'} (insufficient_scope)${d['description'] ? `: "${text(d['description'])}"` : ''}`,
    why: () => 'The token is valid, but was not granted what this request needs.',
    fix: d =>
      `Ask for ${d['needed']
        ? `the scope "${text(d['needed'])}"`
        : 'the scope'} in a new authorization request, allow it for the client, and have the user consent.`,
  },
  'challenge-step-up': {
    said: d => `The resource wants another sign-in (step-up): ${[
      d['acr'] && `acr_values ${text(d['acr'])}`, d['age'] && `max_age ${text(d['age'])}`,
    ].filter(Boolean).join(', ')
    || 'it does not say which'}`,
    why: () => 'The token is valid, but the user signed in too weakly or too long ago.',
    fix: () => 'Start a new authorization request with those acr_values and max_age.',
  },
  'challenge-dpop': {
    said: d => `The token was sent as ${text(d['sent'])}, and the resource wants DPoP`,
    why: () => 'The resource takes only tokens that are bound to a key, with a proof.',
    fix: () =>
      'Get a DPoP-bound token (a proof at the token endpoint), and send Authorization: DPoP with a proof for each request.',
  },
  'challenge-scheme': {
    said: d => `The resource does not take ${text(d['sent'])}: it offers ${text(d['offered'])}`,
    why: () =>
      'The Authorization header has another scheme than the server knows: another middleware answers there, or the wrong service.',
    fix: () => 'Send the scheme that is offered, or have the API accept bearer tokens.',
  },
  'challenge-absent': {
    said: () => 'The 401 has no WWW-Authenticate',
    why: () => 'It must have one: without it a client does not learn which scheme it needs. An MCP client can’t begin its login.',
    fix: () => 'Answer with WWW-Authenticate: Bearer, with error where a token came, and with resource_metadata at an MCP server.',
  },
  'challenge-without-metadata': {
    said: d => `The MCP server answers 401 ${d['hasField']
      ? 'without resource_metadata in WWW-Authenticate'
      : 'without WWW-Authenticate'}`,
    why: () =>
      'A client does not learn where the server’s metadata is, and so not where to sign in; it can only guess well-known addresses.',
    fix: () =>
      'Answer 401 with WWW-Authenticate: Bearer resource_metadata="https://HOST/.well-known/oauth-protected-resource/PATH".',
  },
  'challenge-asks': {
    said: d => `The server asks for an access token; its metadata is at ${text(d['metadata'])}`,
    why: () =>
      'Nothing is wrong yet: a client without a token gets this 401 first. The metadata names the authorization server where it signs in.',
    fix: d =>
      d['resource']
        ? `Sign in, and see each step: ${command`oauth-walk login ${d['resource']}`}`
        : 'Fetch the metadata, and sign in at the authorization server that it names.',
  },
  'saml-not-oauth': {
    said: d => `This is a SAML 2.0 message (${text(d['message'])}), not OAuth or OpenID Connect${d['issuer']
      ? `; its issuer is ${text(d['issuer'])}`
      : ''}${d['status'] && d['status'] !== 'Success' ? `; its status is ${text(d['status'])}` : ''}`,
    why: () =>
      'It is another protocol: there is no code and no state, and an OAuth client can’t read it. The application at the identity provider was set up as a SAML application.',
    fix: () =>
      'Make an OpenID Connect (OIDC) application at the identity provider instead, or give this POST to a SAML service provider (assertion consumer service).',
  },
} satisfies Record<string, ReadingSentences>
