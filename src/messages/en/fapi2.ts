import { advice, login, loginWith } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { fapi2Ways, type Fapi2Check } from '../fapi2.ts'
import { command } from '../../text/shell.ts'
import { text } from '../text.ts'
import type { Lessons } from '../lessons.ts'

const own = 'The provider’s metadata says that it does not keep to FAPI 2.0 here. Nobody has signed in. Ask the provider, or log in without --fapi2.'
const without = loginWith(command``, ['--fapi2'])

export const enFapi2Checks: Pick<Catalogue['checks'], Fapi2Check> = {
  'fapi2-pushed-requests': { title: 'Authorization requests can be pushed (FAPI 2.0)', cause: own, next: [login`--pushed-authorization-request-endpoint URL`, without] },
  'fapi2-pkce': { title: 'PKCE is used with S256 (FAPI 2.0)', cause: own, next: without },
  'fapi2-response-issuer': { title: 'The answer names its issuer (FAPI 2.0, RFC 9207)', cause: 'The provider does not say that its answers name their issuer, or this answer doesn’t. Without it, another provider’s answer can’t be told apart (mix-up).', next: without },
  'fapi2-client-authentication': { title: 'The client proves itself by a key or a certificate (FAPI 2.0)', cause: own, next: without },
  'fapi2-sender-constraint': { title: 'The access token is bound to the client’s key or certificate (FAPI 2.0)', cause: 'A token that is bound to nothing is of use to whoever steals it. With a certificate and no --dpop, the provider must bind to the certificate.', next: [login`--dpop`, without] },
  'fapi2-algorithm': { title: 'Signatures use PS256, ES256 or EdDSA (FAPI 2.0)', cause: 'FAPI 2.0 allows no other algorithm.', next: [advice`Set the algorithm at the provider`, without] },
  'fapi2-signed-request': { title: 'The request object says from when and until when it is good (FAPI 2.0 Message Signing)', cause: 'nbf or exp is missing, or they are more than an hour apart.', next: without },
  'fapi2-signed-response': { title: 'The provider signs its authorization responses (FAPI 2.0 Message Signing)', cause: own, next: [login`--fapi2 security`, without] },
  'token-confirmation': { title: 'The access token is bound to this client’s key or certificate', cause: 'The token says that it is bound to another one (cnf): it is somebody else’s, or something between you and the provider shows a certificate of its own.', next: advice`Report it to the provider: the token was not used` },
}

export const enFapi2Words: Pick<Catalogue['checkWords'], Fapi2Check> = {
  'fapi2-pushed-requests': { noun: 'pushed requests', wrong: 'The provider takes no pushed requests' },
  'fapi2-pkce': { noun: 'PKCE', wrong: 'PKCE with S256 is not supported' },
  'fapi2-response-issuer': { noun: 'issuer', wrong: 'The answers of the provider do not name their issuer' },
  'fapi2-client-authentication': { noun: 'client proof', wrong: 'The provider takes neither a client’s key nor a certificate' },
  'fapi2-sender-constraint': { noun: 'bound token', wrong: 'The access token is not bound to the client' },
  'fapi2-algorithm': { noun: 'algorithm', wrong: 'FAPI 2.0 does not allow this algorithm' },
  'fapi2-signed-request': { noun: 'request object', wrong: 'The request object does not say how long it is good' },
  'fapi2-signed-response': { noun: 'signed answers', wrong: 'The provider does not sign its answers' },
  'token-confirmation': { noun: 'confirmation', wrong: 'The access token is bound to another key or certificate' },
}

const prevents = (attack: string, protects = 'The walk ends here, and nothing is saved.') => ({ seenBy: 'the client', protects, attack })

export const enFapi2Lessons: Pick<Lessons['checks'], Fapi2Check> = {
  'fapi2-pushed-requests': prevents('a request that is read or changed in the browser'),
  'fapi2-pkce': prevents('a stolen code that somebody else redeems'),
  'fapi2-response-issuer': prevents('the answer of another provider (mix-up)'),
  'fapi2-client-authentication': prevents('a client secret that leaks and is used by others'),
  'fapi2-sender-constraint': prevents('a stolen token that somebody else uses'),
  'fapi2-algorithm': prevents('a signature that is weaker than it looks'),
  'fapi2-signed-request': prevents('an old request that is used again'),
  'fapi2-signed-response': prevents('an answer that was changed on its way through the browser'),
  'token-confirmation': prevents('a token of somebody else that is passed off as yours'),
}

const from: Readonly<Record<string, string>> = { flag: 'the command line', environment: 'the environment', profile: 'the profile' }
const source = (name: unknown) => from[text(name)] ?? text(name)
const lacks = (d: Readonly<Record<string, unknown>>) => text(d['algorithms'])
  ? `its key signs with ${text(d['algorithms'])}, and FAPI 2.0 allows PS256, ES256 and EdDSA alone`
  : d['has_secret'] ? 'only a client secret is there, which FAPI 2.0 never lets a client send' : 'neither a key nor a certificate is there'

export const enFapi2Failures: Pick<Catalogue['failures'], 'fapi2-contradicted' | 'fapi2-client'> = {
  'fapi2-contradicted': d => ({ message: `${text(d['setting'])}${d['value'] === null || d['value'] === undefined ? '' : ` ${text(d['value'])}`} and --fapi2 ${text(d['profile'])} contradict each other`, cause: `${text(d['clause'])} forbids it. ${text(d['setting'])} comes from ${source(d['source'])}${d['profile_source'] === undefined ? '' : `, and --fapi2 from ${source(d['profile_source'])}`}.`, next: fapi2Ways(d) }),
  'fapi2-client': d => ({ message: `--fapi2 ${text(d['profile'])} needs a client that ${d['lacks'] === 'key' ? 'signs its requests with a key' : 'proves itself by a key or a certificate'}`, cause: `As it is, ${lacks(d)}. Register the public key at the provider, then name the key.`, next: [command`oauth-walk key create`, loginWith(command`--client-key default`, ['--client-secret-file']), ...d['lacks'] === 'key' ? [] : [loginWith(command`--tls-cert FILE --tls-key FILE`, ['--client-secret-file'])]] }),
}

export const enFapi2Findings = {
  'fapi2-lifetime': (d: Readonly<Record<string, unknown>>) => `The pushed request is good for ${text(d['seconds'])} s; FAPI 2.0 Security Profile 5.3.2.2 wants less than ${text(d['most'])} s.`,
  'token-bound-to-certificate': () => 'The provider says that it binds access tokens to the client’s certificate; whether this one is bound can’t be read in it.',
  'token-not-bound-to-certificate': () => 'The provider says that it binds access tokens to the client’s certificate, and this one names none (RFC 8705 3.1): whoever has it has the access.',
  'token-names-no-key': () => 'The type of the token is DPoP, but the access token is a JWT that names no key (cnf jkt, RFC 9449 6.1). A resource server that goes by the JWT takes it from anybody who has it, without a proof.',
}
