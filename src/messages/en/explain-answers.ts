import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'

/** The sentences about token answers. */
export const enAnswerReadings = {
  'access-token-missing': {
    said: () => 'The token answer has no access_token',
    why: () => 'access_token is required in it. Clients refuse the answer, or read a member of another name.',
    fix: () => 'Look at the members that came: the provider has other names, or it is not the token endpoint.',
  },
  'access-token-not-text': {
    said: d => `access_token is not a text: ${text(d['kind'])}`,
    why: () => 'It is sent as it is behind "Bearer". An empty value, null or an object can’t be.',
    fix: () => 'Have the server answer with a string, or with an error and status 400.',
  },
  'tokens-the-same': {
    said: () => 'access_token and id_token are the same token',
    why: () => 'One is for the API, the other for the client. As one token, each API can sign in at the client as the user.',
    fix: () => 'Have the provider give an access token with the API as its audience.',
  },
  'token-type-missing': {
    said: () => 'The token answer has no token_type',
    why: () => 'token_type is required. Strict clients refuse the answer.',
    fix: () => 'Answer with "token_type": "Bearer".',
  },
  'token-type-unknown': {
    said: d => `The token_type is neither Bearer nor DPoP: ${text(d['type'])}`,
    why: () => 'A client must not use a token of a type that it does not know.',
    fix: () => 'Answer with "token_type": "Bearer" (or "DPoP").',
  },
  'token-type-unproven': {
    said: () => 'The token is bound to a key (token_type DPoP), and the request proved none',
    why: () => 'A client without a key can’t make the proof that each use of the token needs.',
    fix: () => 'Send the header field DPoP with the token request. Or let the server answer with Bearer where no proof came.',
  },
  'token-not-text': {
    said: d => `${text(d['name'])} is not a text: ${text(d['kind'])}`,
    why: () => 'A token is sent on as it is, in a header field or a form. A number or an object can’t be.',
    fix: d => `Have the server answer with a string, or leave ${text(d['name'])} out.`,
  },
  'token-characters': {
    said: d => `${text(d['name'])} has characters that no token may have: ${text(d['characters'])}`,
    why: () => 'A token is of printable ASCII characters alone. Others are lost or changed in a header field, and the server does not know the token.',
    fix: () => 'Look whether it was changed on the way: a line break at its end, another character set. Otherwise have the server make tokens of letters, digits and - . _ ~ + /.',
  },
  'id-token-unreadable': {
    said: d => `The ID token can’t be read: ${pick(unreadable, d['how']) ?? ''}${d['how'] === 'parts' ? ` (${text(d['parts'])})` : ''}`,
    why: () => 'An ID token is a signed JWT. No client finds the user in anything else.',
    fix: d => d['how'] === 'padded' ? 'Have the program that makes the token leave out the = at the end of each part.' : 'Use the whole value of id_token as it came. If this is the whole one, the provider has put something else there: mend it at the provider.',
  },
  'lifetime-unsaid': {
    said: () => 'The token answer does not say how long the token lives (expires_in)',
    why: () => 'The client can only wait for a 401 before it refreshes.',
    fix: () => 'Answer with expires_in, in seconds.',
  },
  'lifetime-text': {
    said: d => `expires_in is a text, not a number: "${text(d['value'])}"`,
    why: () => 'It is a JSON number of seconds. Clients in typed languages fail to parse it, or add it as a text.',
    fix: () => 'Write it without quotes.',
  },
  'lifetime-not-number': {
    said: d => `expires_in is not a number: ${text(d['value'])}`,
    why: () => 'It is a JSON number of seconds. Clients in typed languages fail to parse it.',
    fix: () => 'Answer with the seconds that are left, such as 3600, or leave expires_in out.',
  },
  'lifetime-over': {
    said: d => `By its expires_in the access token has expired already: ${text(d['value'])}`,
    why: () => 'It counts the seconds that are left. Clients throw the token away, or refresh it with every request.',
    fix: () => 'Answer with the seconds that are left, such as 3600. Where the token never expires, leave expires_in out.',
  },
  'lifetime-is-time': {
    said: d => `expires_in is a point in time, not a length: ${text(d['value'])}`,
    why: () => 'expires_in counts seconds from now. Read so, the token lives for decades, and is never refreshed.',
    fix: () => 'Answer with the seconds that are left, such as 3600.',
  },
  'lifetime-milliseconds': {
    said: d => `expires_in looks like milliseconds: ${text(d['value'])}`,
    why: () => 'It counts seconds. Read so, the client keeps an access token that has long expired.',
    fix: d => `Answer with ${text(d['seconds'])}.`,
  },
  'lifetime-long': {
    said: d => `The access token lives long: ${text(d['lives'])} (expires_in)`,
    why: () => 'A bearer token is good for whoever has it. A leak stays open that long.',
    fix: () => 'Set minutes or an hour, with a refresh token that is rotated.',
  },
  'answer-members-missing': {
    said: d => `${pick(answers, d['kind']) ?? 'The answer'} has no ${text(d['names'])}`,
    why: () => 'The standard requires it in this answer. Clients that read it fail, or have to guess.',
    fix: d => `Have the server answer with ${text(d['names'])}.`,
  },
  'answer-address-http': {
    said: d => `${text(d['name'])} is http, not https: ${text(d['address'])}`,
    why: () => 'Whoever is on the way reads what is entered or sent there, and can put a page of their own in its place.',
    fix: () => 'Have the server give an https address.',
  },
  'answer-cut': {
    said: () => 'The JSON of the answer is cut off: it ends in the middle',
    why: () => 'Nobody can read it. It was cut when it was copied or recorded, or the server sent no more.',
    fix: () => 'Give explain the whole answer. If this is all that came, look for a limit at the server or a proxy.',
  },
  'answer-not-json': {
    said: () => 'The answer begins as JSON, and is not JSON',
    why: () => 'A client that parses it fails. It was changed when it was copied or recorded, or the server writes it so.',
    fix: () => 'Give explain the answer as it came. If it came so, have the server make it by a JSON library.',
  },
  'tokens-cached': {
    said: d => `The token answer may be cached: Cache-Control is ${text(d['control'])}`,
    why: () => 'A proxy or browser may keep the tokens and give them to another user.',
    fix: () => 'Answer with Cache-Control: no-store.',
  },
  'id-token-missing': {
    said: d => `The scope openid was asked for, and the token answer has no id_token${d['granted'] ? ` (granted: ${text(d['granted'])})` : ''}`,
    why: () => 'With openid an ID token must come. The provider did not grant openid to this client, or its endpoint is OAuth without OpenID Connect.',
    fix: () => 'Allow the scope openid for the client at the provider, and use the OpenID endpoints from its metadata. Where the provider has no OpenID Connect, leave openid out and ask its user API.',
  },
  'openid-not-asked': {
    said: d => `There is no id_token, since the scope openid was not asked for (scope: ${text(d['scopes']) || 'none'})`,
    why: () => 'Only with the scope openid is it OpenID Connect. Without it the provider gives an access token alone.',
    fix: () => 'Add openid to the scope of the authorization request: "openid profile email".',
  },
  'refresh-token-missing': {
    said: () => 'Offline access was asked for, and no refresh_token came',
    why: d => pick(noRefresh, d['provider']) ?? 'The provider gives one only where the client may have it (grant type refresh_token, scope offline_access) and often only when the user consents anew.',
    fix: d => d['provider'] === 'google' ? 'Add access_type=offline and prompt=consent to the authorization request, and keep the first refresh token.' : 'Allow refresh tokens and offline_access for the client, and send prompt=consent once.',
  },
  'granted-scope-list': {
    said: d => `scope in the token answer is an array: ${text(d['scopes'])}`,
    why: () => 'It is one text with blanks between the scopes. Clients fail to parse an array.',
    fix: () => 'Join the scopes with blanks.',
  },
  'granted-scope-commas': {
    said: d => `The scopes in the token answer are separated by commas: ${text(d['scope'])}`,
    why: () => 'The standard separates them by blanks; a client takes the whole for one scope. GitHub and Slack answer so.',
    fix: () => 'Split at commas for this provider.',
  },
  'scope-narrowed': {
    said: d => `Fewer scopes were granted than asked for: ${text(d['lacking'])} is missing (granted: ${text(d['granted'])})`,
    why: () => 'The user or the provider left scopes out. Calls that need them fail with 403 (insufficient_scope).',
    fix: () => 'Read scope in the answer before use. Allow the missing scopes for the client at the provider, or ask the user again.',
  },
  'scope-added': {
    said: d => `More scopes were granted than asked for: ${text(d['wider'])}`,
    why: () => 'The server may grant other scopes than were asked for, and says so here. The token opens more than the client needs, for whoever gets hold of it.',
    fix: () => 'Limit the scopes of the client at the provider, or the default ones that it adds.',
  },
  'scope-widened': {
    said: d => `The refresh answer brings more scopes than the request asked for: ${text(d['wider'])}`,
    why: () => 'A refresh must not widen what was granted.',
    fix: () => 'Have the server limit the new token to the scopes asked for.',
  },
} satisfies Record<string, ReadingSentences>

const unreadable: Record<string, string> = {
  parts: 'it has other than three parts with dots between them',
  padded: 'its parts end with =, which base64url in a JWT does not have',
  characters: 'it has characters that base64url does not have',
  content: 'its parts are no JSON objects in base64url',
}

const answers: Record<string, string> = {
  token: 'The token answer', device: 'The answer of the device authorization endpoint',
  pushed: 'The answer of the PAR endpoint', introspection: 'The introspection answer',
  registration: 'The registration answer',
}

const noRefresh: Record<string, string> = {
  google: 'Google gives a refresh token only with access_type=offline, and after the first consent only with prompt=consent.',
  microsoft: 'Entra gives a refresh token only for the scope offline_access.',
  auth0: 'Auth0 gives one only for the scope offline_access, where "Allow Offline Access" is on for the API and the grant "Refresh Token" for the application.',
  keycloak: 'Keycloak gives an offline token only to users with the role offline_access, and where the scope is allowed for the client.',
}
