import type { Lessons } from '../lessons.ts'
import { enFapi2Lessons } from './fapi2.ts'
import { enDocumentLessons } from './registration.ts'
import { enGrantLessons } from './grant.ts'
import { enResourceLessons } from './resource.ts'

const prevents = (attack: string, protects = 'The walk ends here, and nothing is saved.') => ({ seenBy: 'the client', protects, attack })

/** What each check of the walk prevents. */
export const enLessonChecks: Lessons['checks'] = {
  ...enFapi2Lessons, ...enDocumentLessons, ...enResourceLessons, ...enGrantLessons,
  'issuer-identical': prevents('an attacker’s metadata that sends your code and secret elsewhere (mix-up)'),
  'endpoints-safe': prevents('a code, secret or token that crosses the network unencrypted'),
  'start-address': prevents('another user of this machine who signs in in your place'),
  'response-signature': prevents('an answer that somebody else made, or changed on its way through the browser'),
  'response-jwt-issuer': prevents('an answer of another provider (mix-up)'),
  'response-jwt-audience': prevents('an answer that was made for another client'),
  'response-jwt-expiry': prevents('an old answer that somebody kept'),
  'same-browser': prevents('an answer that another browser brings'),
  state: prevents('an answer that a foreign link or web page brings (CSRF)'),
  'parameters-once': prevents('a second value that one reader takes and another overlooks'),
  'response-issuer': prevents('the answer of another provider, and a code that goes to the wrong one (mix-up)'),
  'code-or-error': prevents('a token request with something that is no code'),
  'no-token-in-front-channel': prevents('a token in histories and logs'),
  'access-token-characters': prevents('a token that smuggles line breaks into a header'),
  'token-type': prevents('a token that is used in a way that it was not made for'),
  'id-token-present': prevents('a sign-in that nothing proves'),
  decryption: prevents('a token or data that a proxy, a log or a browser history on the way shows to others'),
  'id-token-encryption': prevents('an ID token that did not come as the provider agreed to send it'),
  'id-token-readable': prevents('guesses about a token that nobody can verify'),
  'id-token-algorithm': prevents('a token without a signature, or with one that anybody can make'),
  'id-token-issuer': prevents('a token of another provider, where the attacker has an account'),
  'id-token-audience': prevents('a token that you gave to another client, and that its owner uses here'),
  'id-token-authorized-party': prevents('a token that another client got'),
  'id-token-expiry': prevents('an old token that somebody found'),
  'id-token-issued-at': prevents('a token that was kept back for later'),
  'id-token-not-before': prevents('a token that is not valid yet'),
  'id-token-nonce': prevents('a token of another login that is played again (replay)'),
  'id-token-subject': prevents('a sign-in without a user'),
  'id-token-auth-time': prevents('a session so old that someone else may sit there now'),
  'id-token-access-token-hash': prevents('an access token that was exchanged for another one'),
  'id-token-signature': prevents('a token that somebody made up or changed'),
  'userinfo-subject': prevents('the data of another user (token substitution)'),
  'userinfo-issuer': prevents('the word of another provider in the place of this one’s'),
  'userinfo-audience': prevents('an answer that was made for another client'),
  'userinfo-expiry': prevents('an old answer that is shown again'),
  'userinfo-signature': prevents('data that somebody changed'),
}
