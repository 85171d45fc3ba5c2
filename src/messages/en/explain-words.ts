import type { ExplainWords } from '../explain.ts'

const counted = (count: number, one: string, several: string) => count === 0 ? '' : `${count} ${count === 1 ? one : several}`

export const enExplainWords: ExplainWords = {
  kinds: {
    'authorization-request': 'Authorization request', 'authorization-response': 'Authorization response (callback)', 'sign-in': 'Sign-in at the provider', 'token-request': 'Token request',
    'refresh-request': 'Refresh request', 'userinfo-request': 'Userinfo request', 'resource-request': 'Request to a resource (API)', 'pushed-request': 'Pushed authorization request',
    'device-request': 'Device authorization request', 'device-poll': 'Device token request', 'introspection-request': 'Introspection request', 'revocation-request': 'Revocation request',
    'registration-request': 'Client registration request', 'logout-request': 'Logout request', 'logout-token': 'Back-channel logout request', 'metadata-request': 'Metadata', 'keys-request': 'Key set (JWKS)',
    saml: 'SAML message', page: 'Web page', other: 'HTTP message',
  },
  answers: {
    'token-request': 'Answer of the token endpoint', 'refresh-request': 'Answer of the token endpoint', 'userinfo-request': 'Userinfo', 'resource-request': 'Answer of a resource (API)',
    'pushed-request': 'Pushed authorization response', 'device-request': 'Device authorization response', 'device-poll': 'Device token response', 'introspection-request': 'Introspection response',
    'registration-request': 'Client registration response', 'metadata-request': 'Metadata', 'keys-request': 'Key set (JWKS)', page: 'Web page',
  },
  roles: {
    id_token: 'ID token', access_token: 'Access token (JWT)', refresh_token: 'Refresh token (JWT)', client_assertion: 'Client assertion', request_object: 'Request object (JAR)',
    logout_token: 'Logout token', dpop_proof: 'DPoP proof', authorization_response: 'Signed authorization response (JARM)', userinfo: 'Signed userinfo', introspection: 'Signed introspection response',
    software_statement: 'Software statement', assertion: 'Assertion', sd_jwt: 'SD-JWT (issuer-signed part)', unknown: 'JWT',
  },
  documents: { metadata: 'Metadata of a provider', keySets: 'Key set (JWKS)', words: 'Words around it' },
  step: (number, title) => `step ${number} of 6: ${title}`,
  messages: count => `${count} messages`,
  status: status => `answered with ${status}`,
  ofEncrypted: { alg: 'how the key is encrypted', enc: 'how the content is encrypted', zip: 'how it was compressed before' },
  header: 'header', claims: 'claims', encrypted: 'Its claims are encrypted: only the holder of the key can read them.', unreadable: 'Its claims can’t be read.',
  signature: {
    holds: 'The signature holds with the keys that were given.', fails: 'The signature does not hold with any of the keys that were given.',
    unknown: 'The signature was not checked: there is no key to check it with (--jwks).',
    unmatched: 'The signature was not checked: none of the keys at hand is known to be the signer’s.',
    ownHolds: 'The signature holds with the key in its header.', ownFails: 'The signature does not hold with the key in its header.',
  },
  page: 'The page says',
  findings: (broken, weak, notes) => [counted(broken, 'fault', 'faults'), counted(weak, 'weakness', 'weaknesses'), counted(notes, 'note', 'notes')].filter(text => text !== '').join(', '),
  nothing: 'Nothing wrong was found in it. What is not in the input was not judged.',
  why: 'Why', fix: 'Fix', rule: 'Rule', place: 'Where',
  places: { line: number => `line ${number}`, entry: number => `entry ${number}` },
  logins: (number, count) => `There are ${count} logins in the input; this is number ${number} (--login N for another).`,
  audience: 'whom the token is meant for',
  moreBelow: count => `… and ${count} more, told below`,
  more: count => `… and ${count} more (-v shows them)`,
}
