import type { ProviderRules } from '../provider-rules.ts'
import { enProviderRulesAtDoor } from './provider-rules-at-door.ts'

/** The rules of the back channel; those of the metadata and the authorization endpoint stand in a file of their own. */
export const enProviderRules: ProviderRules = {
  ...enProviderRulesAtDoor,
  'pkce-wrong-verifier': {
    title: 'A wrong code_verifier is refused',
    sends: 'a token request with the code and another code_verifier',
    attack: 'Somebody reads the code on its way through the browser. PKCE makes it worthless to them, unless any value opens it.',
    change: 'Hash the code_verifier of the token request with SHA-256, compare it with the code_challenge of the code, and answer invalid_grant where they differ.',
  },
  'pkce-no-verifier': {
    title: 'A missing code_verifier is refused',
    sends: 'a token request with the code and no code_verifier',
    attack: 'Somebody reads the code on its way through the browser, and redeems it by simply leaving out the proof.',
    change: 'Once a code has a code_challenge, redeem it only with a code_verifier. Answer invalid_grant where there is none.',
  },
  'pkce-downgrade': {
    title: 'PKCE can’t be stripped from a request',
    sends: 'a request without code_challenge, then its code with a code_verifier',
    attack: 'An attacker takes the code_challenge out of the request in the browser. The code then belongs to no verifier, and they can put it into another login.',
    change: 'Refuse a code_verifier for a code that was asked for without a code_challenge; or demand PKCE of every request.',
  },
  'redirect-mismatch-at-token': {
    title: 'A code is bound to its redirect_uri',
    sends: 'a token request with the code and another redirect_uri',
    attack: 'A code that leaked to one redirect URI is handed to the client at another one, and the provider does not notice.',
    change: 'Keep the redirect_uri of the authorization request beside the code. Where one was sent, answer invalid_grant unless the token request has the same.',
  },
  'code-other-client': {
    title: 'Another client can’t redeem the code',
    sends: 'a token request of the second client with the code of the first',
    attack: 'A dishonest client that is registered at the same provider redeems codes that it stole from another client.',
    change: 'Keep the client_id beside the code, and answer invalid_grant to every other client.',
  },
  'client-auth-wrong': {
    title: 'A wrong client secret is refused',
    sends: 'two token requests: one with a wrong client secret, one with none',
    attack: 'Anybody can pose as the client: with a stolen code or refresh token they get tokens as that client.',
    change: 'Authenticate a confidential client at the token endpoint before anything else, and answer 401 invalid_client where that fails.',
  },
  'code-replay': {
    title: 'A code works only once',
    sends: 'the same code again after 1 s; if that is accepted, 30 s later again',
    attack: 'A code that was used stays in histories and logs. Whoever finds it there gets tokens of their own.',
    change: 'Mark the code as used before you answer. Answer invalid_grant to the second use, and revoke the tokens of the first.',
  },
  'code-lifetime': {
    title: 'A code expires within 10 minutes',
    sends: 'a token request with a code of 11 minutes, or as old as --slow says',
    attack: 'The longer a code lives, the longer an old one from a log or a history can still be redeemed.',
    change: 'Let a code expire after 60 seconds, and after 10 minutes at the latest.',
  },
  'code-in-parallel': {
    title: 'Parallel requests redeem a code once',
    sends: '5 token requests with the same code at the same time',
    attack: 'A thief who is as fast as the client gets tokens beside it, since both requests find the code unused.',
    change: 'Look the code up and mark it as used in one step of the database: a transaction, or a delete that says whether it found the code.',
  },
  'no-store-headers': {
    title: 'Token answers are not cached',
    sends: 'nothing more: it reads the headers of the token answers',
    attack: 'A proxy or a cache keeps the answer with the tokens, and gives it to somebody else later.',
    change: 'Send Cache-Control: no-store with every answer of the token endpoint that holds a token.',
  },
  'nonce-echo': {
    title: 'nonce comes back unchanged',
    sends: 'two logins: one with an odd nonce, one without a nonce',
    attack: 'Without the exact nonce, a client can’t tell the ID token of this login from one that an attacker kept from another.',
    change: 'Copy the nonce of the authorization request into the ID token byte by byte. Leave the claim out where the request had none.',
  },
  'id-token-sane': {
    title: 'The ID token’s signature and claims hold',
    sends: 'GET of the keys (jwks_uri); it reads the ID tokens of this run',
    attack: 'Clients can’t tell a forged token from a real one, or take one that was meant for somebody else, or one that is too old.',
    change: 'Sign with a key that stands at jwks_uri, by the algorithm that the client is registered for. Set iss, aud, a fresh iat, a near exp, and at_hash over the access token of the same answer.',
  },
  'userinfo-token-handling': {
    title: 'userinfo takes valid tokens only',
    sends: 'userinfo requests: no token, a made-up one, one in the address',
    attack: 'Addresses stand in logs and histories, so a token in them is read by others. A token that is not checked at all opens the data to anybody.',
    change: 'Answer 401 with WWW-Authenticate: Bearer to a missing or unknown token. Take no access token from the query.',
  },
  'refresh-rotation': {
    title: 'A refresh brings a new refresh token',
    sends: 'one refresh request',
    attack: 'A stolen refresh token of a public client works for as long as the session lives, and nobody notices.',
    change: 'Give public clients a new refresh token with each refresh and end the old one, or bind refresh tokens to a key (DPoP, mutual TLS).',
  },
  'refresh-reuse': {
    title: 'A used refresh token is refused',
    sends: 'a refresh with the old refresh token, then one with the newest',
    attack: 'A thief and the client both refresh with copies of one token. If nobody ends the session at the second use, the thief stays in.',
    change: 'Answer invalid_grant to a refresh token that was used, and revoke the whole family: the newest one with it.',
  },
  'refresh-bounds': {
    title: 'A refresh gives only what was granted',
    sends: 'refreshes: with more scope, by the second client, without its secret',
    attack: 'Somebody with a stolen refresh token turns it into wider access, or uses it as a client of their own.',
    change: 'Answer invalid_scope to a scope that was not granted, invalid_grant to another client, and 401 invalid_client where the client does not authenticate.',
  },
  revocation: {
    title: 'Revoked tokens don’t work',
    sends: 'revocations: of a refresh token, of a made-up one, by another client',
    attack: 'The user signs out or takes the access back, and a stolen token goes on working.',
    change: 'Revoke a refresh token together with the access tokens of its grant, answer 200 to unknown tokens too, and revoke none of another client’s.',
  },
  'introspection-open': {
    title: 'Introspection asks who is calling',
    sends: 'an introspection request without authentication',
    attack: 'Anybody can try out made-up tokens there, and learns from each answer whose token it is and what it may do.',
    change: 'Authenticate whoever calls the introspection endpoint, and answer 401 otherwise.',
  },
  'pushed-request-reuse': {
    title: 'A pushed request works once',
    sends: 'a request_uri twice, one by another client, a request that was not pushed',
    attack: 'Somebody sees a request_uri in the browser and starts a login with it again, or as another client.',
    change: 'Bind the request_uri to the client that pushed it and let it be used once. Refuse plain requests where pushing is required.',
  },
  'dpop-proof': {
    title: 'DPoP proofs are checked in full',
    sends: 'proofs with a wrong signature, htu, htm, iat, jti, ath or key; and none',
    attack: 'A proof that was made for another request or long ago is played back together with a stolen token, and the lock is none.',
    change: 'Verify the signature of every proof, and check its htm, htu, iat, jti, and, beside a token, ath and the key. Answer invalid_dpop_proof at the token endpoint and 401 at a resource, also to a bound token sent as Bearer.',
  },
  'logout-redirect': {
    title: 'Logout redirects to known addresses only',
    sends: 'a logout request with a post_logout_redirect_uri of another host',
    attack: 'A link that begins with your provider’s address ends at a page of the attacker’s, which looks like your sign-in page.',
    change: 'Compare post_logout_redirect_uri with the registered ones character by character, and show a page of your own where it is none of them.',
  },
}
