/**
 * Descriptions that stand for a value which tells a reader nothing, or must not be shown: stable codes, which the
 * catalogues put into words.
 */
export const descriptionCodes = [
  'missing', 'none', 'present', 'each-once', 'no-token', 'code-or-error', 'error', 'neither', 'the-browser-that-left',
  'the-browser-that-began', 'another-browser', 'another-user', 'left', 'never-left',
  'state-or-cookie', 'neither-state-nor-cookie', 'one-browser', 'fetched-twice', 'code-of-characters', 'characters',
  'printable-ascii', 'not-text', 'not-printable', 'of-kind', 'with-pkce', 'absent', 'https-address', 'https-addresses',
  'endpoint-addresses',
  'shorter-address',
  'opened-by-client', 'not-encrypted', 'request-uri-unsupported', 'without-push', 'no-fragment', 'without-parameter',
  'id-token', 'signed-jwt', 'signed-alone', 'signed-and-plain', 'not-three-parts', 'not-base64url', 'nested-too-deep', 'undecodable',
  'one-of', 'after', 'before', 'within-minutes', 'at-most-seconds-before', 'key-of', 'signed', 'no-keys', 'no-key-fits',
  'critical-header', 'no-critical-header', 'keys-fit', 'key-of-bits', 'key-of-another-kind', 'key-unusable', 'signature-wrong',
  'document-address', 'document-key',
  'text', 'not-empty', 'seconds', 'port', 'ports', 'port-of', 'name-value', 'header-field', 'field-not-ours', 'variable',
  'origin',
  'https-url', 'bare-url', 'absolute-uri', 'another-client', 'without-credentials', 'secret-for', 'key-for',
  'certificate-for', 'pem',
  'for-provider', 'with-save-as', 'with-resource', 'with-flag', 'without-flag', 'token-source', 'for-access-tokens',
  'one-stdin', 'heard-address', 'method-and-url', 'with-sandbox', 'descriptor-number', 'open-descriptor',
  'unread-descriptor', 'apple-key',
  'alipay-key', 'jd-secret',
  'found-key', 'found-public-key', 'found-certificate', 'found-encrypted-key', 'found-no-key',
  'duration', 'time', 'key-set', 'login-number', 'clipboard-program', 'one-input', 'output-name', 'github-file',
  'writable-file', 'one-document', 'other-file', 'baseline-file', 'plain-origin', 'host', 'listen-address',
  'own-address', 'public-address', 'json-object', 'json-value',
  'store-address', 'store-tls',
  'file', 'folder', 'link', 'other', 'user-id', 'one-name', 'names', 'closed-to-others', 'private-file', 'mode',
  'program-missing', 'option-type', 'no-option',
] as const
/** What an option of the library must be, as the fact of `option-type`. */
export type OptionType
  = 'boolean' | 'seconds' | 'function' | 'functions' | 'object' | 'extensions' | 'texts' | 'pairs' | 'signal'
export type DescriptionCode = typeof descriptionCodes[number]

/**
 * Writes a description as events and failures carry it: its code and facts in parentheses, such as `(characters 43)`.
 */
export function describeBy(code: DescriptionCode, ...facts: (string | number)[]): string {
  return `(${[code, ...facts].join(' ')})`
}

/** Describes the descriptor that was wanted where this error came instead of what it holds. */
export function describeUnread(errno = 'unknown'): string {
  return errno === 'read-before' ? describeBy('unread-descriptor') : describeBy('open-descriptor', errno)
}

/** Takes a description apart; nothing where the text is a value as it came. */
export function readDescription(text: string): { code: DescriptionCode, facts: string[] } | undefined {
  const [, code = '', rest = ''] = /^\(([a-z][a-z\d-]*)(?: ([^]*))?\)$/.exec(text) ?? []
  if (!(descriptionCodes as readonly string[]).includes(code)) return undefined
  return { code: code as DescriptionCode, facts: rest === '' ? [] : rest.split(' ') }
}

/**
 * Why a check failed, where we know more than that two values differ: stable codes with facts, of which the catalogues
 * make sentences.
 */
export const causeCodes = [
  'algorithms-unusable', 'nonce-missing', 'claim-missing', 'encryption-algorithm', 'compressed', 'decryption-failed',
  'no-keys', 'no-key-set', 'no-such-kid', 'algorithm-unannounced', 'algorithm-unknown', 'critical-extension', 'ambiguous-key',
  'ambiguous-kid', 'key-too-short', 'key-of-another-kind', 'key-unusable', 'signature-wrong',
  'clock-behind', 'clock-ahead', 'clocks-agree', 'milliseconds', 'expires-before-issued', 'sign-in-ahead', 'party-added', 'plain-beside-signed', 'token-unbound', 'token-of-no-use',
  'several-audiences', 'other-authorized-party', 'sign-in-over',
  'other-type', 'no-time', 'not-yet', 'member-no-text', 'member-no-list', 'member-not-printable', 'member-too-long',
  'jwt-characters', 'address-with', 'named-by-resource', 'invisible-characters', 'issuer-respelt',
  'issuer-loopback', 'issuer-named-by-resource', 'resource-other-scheme', 'resource-elsewhere-here', 'challenge-address-relative',
  'state-left-out', 'state-of-another', 'answer-behind-hash', 'answer-signed', 'began-elsewhere', 'issuer-guessed', 'issuer-slash',
  'issuer-missing', 'endpoint-unsafe',
] as const
export type CauseCode = typeof causeCodes[number]

/** A cause that was seen, as plain JSON. */
export interface Cause {
  code: CauseCode
  facts: (string | number)[]
}
