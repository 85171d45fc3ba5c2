import type { Catalogue } from '../catalogue.ts'
import { enRegistrationFindings } from './registration.ts'
import { enGrantFindings } from './grant.ts'
import { enResourceFindings } from './resource.ts'
import { enOddFindings } from './oddities.ts'
import { enAnswerFindings } from './answers.ts'
import { enExplainFindings } from './explain.ts'
import { numberOf, text } from '../text.ts'
import { enOfKind } from './kinds.ts'
import { withKinds } from '../kinds.ts'
import { enFapi2Findings } from './fapi2.ts'

export const enFindings: Catalogue['findings'] = {
  ...enAnswerFindings, ...enExplainFindings,
  ...enFapi2Findings,
  ...enRegistrationFindings, ...enResourceFindings, ...enOddFindings, ...enGrantFindings,
  'id-token-other-type': d => `The ID token calls itself another kind of JWT (typ ${text(d['typ'])}). Who takes one kind for another can be given a token that was made for something else (RFC 8725 3.11).`,
  'id-token-with-events': () => 'The ID token holds events, the mark of a logout token or another security event: no ID token has it (OpenID Connect Back-Channel Logout 2.4).',
  'id-token-kept-back': d => `The refreshed ID token was not made now but at ${text(d['issued_at'])}; a new one is wanted (OpenID Connect Core 12.2).`,
  'id-token-long-lived': d => `The ID token expires only at ${text(d['expires_at'])}: whoever gets hold of it can use it until then. ID tokens are meant for minutes or hours.`,
  'pkce-off': () => 'PKCE is off: someone who steals the code can use it. Unless the provider refuses PKCE, leave out --no-pkce, or set OAUTH_WALK_NO_PKCE=0 where the profile has it.',
  'pkce-not-advertised': () => 'The provider does not say that it supports PKCE with S256. It is sent all the same; state protects the walk too.',
  'push-demanded': d => `The provider takes this client’s authorization request only where it was pushed before (RFC 9126). The walk asks once more, from step 2, with a pushed request${d['host'] ? `: it goes to ${text(d['host'])}, which is not the issuer’s host` : ''}.`,
  'proof-demanded': () => 'The provider gives this client tokens only with a proof that it holds a key (DPoP, RFC 9449). The walk asks once more, from step 2, and proves it.',
  'token-not-bound': () => 'A proof was sent, and the token came as Bearer all the same: it is bound to no key, so whoever has it has the access (RFC 9449 5).',
  'token-type-missing': () => 'The answer had no token_type, which RFC 6749 5.1 requires. Taken as Bearer.',
  'expires-in-unusable': d => `expires_in is not a usable number (${text(d['value'])}): the lifetime is unknown.`,
  'expires-in-string': d => `expires_in came as a string ("${text(d['value'])}") instead of a number.`,
  'scope-format': () => 'scope came as a list or with commas instead of as words with spaces (RFC 6749 3.3).',
  'scope-narrower': d => `Not granted: ${text(d['missing'])}.`,
  'scope-wider': d => `Granted although not asked for: ${text(d['extra'])}.`,
  'content-type': d => `The answer is JSON but is labelled "${text(d['content_type'])}".`,
  'form-encoded-answer': () => 'The answer was form-encoded; RFC 6749 5.1 wants JSON.',
  'id-token-unused': d => `${d['because'] === 'keys-unknown' ? 'An id_token came, and it can’t be verified without the provider’s keys. Give --jwks-uri, or --issuer where the provider publishes metadata.' : d['because'] === 'no-sign-in' ? 'An id_token came, although nobody signed in for this grant.' : 'An id_token came that was not asked for: the scope has no openid.'} It is neither believed nor kept.`,
  'state-missing': () => 'The provider did not send the state back: nothing proves that this answer belongs to this login (RFC 6749 10.12).',
  'jsonp-answer': () => 'The answer was JSONP (a call around the JSON); RFC 6749 5.1 wants JSON.',
  'guarded-answer': () => 'Something stood before the JSON, to keep browsers from running it; RFC 6749 5.1 wants JSON alone.',
  'issuer-template': d => `The metadata’s issuer stands for every tenant (${text(d['issuer'])}); ID tokens must name one (Discovery 4.3).`,
  'big-integer': () => 'The answer holds integers beyond 2^53, which most JSON parsers round. They are kept exactly, as text.',
  'userinfo-part-missing': d => `${text(d['url'])} answered ${text(d['status'])}: what it would have told is left out.`,
  'preset-differs': d => `The metadata’s ${text(d['endpoint'])} is ${text(d['metadata'])}, not ${text(d['preset'])} as the preset has it. The metadata wins.`,
  'pkce-unsupported': () => 'This provider does not take PKCE: the code is protected by state and the client’s secret only.',
  'secret-in-address': d => `${text(d['parameters'])} stands in the address, as this provider wants it; addresses end up in logs (RFC 6750 5.3).`,
  'token-type-own': d => `token_type came as "${text(d['token_type'])}"; this provider’s tokens are sent like Bearer ones all the same.`,
  'loopback-refused': d => `${text(d['provider'])} sends no codes to ${text(d['redirect_uri'])}. Register a redirect URI of your own and use --redirect-uri URI --paste.`,
  'metadata-unusable': d => `The metadata’s ${withKinds(d, enOfKind)} should be a list of strings (${text(d['rule'] ?? 'RFC 8414 2')}). Anything else counts as missing.`,
  'private-key-published': d => `The provider publishes its private key (${text(d['keys'])}): anyone can sign ID tokens in its name.`,
  'clock-differs': d => `This machine’s clock is ${text(d['seconds'])} s ${numberOf(d['seconds']) < 0 ? 'behind' : 'ahead of'} the provider’s.`.replace('-', ''),
  'status-of-error': d => `The error came with status ${text(d['status'])}; RFC 6749 5.2 wants 400 (or 401).`,
  'discovery-failed': d => `No metadata at ${text(d['url'])} (status ${text(d['status'])}): only the endpoints given by hand are known.`,
  'keys-unknown': () => 'The provider’s keys are not known, so no ID token can be verified: who signed in is only what userinfo says. Give --issuer or --jwks-uri.',
  'listener-exposed': d => `Other machines may reach the listener at ${text(d['addresses'])}, port ${text(d['port'])} (--listen). Publish the port on 127.0.0.1 alone: docker run -p 127.0.0.1:${text(d['port'])}:${text(d['port'])}. Only the browser that begins at the address of this step can bring the answer.`,
  'redirect-by-name': d => `The code comes back to ${text(d['host'])} over http: whoever can answer for that name on your network could receive it. With PKCE it is useless to them.`,
  'userinfo-endpoint-missing': () => 'The provider has no userinfo endpoint: step 6 has nothing to call. Give one with --userinfo-endpoint.',
  'acr-differs': d => `The sign-in was not of the class that was asked for (${text(d['asked'])}): ${d['came'] === null ? 'the ID token names none' : `it was ${text(d['came'])}`}.`,
  'resource-ignored': d => `The access token is not for ${text(d['resources'])}: its audience is ${text(d['audience']) || 'empty'}.`,
  'details-differ': d => d['granted'] === null ? 'The provider does not say which authorization details it granted.' : `Other authorization details were granted than were asked for: ${text(d['granted'])}.`,
  'certificate-endpoints': d => `Clients with a certificate have endpoints of their own${d['hosts'] === undefined ? '' : ` on ${text(d['hosts'])}`}; these are used: ${text(d['endpoints'])}.`,
  'endpoint-of-variable': d => `${text(d['variable'])} sets ${text(d['endpoint'])} to ${text(d['host'])}, where this provider names no address of its own. Unset the variable, and the provider’s own is used.`,
  'endpoint-elsewhere': d => `${text(d['endpoint'])} is on ${text(d['host'])}, not on the issuer’s host.`,
}
