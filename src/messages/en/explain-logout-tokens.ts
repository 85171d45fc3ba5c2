import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'

/** The sentences about logout tokens. */
export const enLogoutTokenReadings = {
  'logout-nonce': {
    said: () => 'The logout token has a nonce',
    why: () => 'A nonce is forbidden there, so that nobody can pass a logout token off as an ID token. Clients must refuse it.',
    fix: () => 'Leave nonce out of logout tokens; don’t build them from the ID token’s claims.',
  },
  'logout-event-missing': {
    said: d => `The logout token lacks the event${d['given'] ? `: events is ${text(d['given'])}` : ': it has no events claim'}`,
    why: () => 'The event says that it is a logout token. Clients refuse one without it.',
    fix: d => `Add "events": {"${text(d['event'])}": {}}.`,
  },
  'logout-nobody': {
    said: () => 'The logout token has neither sub nor sid',
    why: () => 'It does not say whose session ends. Clients refuse it.',
    fix: () => 'Add sid (the session), sub (the user), or both.',
  },
  'logout-claims-missing': {
    said: d => `The logout token lacks claims: ${text(d['missing'])}`,
    why: () => 'iss, aud, iat and jti are required; clients refuse a token without them.',
    fix: () => 'Add them.',
  },
  'logout-audience': {
    said: d => `The logout token is for another client: aud is ${text(d['audience'])}, and the client is ${text(d['client'])}`,
    why: () => 'A client ends a session only for a token that names it in aud.',
    fix: () => 'Have the provider write the client’s id into aud.',
  },
  'logout-expiry-missing': {
    said: () => 'The logout token has no exp',
    why: () => 'The final specification asks for it; older ones did not.',
    fix: () => 'Set exp to two minutes or so after iat.',
  },
} satisfies Record<string, ReadingSentences>
