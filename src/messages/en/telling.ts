import type { MessageWords } from '../catalogue.ts'
import { inUnits } from '../telling.ts'

const unitNames = { year: 'y', day: 'd', hour: 'h', minute: 'min', second: 's' }

function lasts(seconds: number): string {
  return inUnits(seconds).map(({ amount, unit }) => `${amount} ${unitNames[unit]}`).join(' ')
}

/** How a value that did not come is written. */
export const missing = '(missing)'

export const enTelling: MessageWords['telling'] = {
  aside: text => ` (${text})`,
  fromNow: seconds => Math.abs(seconds) < 1 ? 'now' : seconds > 0 ? `in ${lasts(seconds)}` : `${lasts(seconds)} ago`,
  lasts,
  took: milliseconds => milliseconds < 1000 ? `took ${milliseconds} ms` : `took ${(milliseconds / 1000).toFixed(1)} s`,
  decoded: {
    id_token: 'The ID token, decoded', client_assertion: 'The client assertion, decoded', dpop_proof: 'The DPoP proof, decoded',
    request_object: 'The request object, decoded', authorization_response: 'The signed authorization response, decoded',
    assertion: 'The assertion, decoded', subject_token: 'The subject token, decoded', id_jag: 'The ID-JAG, decoded',
  },
  header: 'header: who signed it, and how',
  claims: 'claims: what it says',
  unchanged: names => `${names}: as above`,
  equal: value => `= ${value}`,
  mustBe: (actual, expected) => `${actual}; must be ${expected}`,
  cameExpected: (actual, expected) => actual === missing ? `missing, expected ${expected}` : `came ${actual}, expected ${expected}`,
  rule: rule => `(${rule})`,
  comma: ', ',
  enumeration: ', ',
  colon: ': ',
  gap: ' ',
  semicolon: '; ',
  checksPassed: count => `${count} ${count === 1 ? 'check' : 'checks'} passed`,
  checks: count => `${count} ${count === 1 ? 'check' : 'checks'}: `,
  claimsFollow: 'the claims stand below',
  placeholder: placeholder => `${placeholder} stands for a secret: the same one throughout this walk.`,
  lessons: {
    start: 'The client finds the provider’s endpoints and draws random values.',
    redirect: 'All of this is seen in the address bar, so it holds no secret of the client.',
    consent: 'Your password goes to the provider only; the client just waits.',
    callback: 'The code is good once; the state proves that it answers this login.',
    token: 'Past the browser, the client sends the code and proves who it is.',
    userinfo: 'Whoever bears the access token gets in, so it belongs in a header.',
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
    start: 'The client will ask the provider for its metadata if it does not know the endpoints yet, and draw state, nonce and code_verifier.',
    redirect: 'The client will open a listener on this machine, then your browser, with the authorization request as its address.',
    consent: 'You will sign in and consent at the provider, in the browser. The client will only wait.',
    callback: 'The client will take the code from the address that your browser was sent to, and check that it answers this very login.',
    token: 'The client will send the code to the provider, this time without the browser, with its code_verifier and secret if it has them. It will check the tokens that come.',
    userinfo: 'The client will show the access token to the resource server, and get the data that the token is good for.',
  },
  aheadByItself: {
    redirect: 'The client will open a listener on this machine, then send the sandbox’s user 张三 to the address of the authorization request.',
    consent: 'The sandbox’s user 张三 will sign in and consent by himself, through the same pages as a browser. The client will only wait.',
    callback: 'The client will take the code from the address that the sandbox’s user was sent to, and check that it answers this very login.',
  },
  stepAhead: n => `Step ${n} of 6`,
  keys: 'Enter: go on   ? Enter: what could go wrong here   q Enter: leave',
  answer: 'Protection',
}
