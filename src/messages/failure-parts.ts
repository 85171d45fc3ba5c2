import type { FailureDetails } from '../codes/failure.ts'
import type { Way } from './way.ts'
import type { FailureProse } from './catalogue.ts'
import { command } from '../text/shell.ts'
import { pick, text } from './text.ts'

/** What breaks a connection, as far as it can be told from the system's code. */
type NetworkReason = 'refused' | 'unknown-host' | 'no-way' | 'expired' | 'other-host' | 'no-tls' | 'untrusted' | 'undecodable' | 'coding-unknown' | 'no-http' | 'switched' | 'broken'
  | CertificateReason

/** What a server says of the client's certificate while it ends the connection; `handshake-refused` may be that or something else. */
type CertificateReason = 'certificate-wanted' | 'certificate-authority' | 'certificate-expired' | 'certificate-refused' | 'handshake-refused' | 'broken-with-certificate'

/** How far a message got that failed on the network. */
type NetworkPlace = 'unreached' | 'untrusted' | 'undecodable' | 'no-http' | 'switched' | 'broken' | Exclude<CertificateReason, 'broken-with-certificate'>

/** Sentences of failures that are chosen by what is known about them; each language fills them in. */
export interface FailureParts {
  /** What stands between two sentences. */
  gap: string
  quote: (said: string) => string
  status: (status: string) => string
  spent: string
  through: (proxy: string, variable: string) => string
  network: Record<NetworkReason, string>
  networkMessages: Record<NetworkPlace, (host: string, reason: string) => string>
  sources: Record<'flag' | 'environment' | 'profile' | 'preset' | 'default' | 'fapi2', string>
  needed: Record<'passphrase' | 'client-key-passphrase' | 'callback-address' | 'client-secret', { what: string, how: Way | readonly Way[] }>
  sealed: Record<'key-missing' | 'passphrase' | 'shared' | 'other', string>
  keyring: Record<'not-installed' | 'too-old' | 'not-private' | 'optional' | 'locked' | 'kept', string> & { unlock: readonly Way[] }
  keyringSilent: (seconds: string) => string
  keyringRefused: (said: string) => string
}

/** The choices between those sentences, which are the same in every language. */
export interface FailureChoices {
  /** What the provider said, as the end of a sentence. */
  quoted: (details: FailureDetails) => string
  /** What a code may have become by now, if it was sent. */
  spent: (details: FailureDetails) => string
  /** The proxy on the way, where there is one. */
  through: (details: FailureDetails) => string
  keeping: (prose: FailureProse, kept: string) => FailureProse
  network: (details: FailureDetails) => Pick<FailureProse, 'message' | 'cause'>
  /** Where a setting comes from; a variable or a flag stands for itself. */
  source: (details: FailureDetails) => string
  /** What a person must give, and how it is given where nobody can be asked. */
  needed: (details: FailureDetails) => { what: string, how: Way | readonly Way[] }
  sealedCause: (details: FailureDetails) => string
  keyring: (details: FailureDetails) => FailureProse
}

/** Makes the choices with the sentences of a language. */
export function chooseParts(parts: FailureParts): FailureChoices {
  return {
    quoted: details => quote(parts, details),
    spent: ({ purpose, unsent }) => purpose === 'token' && unsent !== true ? `${parts.gap}${parts.spent}` : '',
    through: ({ proxy, variable }) => proxy === undefined ? '' : `${parts.gap}${parts.through(text(proxy), text(variable))}`,
    keeping: (prose, kept) => ({ ...prose, cause: `${prose.cause}${parts.gap}${kept}`.trim() }),
    network: details => describeNetwork(parts, details),
    source: ({ source }) => pick(parts.sources, source) ?? text(source),
    needed: details => pick(parts.needed, details['what']) ?? { what: text(details['what']), how: command`${details['how']}` },
    sealedCause: ({ reason, kind, shared }) => parts.sealed[reason === 'key-missing' ? 'key-missing' : shared ? 'shared' : kind === 'passphrase' ? 'passphrase' : 'other'],
    keyring: details => describeKeyring(parts, details),
  }
}

function quote(parts: FailureParts, details: FailureDetails): string {
  const provider = details['provider'] as { error?: unknown, status?: unknown } | undefined
  const said = text(provider?.error) || (provider?.status === undefined ? '' : parts.status(text(provider.status)))
  return said === '' ? '' : parts.quote(said)
}

const places: Readonly<Record<NetworkReason, NetworkPlace>> = {
  refused: 'unreached', 'unknown-host': 'unreached', 'no-way': 'unreached', expired: 'untrusted', 'other-host': 'untrusted', 'no-tls': 'untrusted', untrusted: 'untrusted',
  'certificate-wanted': 'certificate-wanted', 'certificate-authority': 'certificate-authority', 'certificate-expired': 'certificate-expired',
  'certificate-refused': 'certificate-refused', 'handshake-refused': 'handshake-refused', 'broken-with-certificate': 'broken',
  undecodable: 'undecodable', 'coding-unknown': 'undecodable', 'no-http': 'no-http', switched: 'switched', broken: 'broken',
}

function describeNetwork({ network, networkMessages }: FailureParts, { host, reason, encoding, certificate_shown: shown }: FailureDetails): Pick<FailureProse, 'message' | 'cause'> {
  const known = networkReason(text(reason), shown === true)
  return { message: networkMessages[places[known]](text(host), text(encoding ?? reason)), cause: network[known] }
}

function describeKeyring({ keyring, keyringSilent, keyringRefused, gap }: FailureParts, details: FailureDetails): FailureProse {
  const { reason } = details
  if (reason === 'not-installed' || reason === 'too-old') {
    return { message: keyring[reason], cause: `${keyring.optional}${gap}${keyring.kept}`, next: command`npm install -g @napi-rs/keyring` }
  }
  if (reason === 'not-private') return { message: keyring[reason], cause: keyring.kept, next: command`npm install -g @napi-rs/keyring` }
  const message = reason === 'no-answer' ? keyringSilent(text(details['seconds'])) : keyringRefused(text(details['text']))
  return { message, cause: `${keyring.locked}${gap}${keyring.kept}`, next: keyring.unlock }
}

function networkReason(code: string, certificateShown: boolean): NetworkReason {
  if (code === 'ECONNREFUSED') return 'refused'
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return 'unknown-host'
  const ofCertificate = certificateReason(code)
  if (ofCertificate) return certificateShown || ofCertificate === 'handshake-refused' ? ofCertificate : 'certificate-wanted'
  if (/CERT_HAS_EXPIRED/.test(code)) return 'expired'
  if (/ALTNAME/.test(code)) return 'other-host'
  if (/WRONG_VERSION/.test(code)) return 'no-tls'
  if (/CERT|SELF_SIGNED|VERIFY|ISSUER/.test(code)) return 'untrusted'
  if (code === 'undecodable' || code === 'coding-unknown' || code === 'switched') return code
  if (/UNREACH|ENETDOWN|EADDRNOTAVAIL/.test(code)) return 'no-way'
  if (/^HPE_|HTTP/.test(code)) return 'no-http'
  return certificateShown && /^(?:ECONNRESET|EPIPE)$/.test(code) ? 'broken-with-certificate' : 'broken'
}

/** The alerts of TLS by which a server judges a client's certificate (RFC 8446, section 6.2), as OpenSSL names them. */
function certificateReason(code: string): CertificateReason | undefined {
  const [, alert = ''] = /_ALERT_(\w+)$/.exec(code) ?? []
  if (alert === 'CERTIFICATE_REQUIRED') return 'certificate-wanted'
  if (alert === 'UNKNOWN_CA') return 'certificate-authority'
  if (alert === 'CERTIFICATE_EXPIRED') return 'certificate-expired'
  if (alert === 'HANDSHAKE_FAILURE') return 'handshake-refused'
  return /^(?:NO_CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_UNKNOWN|ACCESS_DENIED|DECRYPT_ERROR)$/.test(alert)
    ? 'certificate-refused'
    : undefined
}

/** Whether a certificate of the client, or another one, may be what a server wants. */
export function wantsCertificate({ reason }: FailureDetails): boolean {
  return certificateReason(text(reason)) !== undefined
}
