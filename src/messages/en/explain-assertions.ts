import type { ReadingSentences } from '../explain.ts'
import { exact, text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

const apple = 'Make the client secret anew: alg ES256 with kid (Key ID), iss (Team ID), sub (Services ID), aud https://appleid.apple.com, exp at most six months ahead.'

/** The sentences about JWTs by which a client authenticates. */
export const enAssertionReadings = {
  'assertion-party-missing': {
    said: d => `The client assertion has no ${text(d['missing'])}`,
    why: () => 'iss and sub name the client; both are required, and both are the client id.',
    fix: () => 'Set iss and sub to the client id.',
  },
  'assertion-party-differs': {
    said: d => `iss and sub of the client assertion differ: ${exact(d['iss'])} and ${exact(d['sub'])}`,
    why: () => 'A client that authenticates itself is issuer and subject at once. The server answers invalid_client.',
    fix: () => 'Set both iss and sub to the client id, not to the user, the provider or the app’s address.',
  },
  'assertion-other-client': {
    said: d => `The client assertion is of the client ${text(d['sub'])}, and the request says client_id=${text(d['client'])}`,
    why: () => 'client_id may be left out beside an assertion; where it is sent, it must be the subject of the assertion.',
    fix: () => 'Use one client id for both.',
  },
  'assertion-audience-missing': {
    said: () => 'The client assertion has no audience (aud)',
    why: () => 'Without aud it could be presented at another server. Servers refuse it with invalid_client.',
    fix: () => 'Set aud to the issuer of the authorization server, or to its token endpoint where it wants that.',
  },
  'assertion-audience-differs': {
    said: d => `The client assertion is for another audience: aud is ${exact(d['audience'])}, and the server is ${exact(d['expected'])}`,
    why: d => `The audience must be the server that gets it: its issuer, or the token endpoint. It does not match, so the server answers invalid_client. ${enDifference(d['difference'])}`,
    fix: d => `Set aud to the issuer identifier from the metadata, or to the token endpoint URL, character by character: ${text(d['all'])}.`,
  },
  'assertion-audience-endpoint': {
    said: d => `The client assertion is for ${text(d['audience'])}, which is not the issuer ${text(d['expected'])}; it may be its token endpoint`,
    why: () => 'Both are good: the issuer, and the token endpoint URL. Any other address is refused (invalid_client).',
    fix: () => 'Compare aud with token_endpoint in the provider’s metadata, character by character.',
  },
  'assertion-audience-several': {
    said: d => `The client assertion has several audiences: ${text(d['audience'])}`,
    why: () => 'Some servers (Entra, FAPI 2.0) take one audience only, as a text, and refuse an array.',
    fix: () => 'Set aud to one value: the issuer of the server.',
  },
  'assertion-type': {
    said: d => `The client assertion has the wrong type: typ is ${text(d['type'])}`,
    why: () => 'That type belongs to another kind of JWT. A server that checks typ refuses it.',
    fix: () => 'Set typ to JWT or client-authentication+jwt, or leave it out.',
  },
  'assertion-expiry-missing': {
    said: () => 'The client assertion has no exp',
    why: () => 'exp is required: otherwise whoever sees the assertion can use it for ever.',
    fix: () => 'Set exp to a minute or so after iat, and make a new assertion for each request.',
  },
  'assertion-long-lived': {
    said: d => `The client assertion is good for ${text(d['lives'])}`,
    why: () => 'It is a credential: whoever reads it in a log can be the client until it expires. Servers limit its age, often to five minutes or an hour.',
    fix: () => 'Let it expire a minute or so after iat, and make a new one for each request.',
  },
  'assertion-by-secret': {
    said: d => `The client assertion is signed with the client secret (client_secret_jwt, ${text(d['alg'])})`,
    why: () => 'A server that expects private_key_jwt refuses it; that needs a private key (RS256, PS256, ES256).',
    fix: () => 'Compare token_endpoint_auth_method of the registration with this.',
  },
  'assertion-twice': {
    said: d => `One client assertion is sent ${text(d['count'])} times`,
    why: () => 'A server that remembers jti refuses the second use as a replay.',
    fix: () => 'Make a new assertion, with a new jti, for each request, also for a retry.',
  },
  'assertion-without-id': {
    said: () => 'The client assertion has no jti',
    why: () => 'OpenID Connect requires it: by jti a server knows a replay. Strict servers refuse the assertion without.',
    fix: () => 'Add jti, a new random value each time.',
  },
  'apple-audience': {
    said: d => `The audience of Apple’s client secret is ${text(d['audience']) || 'missing'}, not https://appleid.apple.com`,
    why: () => 'Apple answers invalid_client unless aud is exactly https://appleid.apple.com.',
    fix: () => apple,
  },
  'apple-lifetime': {
    said: d => `Apple’s client secret lives too long: ${text(d['lives'])}`,
    why: () => 'Apple takes at most six months (15777000 seconds) between iat and exp, and answers invalid_client beyond that.',
    fix: () => apple,
  },
  'apple-algorithm': {
    said: d => `Apple’s client secret is signed with ${text(d['alg']) || 'no algorithm'}, not with ES256`,
    why: () => 'The key from Apple (.p8) is one of the curve P-256. Another algorithm gives invalid_client.',
    fix: () => apple,
  },
  'apple-key-id': {
    said: () => 'The header of Apple’s client secret has no kid',
    why: () => 'By kid Apple knows which of the team’s keys signed it. Without it the answer is invalid_client.',
    fix: () => apple,
  },
  'apple-team': {
    said: d => `iss of Apple’s client secret is ${text(d['iss']) || 'missing'}, which is no Team ID`,
    why: () => 'iss is the Team ID: ten letters and digits, from the top right of the developer account. Otherwise the answer is invalid_client.',
    fix: () => apple,
  },
  'apple-client-differs': {
    said: d => `sub of Apple’s client secret is ${exact(d['sub']) || 'missing'}, and client_id is ${exact(d['client'])}`,
    why: () => 'sub must be the client id: the Services ID on the web, the bundle id in an app. They do not match, so the answer is invalid_client.',
    fix: () => apple,
  },
} satisfies Record<string, ReadingSentences>
