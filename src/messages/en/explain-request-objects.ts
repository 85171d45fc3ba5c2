import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'

/** The sentences about request objects. */
export const enRequestObjectReadings = {
  'request-nested': {
    said: d => `The request object has ${text(d['nested'])} in itself`,
    why: () => 'A request object must not refer to another one.',
    fix: () => 'Leave request and request_uri out of its claims.',
  },
  'request-client-missing': {
    said: () => 'The request object has no client_id',
    why: () => 'The server takes parameters from the request object alone, and client_id is required in it.',
    fix: () => 'Put client_id into the claims, and repeat it in the address.',
  },
  'request-client-differs': {
    said: d => `client_id in the address (${text(d['beside'])}) and in the request object (${text(d['client'])}) differ`,
    why: () => 'The two must be the same, or the server refuses the request.',
    fix: () => 'Send the same client_id in both.',
  },
  'request-issuer': {
    said: d => `iss of the request object is ${text(d['iss'])}, not the client ${text(d['client'])}`,
    why: () => 'The client makes and signs its request object: iss is the client id.',
    fix: () => 'Set iss to the client id, and aud to the issuer of the provider.',
  },
  'request-audience-missing': {
    said: () => 'The request object has no audience (aud)',
    why: () => 'Without aud it can be presented at another provider of the same client. FAPI requires it.',
    fix: () => 'Set aud to the issuer of the provider.',
  },
  'request-as-assertion': {
    said: d => `The request object has sub, and it is the client id (${text(d['client'])})`,
    why: () => 'Then it could be used as a client assertion: whoever sees the address could be the client at the token endpoint.',
    fix: () => 'Leave sub out, and set typ to oauth-authz-req+jwt.',
  },
  'request-long-lived': {
    said: d => `The request object is good for ${text(d['lives'])}`,
    why: () => 'FAPI takes at most an hour between nbf and exp. A longer one can be replayed.',
    fix: () => 'Set exp to a few minutes after nbf.',
  },
  'request-beside-ignored': {
    said: d => `Parameters in the address differ from those in the request object: ${text(d['names'])}`,
    why: () => 'A server takes those of the request object alone; what stands beside it is not signed and does not count.',
    fix: () => 'Put every parameter into the request object; leave only client_id (and what OpenID wants) outside.',
  },
} satisfies Record<string, ReadingSentences>
