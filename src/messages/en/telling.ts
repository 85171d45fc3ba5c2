import { inUnits, type Telling } from '../telling.ts'

const unitNames = { day: 'd', hour: 'h', minute: 'min', second: 's' }

function lasts(seconds: number): string {
  const { amount, unit } = inUnits(seconds)
  return `${amount} ${unitNames[unit]}`
}

export const enTelling: Telling = {
  fromNow: seconds => Math.abs(seconds) < 1 ? 'now' : seconds > 0 ? `in ${lasts(seconds)}` : `${lasts(seconds)} ago`,
  lasts,
  took: milliseconds => milliseconds < 1000 ? `took ${milliseconds} ms` : `took ${(milliseconds / 1000).toFixed(1)} s`,
  decoded: 'The ID token, decoded',
  header: 'header: who signed it, and how',
  claims: 'claims: what it says',
  unchanged: names => `${names}: as above`,
  equal: value => `= ${value}`,
  mustBe: (actual, expected) => `${actual}; must be ${expected}`,
  cameExpected: (actual, expected) => `came ${actual}, expected ${expected}`,
  rule: rule => `(${rule})`,
  comma: ', ',
  enumeration: ', ',
  colon: ': ',
  gap: ' ',
  semicolon: '; ',
  checksPassed: count => `${count} ${count === 1 ? 'check' : 'checks'} passed`,
  checks: count => `${count} ${count === 1 ? 'check' : 'checks'}: `,
  claimsFollow: 'the claims stand below',
  placeholder: placeholder => `${placeholder} stands for a secret; the same secret always looks the same.`,
  lessons: {
    start: 'The client finds the provider’s endpoints and draws random values.',
    redirect: 'All of this is seen in the address bar, so it holds no secret of the client.',
    consent: 'Your password goes to the provider only; the client just waits.',
    callback: 'The code is good once; the state proves that it answers this login.',
    token: 'Without the browser, the client proves who it is and that it is who asked.',
    userinfo: 'Whoever bears the access token gets in, so it never stands in an address.',
  },
  busy: {
    start: 'Asking the provider for its metadata',
    waiting: 'Waiting for you to sign in',
    'token-request': 'Waiting for the token endpoint',
    'userinfo-request': 'Waiting for the resource server',
  },
  short: {
    open: address => `Opening in your browser: ${address}`,
    redirects: address => `The client sends your browser on (303) to ${address}`,
    signsInByItself: address => `The sandbox’s user 张三 signs in at ${address}`,
    waiting: (redirectUri, seconds) => `Waiting at ${redirectUri}, ${seconds} s at most`,
  },
  ahead: {
    start: 'The client will ask the provider for its metadata, where it does not know the endpoints yet, and draw state, nonce and code_verifier.',
    redirect: 'The client will open a listener on this machine, then your browser, with the authorization request as its address.',
    consent: 'You will sign in and consent at the provider, in the browser. The client will only wait.',
    callback: 'The client will take the code from the address that your browser was sent to, and check that it answers this very login.',
    token: 'The client will send the code and the code_verifier to the provider, this time without the browser, and check the tokens that come.',
    userinfo: 'The client will show the access token to the resource server, and get the data that the token is good for.',
  },
  dangers: {
    start: [
      { attack: 'Mix-up: false metadata could name the attacker’s endpoints, and your code or secret would go there.', answer: 'The metadata must name exactly the issuer that was asked, and every endpoint must be https.' },
      { attack: 'A value that can be guessed protects nothing.', answer: 'state, nonce and code_verifier are 32 random bytes each, new for every login.' },
    ],
    redirect: [
      { attack: 'CSRF: an attacker starts a login, and has your browser finish it. You would be signed in as the attacker without noticing.', answer: 'state: only the client that asked knows it, and the answer must bring it back.' },
      { attack: 'A stolen code: another program on this machine, or a log, reads the code and redeems it.', answer: 'PKCE: only the hash of the code_verifier travels here. Without the verifier itself the code is worth nothing.' },
      { attack: 'The code could be sent to somebody else’s address.', answer: 'redirect_uri: the provider compares it with what is registered for the client.' },
    ],
    consent: [
      { attack: 'Phishing: a page that only looks like the provider’s takes your password.', answer: 'Look at the address in the browser: it must be the provider’s. The client never asks for that password.' },
      { attack: 'The client could ask for more than it needs.', answer: 'scope: the consent page says what it would get, and you can refuse.' },
    ],
    callback: [
      { attack: 'CSRF: a link or web page brings a code of somebody else’s to the listener.', answer: 'state: a request with another one is ignored, and the wait goes on.' },
      { attack: 'Mix-up: the answer comes from another provider than the one that was asked, and the code would be sent to the wrong one.', answer: 'iss: the answer names its issuer, which is compared.' },
      { attack: 'A token in the address ends up in the history and in logs.', answer: 'Only a code may come this way. It is good once, and only with the code_verifier.' },
    ],
    token: [
      { attack: 'A stolen or injected code is redeemed by somebody who did not ask for it.', answer: 'code_verifier: the provider hashes it and compares it with the code_challenge of step 2.' },
      { attack: 'Somebody poses as the client.', answer: 'Client authentication, over a connection that the browser has no part in.' },
      { attack: 'Replay: an ID token of another login, another client or another provider is put in place.', answer: 'nonce, aud, iss, the times and the signature of the ID token are checked before anything is saved.' },
    ],
    userinfo: [
      { attack: 'Token substitution: the data belong to another user than the one who signed in.', answer: 'sub of the userinfo must be the sub of the ID token.' },
      { attack: 'Whoever holds the access token gets in; addresses are written into logs.', answer: 'The token travels in the Authorization header, never in the address, and expires soon.' },
    ],
  },
  stepAhead: n => `Step ${n} of 6`,
  keys: 'Enter: go on   ?: what could go wrong here   q: leave',
  answer: 'Protection',
}
