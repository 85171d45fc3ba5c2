import type { Way } from './way.ts'

/** What is looked at, in the order in which it is told: this machine first, then the provider. */
export const doctorParts = [
  'program', 'language', 'environment', 'terminal', 'store', 'keyring', 'browser', 'redirect-listener', 'proxy', 'tls',
  'settings', 'client', 'metadata', 'endpoints', 'keys', 'clock', 'certificate', 'redirect-uri', 'session',
] as const
export type DoctorPart = typeof doctorParts[number]

/** What is said where nothing failed. */
export const remarkCodes = [
  'program', 'program-newer', 'language', 'language-default', 'environment-none', 'environment-set', 'variable-unknown', 'terminal', 'terminal-missing',
  'store', 'store-damaged', 'store-new', 'store-shared', 'store-shared-new', 'keyring', 'keyring-missing', 'browser-command', 'browser-system', 'browser-none', 'port-free', 'pasted', 'proxy-none', 'proxy-set', 'proxy-unneeded',
  'tls', 'authorities-added', 'settings', 'client-missing', 'secret-missing', 'proof-untried', 'resource-target', 'metadata', 'metadata-by-hand', 'documents-good', 'keys', 'keys-unfit',
  'keys-none', 'keys-none-unproven', 'clock', 'clock-off', 'certificate', 'certificate-ends', 'certificate-proxy', 'certificate-loopback', 'redirect-accepted', 'redirect-unclear', 'redirect-unavailable', 'redirect-other-error', 'redirect-client-missing', 'redirect-untried', 'session', 'session-ended', 'session-none',
] as const
export type RemarkCode = typeof remarkCodes[number]

/**
 * What `doctor` could not see, or what a login does not bring: whether the redirect URI is registered, whether the
 * client's proof of itself is right, who signs in.
 */
export type DoctorLimit = 'redirect-uri' | 'secret' | 'identity'

type Details = Readonly<Record<string, unknown>>

/** What `doctor` says. */
export interface DoctorWords {
  machine: string
  provider: (name: string) => string
  /** Each part in a word or two. */
  parts: Record<DoctorPart, string>
  remarks: Record<RemarkCode, (details: Details) => string>
  /** What helps, where something does. */
  ways: Partial<Record<RemarkCode, (details: Details) => Way | readonly Way[]>>
  /** What the provider says of what is wrong, behind our own sentence. */
  said: (words: string) => string
  /** What stands before a command in which these words are to be replaced. */
  inPlaceOf: (names: readonly string[]) => string
  counts: (bad: number, notes: number, limits: readonly DoctorLimit[]) => string
}
