import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

const kinds: Record<string, string> = {
  id_token: 'ID token', access_token: 'access token', refresh_token: 'refresh token', client_assertion: 'client assertion', request_object: 'request object', logout_token: 'logout token',
  dpop_proof: 'DPoP proof', assertion: 'assertion', authorization_response: 'signed authorization response', userinfo: 'signed userinfo', sd_jwt: 'SD-JWT',
}

function kind(name: unknown): string {
  return pick(kinds, name) ?? 'token'
}

/** The sentences about JWTs, whatever they are used as. */
export const enTokenReadings = {
  'algorithm-none': {
    said: d => `The ${kind(d['kind'])} is not signed: its header says alg "none"`,
    why: () => 'Anybody can write such a token and put any user into it. A verifier that takes alg from the header accepts every forgery.',
    fix: () => 'Have the token signed (RS256, ES256), and let the verifier accept a fixed list of algorithms only, never "none".',
  },
  'signature-empty': {
    said: d => `The signature of the token is missing: nothing stands behind its second dot, although its header says ${text(d['alg'])}`,
    why: () => 'It was cut off when it was copied or logged, or somebody took the signature away. No verifier accepts it.',
    fix: () => 'Use the whole token, all three parts, as it came.',
  },
  'algorithm-symmetric': {
    said: d => `The token is signed with the algorithm ${text(d['alg'])}, a shared secret, where a key pair is expected${d['expected'] ? ` (${text(d['expected'])})` : ''}`,
    why: () => 'With HS256 the client secret is the key. A verifier that takes the public key for that secret accepts what anybody signs (algorithm confusion). A verifier with public keys alone refuses the token.',
    fix: d => `Set the signing algorithm of this client at the provider to ${text(d['expected']) || 'RS256'} (Auth0: Advanced Settings > OAuth > JsonWebToken Signature Algorithm). Pin the expected algorithm in the verifier.`,
  },
  'algorithm-shared': {
    said: d => `The token is signed with a shared secret (${text(d['alg'])})`,
    why: () => 'Whoever can verify it can also make it: the secret must stay with the provider and this one client. A public client can’t use it.',
    fix: () => 'Prefer RS256 or ES256. Never give a verifier for HS256 the provider’s public key as the secret.',
  },
  'algorithm-not-offered': {
    said: d => `The token is signed with ${text(d['alg'])}, which the metadata does not list (${text(d['offered'])})`,
    why: () => 'A client takes the algorithms of id_token_signing_alg_values_supported, or the one that it registered, and refuses others.',
    fix: () => 'Register id_token_signed_response_alg for the client, or set the expected algorithm in it to the one in the token.',
  },
  'header-critical': {
    said: d => `The header names extensions as critical (crit): ${text(d['names'])}`,
    why: () => 'A verifier that does not know each of them must refuse the token.',
    fix: () => 'Use a verifier that knows them, or have the provider leave crit out.',
  },
  'key-in-header': {
    said: d => `The token brings its own key: ${text(d['names'])} in its header${d['value'] ? ` (${text(d['value'])})` : ''}`,
    why: () => 'Whoever forges a token puts their own key there. A verifier that uses it accepts every forgery, or fetches an address that an attacker chose.',
    fix: () => 'Take keys only from the jwks_uri of the issuer that you configured; ignore jwk, jku and x5u in the header.',
  },
  'time-in-milliseconds': {
    said: d => `${text(d['names'])} of the token is in milliseconds (${text(d['value'])}), not in seconds`,
    why: d => `A NumericDate counts seconds since 1970. Read so, ${text(d['value'])} is in the year ${text(d['year'])}: iat and nbf lie in the future, and exp never comes.`,
    fix: d => `Divide the clock’s milliseconds by 1000 where the token is made, and drop the fraction: here ${text(d['seconds'])}.`,
  },
  'time-not-number': {
    said: d => `${text(d['names'])} of the token is not a number (${text(d['value'])})`,
    why: () => 'A NumericDate is a JSON number of seconds since 1970. A text such as a date or "1700000000" is refused.',
    fix: () => 'Write the time as a number of seconds, without quotes.',
  },
  'times-reversed': {
    said: d => `The token expired before it was issued: exp ${text(d['exp'])}, iat ${text(d['iat'])}`,
    why: () => 'It is never valid, at no time. Usually the lifetime is zero or negative, or exp was computed in another unit or time zone.',
    fix: () => 'Compute exp as iat plus the lifetime in seconds, both in UTC.',
  },
  'token-early': {
    said: d => `The token is from the future: its ${text(d['claim'])} is ${text(d['at'])}, and the clock says ${text(d['now'])}, ${text(d['by'])} earlier`,
    why: d => `${d['claim'] === 'nbf' ? 'It is not valid yet (nbf, not before).' : 'A verifier refuses what was issued in the future (iat).'} The clocks of the two machines differ (clock skew)${d['hours'] ? `; by whole hours, so local time was taken for UTC in one place` : ''}.`,
    fix: d => d['hours'] ? 'Compute the times in UTC. Set both clocks by network time (NTP).' : 'Set both clocks by network time (NTP); virtual machines and containers drift after a pause. Allow a small leeway of a minute or so in the verifier.',
  },
  'token-expired': {
    said: d => `The ${kind(d['kind'])} has expired: exp ${text(d['exp'])}, ${text(d['ago'])} before ${text(d['now'])}`,
    why: d => `No verifier accepts it any more${d['lived'] ? `; it was good for ${text(d['lived'])}` : ''}. If it was new when it was sent, the clocks of the two machines differ.`,
    fix: d => d['kind'] === 'client_assertion' ? 'Make a new assertion for each request, right before it is sent.' : 'Get a new one: refresh it before exp (refresh token), or sign in again. Compare the clocks (NTP) if it was new.',
  },
  'expiry-missing': {
    said: d => `The ${kind(d['kind'])} has no exp: it never expires`,
    why: () => 'Whoever finds it in a log or steals it can use it for ever. Verifiers that want exp refuse it.',
    fix: () => 'Have the provider set exp, minutes to an hour ahead.',
  },
  'token-long-lived': {
    said: d => `The ${kind(d['kind'])} lives long: ${text(d['lives'])}`,
    why: () => 'A bearer token is good for whoever has it, and can’t be taken back before it expires. A leak stays open that long.',
    fix: () => 'Set the lifetime of access tokens to minutes or an hour, and use a refresh token that is rotated.',
  },
  'id-token-as-access-token': {
    said: d => `An ID token is sent as access token. It is for the client: aud is ${text(d['audience'])}${d['signs'] ? `, and it has ${text(d['signs'])}` : ''}`,
    why: () => 'An ID token tells the client who signed in. An API must refuse it: it is for another audience and grants nothing.',
    fix: d => `Send the access token of the same answer instead. If that is opaque, ask for one for the API: ${/auth0/.test(text(d['issuer'])) ? 'audience=API_IDENTIFIER in the authorization request (Auth0)' : 'its audience, resource or scope in the authorization request'}.`,
  },
  'refresh-token-as-access-token': {
    said: () => 'A refresh token is sent to an API as access token',
    why: () => 'A refresh token goes to the provider’s token endpoint alone. An API refuses it, and must never see it.',
    fix: () => 'Send access_token, and keep refresh_token for grant_type=refresh_token.',
  },
  'assertion-as-access-token': {
    said: () => 'A JWT that the client signed itself is sent as access token',
    why: () => 'The client issued it (iss and sub are the same), not the provider: it is a client assertion, good at the token endpoint only.',
    fix: () => 'Exchange it at the token endpoint for an access token (client_assertion, or assertion with the JWT bearer grant), and send that.',
  },
  'access-token-as-id-token': {
    said: () => 'An access token is used as ID token',
    why: () => 'It is meant for an API and does not prove to this client that anybody signed in: any client that got it could present it.',
    fix: () => 'Use the member id_token of the token answer; ask for the scope openid if there is none.',
  },
  'logout-token-as-id-token': {
    said: () => 'A logout token is used as ID token',
    why: () => 'It says that a session ended, and proves no sign-in.',
    fix: () => 'Refuse tokens with an events claim, or with typ logout+jwt, where an ID token is expected.',
  },
  'id-token-as-logout-token': {
    said: () => 'An ID token was sent as logout token',
    why: () => 'A logout token has the event backchannel-logout and no nonce. This one has what an ID token has, and must be refused.',
    fix: () => 'Send a logout token with events, jti, and sub or sid; a test that posts an ID token to the logout endpoint can’t succeed.',
  },
  'audience-missing': {
    said: d => `The ${kind(d['kind'])} has no audience (aud)`,
    why: () => 'Nobody can tell whom it is meant for. A verifier that checks aud refuses it; one that does not accepts tokens of other services.',
    fix: d => d['provider'] === 'keycloak' ? 'In Keycloak, add an Audience mapper for the API to a client scope of this client.' : 'Ask for the audience of the API (audience, resource or its scope), and have the provider write it into aud.',
  },
  'audience-other-client': {
    said: d => `The ID token names ${text(d['client'])} as azp, but its audience is another client: ${text(d['audience'])}`,
    why: () => 'aud says who may accept it. The two are different client ids of one project, such as those of an Android or iOS app and of its server.',
    fix: () => 'Compare aud with the client id for which the token was requested (the server’s or web client id), not with that of the app.',
  },
  'audience-not-client': {
    said: d => `The ID token is for another client: its audience (aud) is ${text(d['audience'])}, and the client is ${text(d['client'])}`,
    why: () => 'A client must refuse an ID token whose aud does not contain its own client id: it proves a sign-in at another app.',
    fix: () => 'Compare the client id in the configuration of the verifier with that of the authorization request; use one client for both.',
  },
  'audience-several': {
    said: d => `The ID token has several audiences and no azp: ${text(d['audience'])}`,
    why: () => 'With more than one audience, azp says for which client it was made. Strict clients refuse it without.',
    fix: () => 'Have the provider put the client id alone into aud, or add azp; drop the mapper that adds other audiences to the ID token.',
  },
  'authorized-party-differs': {
    said: d => `azp of the ID token is ${text(d['azp'])}, and the client is ${text(d['client'])}`,
    why: () => 'azp names the client that asked for the token. It is another one, so this login is not the one that made it.',
    fix: () => 'Use the client id of azp in the verifier, or sign in with this client.',
  },
  'audience-elsewhere': {
    said: d => d['expected'] ? `The access token is for another audience: aud is ${text(d['audience']) || 'missing'}, and ${text(d['expected'])} expects its own` : `The access token is for another audience: aud is ${text(d['audience']) || 'missing'}`,
    why: () => 'An API accepts only tokens that name it in aud. This one does not match: it was made for another resource.',
    fix: d => `${pick(atProvider, d['provider']) ?? 'Ask for a token for this API: its audience, resource (RFC 8707) or scope in the authorization request.'} Or correct the audience that the API is configured with, if aud is the right one.`,
  },
  'audience-is-client': {
    said: d => `The audience of the access token is ${text(d['audience'])}: no API of your own`,
    why: () => 'An API that checks aud (as it must) refuses a token that names only the client, or Keycloak’s own "account".',
    fix: () => 'Give the token the API’s audience: in Keycloak by an Audience mapper in a client scope, elsewhere by audience, resource or scope.',
  },
  'cognito-no-audience': {
    said: d => `Cognito’s access token has no aud: it names the client as client_id (${text(d['client'])})`,
    why: () => 'A verifier that wants aud refuses every access token of Cognito.',
    fix: () => 'Check client_id, token_use "access" and scope instead of aud.',
  },
  'issuer-missing': {
    said: () => 'The ID token has no issuer (iss)',
    why: () => 'Nobody can tell who made it, and with which keys it is to be verified.',
    fix: () => 'Have the provider write iss, exactly as in its metadata.',
  },
  'issuer-differs': {
    said: d => `The issuer of the token does not match: iss is ${text(d['issuer'])}, expected is ${text(d['expected'])}`,
    why: d => `The issuer is compared character by character. ${enDifference(d['difference'])}${d['inside'] ? ' One of them is a name inside a network (container, localhost): the provider writes the host by which it was asked.' : ''}`,
    fix: d => d['inside']
      ? 'Give the provider one public address, and have browser and backend use it (Keycloak: KC_HOSTNAME, with KC_HOSTNAME_BACKCHANNEL_DYNAMIC for the inside). Configure that issuer in the verifier.'
      : `Configure the verifier with the very iss of the token, ${text(d['issuer'])}, as the provider’s metadata has it; don’t add or cut a slash.`,
  },
  'nonce-not-returned': {
    said: () => 'The authorization request had a nonce, and the ID token has none',
    why: () => 'The nonce ties the ID token to this login. Without it a stolen token could be put in (replay), and clients refuse it.',
    fix: () => 'Have the provider copy nonce from the authorization request into the ID token; keep it through every redirect and the code.',
  },
  'nonce-differs': {
    said: d => `The nonce of the ID token (${text(d['came'])}) is not the one that was sent (${text(d['sent'])})`,
    why: () => 'The nonce does not match: the ID token belongs to another login (two tabs, a second request that overwrote the first, a cached token), or it is replayed.',
    fix: () => 'Keep state and nonce for each login apart, under the state. Start one login at a time, and drop them once they were used.',
  },
  'hash-differs': {
    said: d => `${text(d['claim'])} in the ID token does not match the ${text(d['of'])} beside it: it is ${text(d['given'])}, and the ${text(d['of'])} gives ${text(d['expected'])}`,
    why: d => `${text(d['claim'])} is the left half of the hash of the ${text(d['of'])}, in base64url. ${mistake(d['mistake'])}`,
    fix: d => d['mistake']
      ? `Compute it as the left half of the hash that belongs to ${text(d['alg'])}, over the ASCII characters, in base64url without padding.`
      : `Do not use this ${text(d['of'])}. The provider has to compute ${text(d['claim'])} from the very ${text(d['of'])} that it sends; check that nothing replaced it on the way.`,
  },
  'hash-missing': {
    said: d => `The ID token that came through the browser has no ${text(d['claim'])}`,
    why: d => `Without it nothing ties the ${text(d['of'])} beside it to this login: another one could be put in its place.`,
    fix: d => `Have the provider add ${text(d['claim'])}, or use the code flow (response_type=code) with PKCE.`,
  },
  'subject-missing': {
    said: () => 'The ID token has no sub: it does not say who signed in',
    why: () => 'sub is the one claim that names the user. Clients refuse an ID token without it.',
    fix: () => 'Have the provider write sub, a text that never changes for this user.',
  },
  'subject-not-text': {
    said: d => `sub of the ID token is a ${text(d['kind'])}, not a text`,
    why: () => 'sub is a string of at most 255 ASCII characters. Clients refuse another type, and long numbers lose digits.',
    fix: () => 'Have the provider write the user’s id in quotes.',
  },
  'subject-differs': {
    said: d => `The userinfo answer is about another user: sub is ${text(d['userinfo'])} there, and ${text(d['token'])} in the ID token`,
    why: () => 'The two must be the same, or the access token is not the one of this login (token substitution).',
    fix: () => 'Compare sub, and refuse the userinfo where it differs. If one provider names its users in two ways, use one of them (subject type public or pairwise).',
  },
  'signature-fails': {
    said: d => `The signature of the ${kind(d['kind'])} does not verify with the keys given${d['kid'] ? `, although one has its kid ${text(d['kid'])}` : ''}`,
    why: () => 'The token was changed, made with another key under the same kid, or copied incompletely; or these are the keys of another issuer or environment.',
    fix: () => 'Fetch the keys again from the jwks_uri of the issuer in the token. Compare the token with what the provider sent, character by character.',
  },
  'sd-jwt-end': {
    said: () => 'The SD-JWT does not end with ~',
    why: () => 'Behind each disclosure stands a tilde; what stands behind the last one is a key binding JWT, and this is none.',
    fix: () => 'Put a ~ behind the last disclosure, or add the key binding JWT.',
  },
  'sd-jwt-disclosure': {
    said: d => `${text(d['count'])} of ${text(d['all'])} disclosures of the SD-JWT do not belong to it`,
    why: () => 'Their digest is not among those that the issuer signed (_sd). A verifier must refuse the whole.',
    fix: () => 'Send disclosures as the issuer gave them, byte for byte: encoding them anew changes the digest.',
  },
  'sd-jwt-hash': {
    said: () => 'sd_hash of the key binding JWT does not match what stands before it',
    why: () => 'It binds the holder’s signature to this very selection of disclosures. They were changed afterwards.',
    fix: () => 'Choose the disclosures first; compute sd_hash over the text up to the last ~, that one included.',
  },
  'sd-jwt-unbound': {
    said: () => 'The SD-JWT has a key binding, but no key (cnf) is in it',
    why: () => 'Nobody can tell whose signature the binding should have.',
    fix: () => 'Have the issuer write the holder’s key into cnf, or leave the binding out.',
  },
  'token-encrypted-to-provider': {
    said: d => `The token is encrypted (JWE with five parts, alg ${text(d['alg'])}): opaque, for the provider itself`,
    why: () => 'It is not a JWT that an API can verify: only the provider can open it. Verifiers say "jwt malformed", since they expect three parts.',
    fix: d => d['auth0'] ? 'Name the API: audience=API_IDENTIFIER in the authorization request (Auth0). Without an audience the access token is good for /userinfo alone.' : 'Ask for an access token for the API by its audience or resource, or have the API introspect the token.',
  },
  'token-encrypted': {
    said: d => `The token is encrypted (JWE with five parts, alg ${text(d['alg'])}, enc ${text(d['enc'])})`,
    why: () => 'Only the holder of the private key can read it; a verifier of signed JWTs (three parts) calls it malformed.',
    fix: () => 'Decrypt it with the client’s key first. Or register the client without encryption (no id_token_encrypted_response_alg).',
  },
} satisfies Record<string, ReadingSentences>

const atProvider: Record<string, string> = {
  keycloak: 'In Keycloak, add an Audience mapper with this API to a client scope of the client.',
  auth0: 'Send audience=API_IDENTIFIER in the authorization request (Auth0).',
  microsoft: 'Ask for a scope of this API (api://APP_ID/SCOPE); one token of Entra is for one resource.',
  okta: 'Use the custom authorization server whose audience is this API (Okta: Security > API).',
}

function mistake(name: unknown): string {
  const how: Record<string, string> = { whole: 'Here it is the whole hash.', hex: 'Here it is written in hexadecimal.', base64: 'Here it is base64 with padding or the other alphabet.' }
  const known = pick(how, name)
  if (known !== undefined) return known
  return name ? `Here it was computed with ${text(name)}, another hash than that of alg.` : 'The two do not belong together: one of them was replaced, or comes from another answer.'
}
