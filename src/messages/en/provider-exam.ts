import type { ProviderExamWords } from '../provider-exam.ts'
import { text } from '../text.ts'

const proofs: Record<string, string> = {
  signature: 'a proof whose signature is wrong', none: 'a proof that nobody signed (alg none)',
  htu: 'a proof of another address (htu)', htm: 'a proof of GET (htm)', iat: 'a proof that is an hour old (iat)', key: 'a proof by another key', jti: 'a proof that was sent before (jti)',
}

/** What was wrong with the message, where that may be several things. */
function forWhat({ proof, seconds }: Readonly<Record<string, unknown>>): string {
  if (seconds !== undefined) return ` for a code that was ${text(seconds)} s old`
  const what = proofs[text(proof)]
  return what === undefined ? '' : ` for ${what}`
}

export const enProviderExamWords: ProviderExamWords = {
  sights: {
    'member-differs': d => `${text(d['member'])} is ${text(d['actual'])}, and not ${text(d['expected'])}`,
    'member-missing': d => `The metadata has no ${text(d['member'])}`,
    'member-lists': d => `${text(d['member'])} lists ${text(d['values'])}`,
    'member-lacks': d => `${text(d['member'])} does not list ${text(d['values'])}`,
    'member-no-list': d => d['member'] === 'keys' ? `keys is no list of keys with a kty: ${text(d['value'])}` : `${text(d['member'])} is no list of texts: ${text(d['value'])}`,
    'member-no-text': d => `${text(d['member'])} is no text: ${text(d['value'])}`,
    'endpoint-http': d => `${text(d['member'])} is not https: ${text(d['value'])}`,
    'answered-over-http': d => `${text(d['member'])} also answers over http, with ${text(d['status'])}`,
    'documents-differ': d => `The two metadata documents differ in ${text(d['members'])}`,
    'members-repeated': d => `${text(d['members'])} stands more than once in one object: two clients may take one each`,
    'key-private': d => `The key ${text(d['kid'])} is published with its private part: ${text(d['members'])}`,
    'key-short': d => `The RSA key ${text(d['kid'])} has ${text(d['bits'])} bits`,
    'key-weak': d => `The key ${text(d['kid'])} protects nothing: ${({
      exponent: 'its exponent (e) is 1 or even', modulus: 'its modulus (n) is even or missing', point: 'x and y are no point of its curve',
    })[text(d['weakness'])] ?? ''}`,
    'key-ids-twice': d => `Several keys have the same kid: ${text(d['kids'])}`,
    'key-ids-missing': () => 'Not every one of the keys has a kid',
    'key-use-missing': d => `These keys say neither use nor alg: ${text(d['kids'])}`,
    'keys-missing': d => `There are no keys at ${text(d['url'])}`,
    'keys-encrypt-only': d => `All keys are for encryption (use "enc"), so that no signature can be verified: ${text(d['kids'])}`,
    'code-issued': d => d['tokens'] === undefined ? `A code was sent to ${text(d['to'])}` : `The browser is sent to ${text(d['to'])} with ${text(d['tokens'])} in the address`,
    'code-of-no-use': d => `A code came without a code_challenge. The token endpoint refused it without a code_verifier${d['error'] === undefined ? '' : ` (${text(d['error'])})`}`,
    'tokens-issued': d => `Tokens were issued${forWhat(d)}`,
    'sent-to': d => `The browser is sent to ${text(d['to'])}`,
    'sent-on': d => `The browser is sent on to ${text(d['to'])} in place of the answer: nobody can say whether that refuses`,
    'no-refusal': d => `The answer has status ${text(d['status'])} and no error: nobody can say whether it refuses`,
    'went-on': d => `The request is accepted: ${text(d['error'])} says that only a sign-in is missing`,
    'page-shown': d => `A page with status ${text(d['status'])} came in place of the answer: nobody can say whether it refuses`,
    'refused-otherwise': d => `Refused with ${text(d['error']) || 'no error code'}, and not with ${text(d['expected'])}${d['proof'] === undefined ? '' : `,${forWhat(d)}`}`,
    'status-otherwise': d => `Refused with status ${text(d['status'])}, and not with ${text(d['expected'])}`,
    'parameter-differs': d => `${text(d['parameter'])} came back changed`,
    'parameter-missing': d => d['parameter'] === 'iss' ? 'The answer has no iss' : `${text(d['parameter'])} did not come back`,
    'parameter-repeated': d => `${text(d['parameter'])} stands in the answer more than once`,
    'parameter-unexpected': d => `${text(d['parameter'])} came, though the metadata does not say so`,
    'token-lives': () => 'The access token still opens the userinfo endpoint',
    'taken-for-a-moment': d => `Taken again after ${text(d['seconds'])} s, and refused half a minute later`,
    'code-taken-often': d => `${text(d['count'])} of ${text(d['times'])} requests at the same time got tokens for the same code`,
    'code-repeated': () => 'The same code was issued twice in this run',
    'nonce-required': d => `A request without nonce is refused${d['error'] ? ` with ${text(d['error'])}` : ''}, which OpenID Connect allows in this flow`,
    'lives-long': d => `The ID token is good for ${text(d['seconds'])} s`,
    'userinfo-opened': d => `Userinfo opens ${({
      none: 'without a token', garbage: 'with a token that is garbage', foreign: 'with a token of another issuer', query: 'with a token in the address',
      bound: 'with a bound token as Bearer and no proof', unproven: 'with a bound token and no proof', 'proof-key': 'with a bound token and a proof by another key',
      'proof-ath': 'with a bound token and a proof that is not for it (ath)', 'proof-signature': 'with a bound token and a proof whose signature is wrong',
    })[text(d['token'])] ?? ''}`,
    'token-not-replaced': () => 'The refresh brought no new refresh token, and the client has no credentials',
    'family-lives': () => 'The newest refresh token still works after the replaced one was used again',
    'bound-token-reused': () => 'A replaced refresh token still works. It is bound to the client, so a thief needs the client’s credentials or key as well',
    'scope-widened': d => d['named']
      ? `The refresh brought ${text(d['scope'])}, which was not granted`
      : `The refresh asked for ${text(d['scope'])} too, which was not granted, and the answer names no scope: that means that all was granted (RFC 6749 5.1)`,
    'scope-overlooked': d => `A refresh that asks for ${text(d['scope'])} too is not refused${d['named'] ? '; it brings what was granted' : ', and its answer names no scope'}`,
    'revoked-by-other': () => 'Another client’s revocation ended the token',
    'revocation-refused': d => `The revocation was not confirmed: ${text(d['reason'])}`,
    'proof-taken-again': () => 'The same proof was taken a second time',
    'token-unbound': d => `A request with a proof brought a token of the type ${text(d['type'])}: it is bound to no key`,
    'header-present': d => `The answer has ${text(d['name'])}: ${text(d['value'])}`,
    'header-missing': d => `The answer has none of ${text(d['names'])}`,
    'frames-let-in': d => `${text(d['field'])} does not keep other sites from framing the page${d['unread'] ? '; browsers overlook X-Frame-Options beside it' : ''}`,
    'header-injected': d => `A line break in ${text(d['parameter'])} made a header of its own: ${text(d['parameter'])} ended with ${text(d['sent'])}`,
    reflected: d => `${text(d['parameter'])} stands in the page as it was sent, markup included`,
    'redirect-keeps-method': d => `The redirect has status ${text(d['status'])}`,
    answered: d => `Answered with ${text(d['status'])}, though nobody proved who asks`,
    'request-uri-taken': () => 'The same request_uri was taken again',
    stopped: d => ({
      'too-many-requests': 'The provider asked for patience', 'server-errors': 'The provider failed three times', 'budget-spent': `As many requests were sent as may be in one run. Check it with --probe ${text(d['rule'])}`,
    })[text(d['reason'])] ?? '',
    'query-read': d => `The parameters in the address were read: without them, ${text(d['error'])} would not be the answer`,
    'client-judged-first': d => `The client was refused first (${text(d['error'])}): nobody can say whether the parameters in the address were read`,
    'port-refused': d => `Port ${text(d['port'])} of this machine is refused`,
    'request-object-taken': d => d['unsigned'] ? 'A request object without a signature was believed' : 'A request object that somebody else signed was believed',
    'server-failed': d => d['status'] === 0 ? 'No answer came' : `The answer is ${text(d['status'])}`,
    'secret-wanted': d => `No secret was given for ${text(d['client'])}, and the provider does not accept the client without one. Give the secret (OAUTH_WALK_CLIENT_SECRET, or --client-secret-file)`,
    'secret-missing': d => `No secret was given for ${text(d['client'])}, and the request without code_challenge went on. Give the secret (OAUTH_WALK_CLIENT_SECRET, or --client-secret-file), or say --auth-method none if it is a public client`,
    'second-client-refused': d => d['proves']
      ? `The token endpoint does not accept the second client ${text(d['client'])}${d['error'] === undefined ? '' : ` (${text(d['error'])})`}. Compare --second-client-secret-file with what is registered`
      : `No secret was given for ${text(d['client'])}, and the token endpoint refuses it without one${d['error'] === undefined ? '' : ` (${text(d['error'])})`}. Give it with --second-client-secret-file`,
    'nothing-there': d => `Nothing at this address takes the ${d['alone'] ? 'message' : 'unbroken message either'} (status ${text(d['status'])})`,
    'control-refused': () => 'The same message was refused unbroken too',
  },
  open: {
    'control-failed': 'control refused', 'sign-in-first': 'sign-in first', 'sign-in-failed': 'no sign-in', stopped: 'stopped before it',
    'server-error': 'server error', unclear: 'answer unclear', 'client-unsure': 'no secret given',
    'second-client-refused': 'client 2 refused',
    'nobody-came': 'nobody signed in', 'port-busy': 'port in use',
  },
  stops: {
    'too-many-requests': () => 'Stopped: the provider asked for patience (429 or Retry-After).',
    'server-errors': () => 'Stopped: the provider answered with 5xx three times.',
    'budget-spent': left => `Stopped: as many requests were sent as may be in one run. Check the rest with --probe ${left}`,
  },
  portHeld: rules => `Not judged: ${rules}. Another program uses the port of the redirect URI. End it, or choose another registered port with --port, and check these again with --probe ${rules}`,
  begins: (issuer, run) => `Checking ${issuer}. Every state begins with ${run}: look for that in the provider’s logs.`,
  asPublic: client => `No client secret was given: ${client} is tried as a public client. If it has a secret, set OAUTH_WALK_CLIENT_SECRET; otherwise --auth-method none says that it has none.`,
  probing: (place, all, id, title, seconds) => `${place}/${all}  ${id}  ${title}${seconds === undefined ? '' : ` (may take ${seconds} s)`}`,
  signIn: 'Open this address in a browser, and sign in as a user of your tests:',
  untried: (count, all, reasons) => `${count} of ${all} rules were not tried: ${reasons}.`,
  leftOpen: (rules, reasons) => `Nobody can say whether these rules hold: ${rules} (${reasons}).`,
  nothingPublished: 'Nothing was checked: this provider publishes no metadata.',
  tryOwn: 'The rules can be tried only at a provider that you operate. Name its issuer, and a client there:',
  revoked: all => `${all} ${all === 1 ? 'token' : 'tokens'} revoked.`,
  notRevoked: (left, reason) => `The revocation of ${left} ${left === 1 ? 'token' : 'tokens'} was not confirmed: ${reason}`,
  planned: (rules, { requests, besides }, most) => `${rules} ${rules === 1 ? 'rule' : 'rules'}: ${requests} requests at most, and ${besides} at most for metadata, keys and unbroken messages. Where requests are pushed, each is two. None is sent after ${most}. `
    + 'Not counted is what the browser asks, and the revocation of each token at the end. Nothing was sent.',
  leftOut: reason => `not tried (${reason})`,
  requests: most => most === 1 ? '1 request' : `${most} requests`,
  signsIn: 'by a browser',
  destroys: 'only with --destructive',
  takesTime: 'only with --slow',
}
