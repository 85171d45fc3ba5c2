import { shorten, wordFor, type ProviderWords } from '../provider-words.ts'

const requests = { authorization: 'the authorization request', token: 'the token request', refresh: 'the refresh request', userinfo: 'the userinfo request' }
const encodings = { form: 'form encoding', json: 'JSON', query: 'query parameters' }
const request = (text: string | undefined) => wordFor(requests, text)
const places = { query: 'the query parameter', header: 'the header', form: 'the form field' }

const portRule = (port: 'any' | 'exact', only: string | undefined) => {
  if (only !== undefined) return `with the type ${only} any port will do, with any other type it must be the registered one`
  return `the port ${port === 'any' ? 'need not' : 'must'} be the registered one`
}

export const enProvider: ProviderWords = {
  columns: { name: 'NAME', region: 'REGION', loopback: 'LOOPBACK', confidence: 'CONFIDENCE', checked: 'CHECKED', provider: 'PROVIDER' },
  regions: { west: 'west', asia: 'asia', china: 'china' },
  confidence: { high: 'high', medium: 'medium', low: 'low' },
  loopback: { yes: 'yes', partial: 'partial', no: 'no', unknown: 'unknown' },
  headings: {
    registration: 'What to register', variables: 'To fill in', endpoints: 'Endpoints', client: 'Client', claims: 'Claims', deviations: 'How it differs from the standards',
    notes: 'Good to know', sources: 'Sources', unconfirmed: 'Confirmed by no source',
  },
  endpoints: { issuer: 'issuer', authorization: 'authorization', token: 'token', userinfo: 'userinfo', revocation: 'revocation', device: 'device authorization' },
  client: {
    authentication: 'authentication', lock: 'lock', publicClients: 'without a secret', scopes: 'scopes', offline: 'for a refresh token', refresh: 'refresh tokens', pkce: 'PKCE',
  },
  locks: {
    private_key_jwt: 'private_key_jwt, a JWT that the client’s key signs', client_secret_jwt: 'client_secret_jwt, a JWT that the client secret signs',
    'signed-secret': 'a client_secret that is a JWT (ES256), which your key signs for each request',
  },
  taken: 'taken',
  demanded: 'demanded',
  yes: 'yes',
  no: 'no',
  none: 'none',
  about: (region, confidence, date) => `${region} · confidence ${confidence} · facts compared with their sources on ${date}`,
  unconfirmed: ' (unconfirmed)',
  variable: (usage, known) => `${usage}${known === undefined ? '  (needed; this is an example)' : `  (an example; without it: ${known})`}`,
  onlyWith: flag => ` (sent unless ${flag})`,
  redirectUri: uri => `Redirect URI: ${uri}`,
  listener: (loopback, port, only) => ({
    yes: `A listener on this machine receives the code; ${portRule(port, only)}.`,
    partial: `A listener on this machine receives the code under conditions only, told above; ${portRule(port, only)}.`,
    no: 'The provider sends no code to a listener on this machine: take one of the ways below.',
    unknown: 'Whether the provider sends the code to a listener on this machine is not known: if it refuses, take one of the ways below.',
  })[loopback],
  otherwise: 'If that does not work, in this order:',
  workarounds: {
    'swap-host': (command, uri) => `register the other name of this machine too: ${command} --redirect-uri ${uri}`,
    paste: command => `no listener; paste the address of the page that could not load: ${command} --paste`,
    'code-page': (command, uri) => `the provider’s own page shows the code: ${command} --redirect-uri ${uri} --paste`,
    'own-domain': command => `register an address under a name of your own that points at 127.0.0.1, and name it: ${command} --redirect-uri URI (for https also --redirect-tls-cert FILE --redirect-tls-key FILE)`,
    device: (command, uri) => `no redirect at all, where your client may use the device flow (RFC 8628, at ${uri}): ${command} --device`,
  },
  walk: command => `Then: ${command}`,
  standardClaims: 'under their standard names',
  noDeviations: 'In nothing that is known.',
  claimsMoved: '- only in where the claims stand',
  deviations: {
    renamed: d => `${d['standard'] ?? ''} is called ${d['wire'] ?? ''} in ${request(d['request'])}`,
    added: d => `${request(d['request'])} also has ${d['name'] ?? ''}=${d['value'] ?? ''}`,
    omitted: d => `${request(d['request'])} has no ${d['names'] ?? ''}`,
    ordered: d => `the parameters of ${request(d['request'])} stand in this order: ${d['names'] ?? ''}`,
    fragment: d => `the address of ${request(d['request'])} ends in #${d['value'] ?? ''}`,
    'scope-separator': d => `scopes are separated by "${d['separator'] ?? ''}" instead of a space`,
    'scope-none': () => 'there are no scopes: what the client may do is set at the provider',
    'pkce-off': () => 'no PKCE: code_challenge and code_verifier are not sent',
    'pkce-hex': () => 'the code_challenge is hexadecimal instead of base64url',
    'pkce-device-off': () => 'no PKCE with --device: neither code_challenge nor code_verifier is sent there',
    'callback-code': d => `code is called ${d['wire'] ?? ''} in the authorization response`,
    'callback-form-post': () => 'the authorization response comes by POST (response_mode=form_post)',
    'state-may-be-missing': () => 'state does not always come back: that the response belongs to this login can then not be shown',
    'bare-denial': () => 'a denial comes back with the state and neither code nor error',
    'empty-secret': () => 'a client without a secret sends HTTP Basic with an empty one',
    'secret-in-address': () => 'the secret is sent in the address, where logs can see it',
    method: d => `${request(d['request'])} is sent by ${d['value'] ?? ''}`,
    encoding: d => `the parameters of ${request(d['request'])} are sent as ${wordFor(encodings, d['value'])}`,
    header: d => `${request(d['request'])} has the header ${d['name'] ?? ''}: ${d['value'] ?? ''}`,
    'other-address': d => `${request(d['request'])} goes to ${d['value'] ?? ''}`,
    'reply-envelope': d => `the token response stands in the member ${d['path'] ?? ''}`,
    'reply-renamed': d => `${d['standard'] ?? ''} is called ${d['wire'] ?? ''} in the token response`,
    'reply-token-types': d => `token_type is ${d['types'] ?? ''} and means Bearer`,
    'error-shape': d => `errors ${d['phases'] ? `of ${d['phases'].replace('poll', 'device polls')} ` : ''}are told in ${d['at'] ?? ''}${d['message'] ? `, in words in ${d['message']}` : ''}${d['fine'] ? `; fine is ${d['fine']}` : ''}${d['meanings'] ? ` (${shorten(d['meanings'], count => `, and ${count} more`)})` : ''}`,
    'signed-by-code': d => `requests are signed in a way that data can’t describe (${d['code'] ?? ''})`,
    'offline-parameters': d => `a refresh token comes with ${d['parameters'] ?? ''} in the authorization request`,
    'offline-scopes': d => `a refresh token comes with the scope ${d['scopes'] ?? ''}`,
    'scope-repeated': () => 'the scope is sent again with each refresh',
    'refresh-none': () => 'there is no refresh token',
    'userinfo-several': d => `the user is asked for in ${d['count'] ?? ''} requests`,
    'userinfo-token': d => d['place'] === 'none' ? 'the access token is not sent as a Bearer token in the userinfo request' : `the access token of the userinfo request stands in ${wordFor(places, d['place'])} ${d['name'] ?? ''}`,
    'userinfo-body': d => `the userinfo request has a body of ${wordFor(encodings, d['encoding'])} with ${d['names'] ?? ''}`,
    claim: d => `${d['claim'] ?? ''} is found at ${d['wire'] ?? ''}`,
    'issuer-of-tenant': d => `the issuer of an ID token names the user’s own tenant: ${d['issuer'] ?? ''}`,
    'id-token-none': () => 'the scope openid brings no ID token, and no nonce is sent',
    'id-token-unused': () => 'the ID token is not used: it can’t be verified as OpenID Connect wants it',
    'loopback-not-sure': d => d['loopback'] === 'no' ? 'no redirect URI on this machine is taken' : 'a redirect URI on this machine is not taken in every case',
  },
}
