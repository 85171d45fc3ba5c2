import type { GivenFailures } from '../catalogue.ts'
import { advice, login, loginAt } from '../again.ts'
import type { Way } from '../way.ts'
import { command } from '../../text/shell.ts'
import { convertCertificate, goWithoutProxy, verbatimSwitch } from '../commands.ts'
import { pick, text } from '../text.ts'

const faults: Record<string, (character: string, position: string) => string> = {
  'starts-with-blank': () => 'begins with a blank',
  'ends-in-blank': () => 'ends in a blank',
  quoted: () => 'stands in quotation marks',
  undecodable: () => 'is no text in UTF-8 or UTF-16',
  'line-break': (character, position) => `holds a line break, ${character}, at position ${position}`,
  invisible: (character, position) => `holds an invisible character, ${character}, at position ${position}`,
}

/** What is wrong with such a value, and what helps. */
const whyUnclean: Record<string, string> = {
  invisible: 'Nobody sees it, and the provider compares every character. Nothing was sent.',
  quoted: 'The marks would be part of the value, and the provider compares every character. Nothing was sent.',
  undecodable: 'What it says can’t be read. Nothing was sent.',
}
const mendUnclean: Record<string, Way> = { quoted: advice`Leave the quotation marks out`, undecodable: advice`Save the file as UTF-8` }

/** What a file holds that should hold a certificate or a private key. */
const found: Record<string, string> = {
  empty: 'The file is empty.',
  text: 'It holds a text that is not PEM: there is no line "-----BEGIN …-----".',
  binary: 'It holds bytes that are neither PEM nor DER.',
  'der-certificate': 'It is a certificate in DER; what is wanted is the same in PEM.',
  'der-key': 'It is a private key in DER; what is wanted is the same in PEM.',
  pkcs12: 'It is a PKCS#12 file (.p12, .pfx); what is wanted is PEM.',
  pkcs7: 'It is a PKCS#7 file (.p7b); what is wanted is PEM.',
  key: 'It is a private key, and a certificate is wanted.',
  'public-key': 'It is a public key, and a certificate is wanted.',
  certificate: 'It is a certificate, and its private key is wanted.',
  request: 'It is a request for a certificate, and not yet the certificate.',
  'encrypted-key': 'The private key is encrypted, and there is nobody here to ask for its passphrase.',
  broken: 'It looks like PEM, but what is in it can’t be read.',
  'other-key': 'The private key does not belong to the certificate.',
  'no-key': 'A certificate proves nothing without its private key.',
  'no-certificate': 'A private key is of no use without its certificate.',
}

const missing: Record<string, Way> = {
  'no-key': login`--tls-key FILE`,
  'no-certificate': login`--tls-cert FILE`,
}

const proxyCauses: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: the proxy is down, or its host or port is wrong.',
  ENOTFOUND: 'The proxy’s host name is unknown.',
  EAI_AGAIN: 'The proxy’s host name is unknown, or there is no network.',
  silent: 'The proxy took the request and did not answer.',
  socks: 'SOCKS is not spoken here; an HTTP proxy that takes CONNECT is.',
  address: 'That is no address of a proxy.',
  closed: 'The proxy closed the connection.',
  'long-headers': 'The proxy answered with more header fields than an answer of this kind has.',
  'no-http': 'What listens there does not speak HTTP.',
}

const proxyStatuses: Record<string, string> = {
  403: 'The proxy does not let you go there.',
  407: 'The proxy wants a user name and a password, or takes others.',
}

/** A proxy that went on and did not get there says so with 502 to 504. */
function proxyCause({ status, reason, asks }: Readonly<Record<string, unknown>>): string {
  if (asks === '') return 'The proxy wants its client to authenticate, and does not say in which way.'
  if (typeof asks === 'string' && !/\bbasic\b/i.test(asks)) return `The proxy wants ${asks}, and only Basic is spoken here.`
  if (status !== undefined) return pick(proxyStatuses, status) ?? (/^50[234]$/.test(text(status)) ? 'The proxy itself could not get there.' : 'The proxy makes no tunnel.')
  return pick(proxyCauses, reason) ?? (/CERT|SELF_SIGNED|VERIFY|ALTNAME/.test(text(reason)) ? 'The proxy’s own certificate is not trusted.' : 'The connection to the proxy broke.')
}

export const enGivenFailures: GivenFailures = {
  'value-unclean': d => ({
    message: `${text(d['setting'])} ${pick(faults, d['fault'])?.(text(d['character']), text(d['position'])) ?? 'can’t be used'}`,
    cause: d['kind'] === 'secret' ? 'It would be sent to the last character, and the provider would refuse it. Nothing was sent.' : pick(whyUnclean, d['fault']) ?? 'The provider compares every character. Nothing was sent.',
    next: d['kind'] === 'secret' ? advice`Give it without that; if it does belong to the secret: ${verbatimSwitch(d)}` : pick(mendUnclean, d['fault']) ?? advice`Type the value again, rather than copying it`,
  }),
  'issuer-form': d => ({
    message: d['form'] === 'scheme-unknown' ? `${text(d['given'])} begins with ${text(d['scheme'])}://, which is neither https nor http` : d['form'] === 'discovery-url' ? `${text(d['given'])} is the address of a metadata document, not an issuer` : `${text(d['given'])} has no https:// before it`,
    cause: d['form'] === 'discovery-url' ? 'The issuer is what stands before /.well-known/…; the document is found from it.' : d['is_checked'] ? 'The address of a resource begins with it.' : 'An issuer is a whole address.',
    next: d['is_checked'] && d['form'] !== 'discovery-url' ? command`oauth-walk check ${d['issuer']}` : loginAt(d['issuer']),
  }),
  'certificate-unusable': d => ({
    message: `${text(d['path'])} can’t be used as ${text(d['setting'])}${d['reason'] ? ` (${text(d['reason'])})` : ''}`,
    cause: pick(found, d['found']) ?? 'It is not what is wanted.',
    next: pick(missing, d['found']) ?? convertCertificate(d),
  }),
  'proxy-failed': d => ({
    message: `The proxy ${text(d['proxy'])} ${d['host'] === undefined ? 'can’t be used' : `did not lead to ${text(d['host'])}`} (${d['status'] === undefined ? text(d['reason']) : `status ${text(d['status'])}`})`,
    cause: `${proxyCause(d)} It is named by ${text(d['variable'])}.`,
    next: d['status'] === 407 && /^$|\bbasic\b/i.test(text(d['asks'])) ? command`export ${d['variable']}=http://USER:PASSWORD@HOST:PORT` : [advice`Correct ${d['variable']}, or go without it`, ...goWithoutProxy(d)],
  }),
  'loopback-missing': d => ({
    message: `This machine has no ${text(d['host'])} to listen on`,
    cause: text(d['has']) === '' ? 'It has no loopback address at all: the interface lo is down.' : `It has ${text(d['has'])}. The redirect URI must name what there is, and be registered so at the provider.`,
    next: d['other'] ? login`--redirect-uri ${d['other']}` : login`--paste`,
  }),
}
