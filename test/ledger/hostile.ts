import { type Ledger } from './entry.ts'

/**
 * Hostile providers: H01 to H108. Most are faults that the sandbox plays, and `npm run conformance` judges the program
 * by each of them.
 */
export const hostile: Ledger = {
  H01: 'an issuer of another host', H02: 'an issuer that nearly fits', H03: 'no issuer', H04: 'http endpoints',
  H05: 'endpoints that are no web addresses',
  H06: 'what a shell would run', H08: 'a host of look-alike letters', H09: 'an endpoint too long',
  H10: 'redirected metadata', H11: 'metadata by RFC 8414', H12: 'a web page for metadata',
  H14: 'bombs', H15: 'endless and dripping bodies', H16: 'floods of headers', H18: 'deep JSON', H19: 'other encodings',
  H20: 'strange members and types', H21: 'members twice',
  H22: 'private endpoints of a public issuer', H23: 'PKCE with plain only', H24: 'answers to a registration',
  H30: 'no keys', H31: 'an unknown key id', H32: 'no key id', H33: 'a short RSA key', H34: 'a published symmetric key',
  H35: 'a published private key', H37: 'bad curves', H38: 'ten thousand keys',
  H39: 'redirected keys', H40: 'keys in the token’s header', H45: 'hostile error texts', H47: 'mix-up',
  H48: 'a missing iss', H49: 'unknown errors', H50: 'a code of another client',
  H55: 'an error with 200', H56: 'web pages', H57: 'a challenge beside an error', H58: 'redirects with secrets',
  H59: 'failures of the server', H60: 'connections that break', H61: 'a form for an answer',
  H62: 'access tokens that are none', H64: 'other token types', H65: 'lifetimes that are none',
  H67: 'refresh tokens that are none', H68: 'no ID token', H69: 'an ID token that nobody asked for',
  H70: 'ID tokens that are none', H71: 'algorithms', H72: 'signatures', H73: 'critical members',
  H74: 'another type of token', H75: 'issuers', H76: 'audiences (ours)', H77: 'authorized parties',
  H78: 'ends', H79: 'beginnings (ours)', H80: 'nonces', H81: 'subjects', H82: 'at_hash', H83: 'auth_time',
  H90: 'another subject', H91: 'signed userinfo', H92: 'userinfo that is none', H93: 'a refused token',
  H95: 'a challenge with 200', H96: 'sub twice', H97: 'distributed claims', H100: 'no new refresh token',
  H101: 'stored before it is used', H102: 'a refresh for somebody else',
  H103: 'invalid_grant after another’s rotation', H104: 'killed before the save', H105: 'a full disk',
  H107: 'scopes on refresh', H108: 'the same refresh token',
}
