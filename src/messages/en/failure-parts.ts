import { command } from '../../text/shell.ts'
import { advice, login } from '../again.ts'
import { chooseParts } from '../failure-parts.ts'

/** The sentences of failures that are chosen by what is known, and the choices between them. */
export const enParts = chooseParts({
  gap: ' ',
  quote: said => `: ${said}`,
  status: status => `status ${status}`,
  spent: 'The code may be spent: start the login again.',
  through: (proxy, variable) => `The way there is the proxy ${proxy} (${variable}).`,
  network: {
    refused: 'Nothing listens there: the provider is down, or host or port is wrong.',
    'unknown-host': 'The host name is unknown, or there is no network.',
    expired: 'The provider’s certificate has expired.',
    'other-host': 'The certificate is for another host name.',
    'no-tls': 'There is no TLS behind this port; perhaps the address begins with http:.',
    untrusted: 'The certificate is not trusted. Name the authority that signed it with --ca FILE.',
    'certificate-wanted': 'The server wants a certificate of the client in the TLS connection, and none was shown. Give one with --tls-cert FILE --tls-key FILE.',
    'certificate-refused': 'The server refused the client’s certificate (--tls-cert): its authority is not trusted there, it is not registered, or it is no longer valid.',
    'no-way': 'No way leads there from this machine or its network.',
    undecodable: 'The body is cut off, or not what its content-encoding says.',
    'coding-unknown': 'No encoding was asked for; known here are gzip, deflate and br.',
    'no-http': 'What came is not HTTP as it should be: another program listens there, or a proxy interferes.',
    broken: 'It was closed before the whole answer was there: the server or something in between ended it.',
  },
  networkMessages: {
    unreached: (host, reason) => `${host} can’t be reached (${reason})`,
    untrusted: (host, reason) => `There is no secure connection to ${host} (${reason})`,
    undecodable: (host, encoding) => `${host} answered, but the body can’t be decoded (content-encoding: ${encoding})`,
    'no-http': (host, reason) => `${host} does not answer as HTTP wants it (${reason})`,
    broken: (host, reason) => `The connection to ${host} broke (${reason})`,
  },
  sources: { flag: 'the flag', environment: 'the environment', profile: 'the profile', preset: 'the preset', default: 'the default', fapi2: 'implied by --fapi2' },
  needed: {
    passphrase: { what: 'the passphrase of the stored session', how: [advice`Write 3< FILE behind the command after this`, command`export OAUTH_WALK_PASSPHRASE_FD=3`] },
    'client-key-passphrase': { what: 'the passphrase of the client’s key', how: [advice`Write 4< FILE behind the command after this`, command`export OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD=4`] },
    'callback-address': { what: 'the address of the page that the provider sent the browser to', how: [advice`Give the address as a line on stdin, or sign in at a terminal`, login`--paste`] },
    'client-secret': { what: 'the client secret', how: [advice`Name a file that holds it (- is stdin), or set OAUTH_WALK_CLIENT_SECRET`, login`--client-secret-file FILE`] },
  },
  sealed: {
    'key-missing': 'Its key is no longer in the keyring of this user.',
    passphrase: 'The passphrase is another one, or the file was changed. It is left as it is.',
    other: 'The file was changed, or belongs to another profile. It is left as it is.',
  },
  keyring: {
    'not-installed': 'The keyring can’t be used: @napi-rs/keyring is not installed',
    'too-old': 'The keyring can’t be used: @napi-rs/keyring is older than 2.1',
    'not-private': 'The keyring can’t be used: @napi-rs/keyring lies where another user could exchange it',
    optional: 'It is an optional package.',
    locked: 'It is locked, its desktop hangs, or this machine has none.',
    kept: 'Nothing was stored, and nothing is ever stored in plain text instead.',
    unlock: [advice`Unlock it and try again, or keep the session behind a passphrase`, login`--store passphrase`],
  },
  keyringSilent: seconds => `The keyring did not answer${seconds === '' ? '' : ` within ${seconds} s`}`,
  keyringRefused: said => `The keyring refused${said === '' ? '' : `: ${said}`}`,
})
