import type { Lessons } from '../lessons.ts'
import { enParameters } from './parameters.ts'

const what = (name: string) => enParameters[name] ?? name

/** The parameters and tokens that protect something. */
export const enLessonParameters: Lessons['parameters'] = {
  redirect_uri: {
    what: what('redirect_uri'), seenBy: 'Everyone who sees the address.',
    protects: 'redirect_uri: the provider must compare it, letter by letter, with what is registered for the client. A mere prefix or pattern would leave room for an address of the attacker’s. On your own machine the port alone may differ.',
    attack: 'The code could be sent to somebody else’s address.',
  },
  scope: {
    what: what('scope'), seenBy: 'Everyone who sees the address.',
    protects: 'scope: the consent page says what it would get, and you can refuse.',
    attack: 'The client could ask for more than it needs.',
  },
  state: {
    what: what('state'), seenBy: 'Your browser, the client and the provider.',
    protects: 'state: only the client that asked knows it, and the answer must bring it back.',
    attack: 'CSRF: an attacker starts a login, and has your browser finish it. You would be signed in as the attacker without noticing.',
  },
  nonce: {
    what: what('nonce'), seenBy: 'Your browser, the client and the provider.',
    protects: 'nonce: the provider signs it into the ID token, and the client compares it.',
    attack: 'Replay: an ID token of an earlier login is put in place of yours.',
  },
  code_challenge: {
    what: what('code_challenge'), seenBy: 'Everyone who sees the address.',
    protects: 'With PKCE, only the hash of the code_verifier travels here. Without the verifier itself the code is worth nothing.',
    attack: 'A stolen code: another program on this machine, or a log, reads the code and redeems it.',
  },
  code: {
    what: what('code'), seenBy: 'Your browser, the client and the provider.',
    protects: 'It is good once, and for a short time.',
    attack: 'Whoever finds the code in a history or log tries to redeem it.',
  },
  iss: {
    what: what('iss'), seenBy: 'Everyone who sees the address.',
    protects: 'iss: the answer names its issuer, which is compared.',
    attack: 'Mix-up: the answer comes from another provider than the one that was asked, and the code would be sent to the wrong one.',
  },
  code_verifier: {
    what: what('code_verifier'), seenBy: 'Client and provider only.',
    protects: 'code_verifier: the provider hashes it and compares it with the code_challenge of step 2.',
    attack: 'A stolen or injected code is redeemed by somebody who did not ask for it.',
  },
  client_secret: {
    what: what('client_secret'), seenBy: 'Known to client and provider only: whoever else had it could pose as the client.',
    protects: 'Client authentication, over a connection that the browser has no part in.',
    attack: 'Somebody poses as the client, whose id is public.',
  },
  access_token: {
    what: what('access_token'), seenBy: 'Client, provider and resource server.',
    protects: 'An access token belongs in the Authorization header, not in the address, and should expire soon.',
    attack: 'Whoever holds the access token gets in; addresses are written into logs.',
  },
  refresh_token: {
    what: what('refresh_token'), seenBy: 'Client and provider only.',
    protects: 'It gets new access tokens without you, so that the access token itself may expire soon. It goes to the token endpoint only, and you can revoke it.',
    attack: 'Its risk: whoever steals it has your access for as long as it lives.',
  },
  id_token: {
    what: what('id_token'), seenBy: 'Client and provider only.',
    protects: 'Where an ID token comes, its nonce, aud, iss, times and signature are checked before anything is saved.',
    attack: 'Replay: an ID token of another login, another client or another provider is put in place.',
  },
  dpop_jkt: {
    what: what('dpop_jkt'), seenBy: 'Everyone who sees the address.',
    protects: 'dpop_jkt names a key by its hash. Only the client that holds this key can redeem the code.',
    attack: 'A stolen code: somebody redeems it with a key of their own.',
  },
  dpop: {
    what: what('dpop'), seenBy: 'Client and server only. The private key never leaves the client.',
    protects: 'DPoP is a lock. The token is bound to a key, and the client holds that key. Each request carries a proof that the key has signed, so a stolen token opens nothing.',
    attack: 'A stolen token: without a lock, whoever has the token has the access.',
  },
  request: {
    what: what('request'), seenBy: 'Your browser, the client and the provider: it can be read.',
    protects: 'The client signs the request with its private key, which stays with it. The provider checks the signature with the public key that is registered.',
    attack: 'Someone changes the request on its way through the browser, such as the scope or the redirect URI.',
  },
  response: {
    what: what('response'), seenBy: 'Your browser, the client and the provider: unless it is encrypted, it can be read.',
    protects: 'The provider signs the answer with its private key, and names the client that it is for. The client checks that before it believes a word.',
    attack: 'Someone puts together an answer, or slips in one of another provider or for another client.',
  },
  client_assertion: {
    what: what('client_assertion'), seenBy: 'Client and provider only. What it is signed with is not in it.',
    protects: 'The assertion is signed for this provider and is good for a short time. The client signs it with its private key or its secret; or a platform that the provider trusts has signed it.',
    attack: 'A client secret is sent with each request: whoever reads one request can pose as the client. An assertion can’t be used elsewhere or later.',
  },
  authorization_details: {
    what: what('authorization_details'), seenBy: 'Everyone who sees the request. Pushed or signed, it can’t be changed.',
    protects: 'authorization_details say to the amount and the account what is asked for, and the consent page can show it. The tokens name what was granted.',
    attack: 'A scope is a word: whoever has a token for “payments” could make any payment.',
  },
  claims: {
    what: what('claims'), seenBy: 'Everyone who sees the request.',
    protects: 'claims name each fact about you that is asked for, and whether the client can do without it.',
    attack: 'A scope asks for a whole bundle: the client would get more of your data than it needs.',
  },
}
