import { advice, login } from '../again.ts'
import type { StoreFailures } from '../catalogue.ts'
import type { StoreWords } from '../store-words.ts'
import { pick, text } from '../text.ts'
import { command } from '../../text/shell.ts'

export const enStoreHelp: Record<string, string> = {
  store: 'where sessions are kept: prepare a shared database, list sessions, move them',
  'store.init': 'make the table in the database of --store, and print its SQL',
  'store.list': 'list the stored sessions without opening them',
  'store.move': 'move a session to another store',
  '--dry-run': 'print the SQL and change nothing',
  '--to': 'where the session goes: file, keyring, passphrase or postgres://…',
  'store.--all': 'move the sessions of every profile',
  '--passphrase-file': 'file with the passphrase or key that opens the store; store init makes one that is not there',
}

export const enStoreWords: StoreWords = {
  keyMade: path => `A new key is in ${path} (0600). Every machine that shares this store needs a copy; without it the sessions can’t be opened.`,
  initialised: place => `The table is in ${place}.`,
  notApplied: 'Nothing was changed. Give this SQL to whoever runs the database.',
  none: 'No session is stored.',
  moved: (profile, to) => `The session of profile "${profile}" is now in: ${to}`,
  leftShared: place => `The session in ${place} is left for the other machines; oauth-walk logout ends it for all.`,
  copyLeft: (profile, place) => `The copy of profile "${profile}" in ${place} could not be changed now; the next login does it.`,
  profileShared: (profile, place) => `There is no profile "${profile}" here; its settings come from ${place}.`,
}

/** Why a server can't be reached. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: the server is down, or host or port is wrong.',
  ETIMEDOUT: 'It gave no answer in time.',
  ENOTFOUND: 'The host name is unknown, or there is no network.',
  EAI_AGAIN: 'The host name is unknown, or there is no network.',
  ENOENT: 'There is no such socket: the server is down, or the folder is another one.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host name.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  'no-tls': 'The server does not speak TLS, and nothing is sent to another machine without it.',
  ECONNRESET: 'The connection ended before the answer came: the server stops or restarts, or something in between ended it.',
}

/** What the server refused, by its SQLSTATE (PostgreSQL, appendix A). */
const refused: Readonly<Record<string, string>> = {
  'password-missing': 'The server asks for a password, and none was given.',
  password: 'The server does not take the password.',
  '28P01': 'The server does not take this user’s password.',
  28000: 'The server does not let this user in from here.',
  '3D000': 'There is no database of this name.',
  42501: 'The role may not do this. It needs SELECT, INSERT, UPDATE and DELETE on the table oauth_walk_sessions; somebody who may must make that table.',
  25006: 'The database can only be read: it may be a standby.',
  53300: 'The server has no room for another connection.',
  53100: 'The server’s disk is full.',
}

const givePassword = [
  advice`Give the password by one of these: a file as psql reads it (0600), a variable, or a file descriptor (3< FILE behind the command)`,
  command`export PGPASSFILE=FILE`, command`export OAUTH_WALK_STORE_PASSWORD_FD=3`,
]
const aboutPassword = ['password-missing', 'password', '28P01']

function cause(reason: unknown): string {
  if (/CERT|SELF_SIGNED|VERIFY|ISSUER/.test(text(reason)) && pick(unreachable, reason) === undefined) {
    return 'Its certificate is not trusted. Name the authority that signed it: postgres://…?sslrootcert=FILE'
  }
  return pick(unreachable, reason) ?? 'The connection could not be made, or was lost.'
}

export const enStoreFailures: StoreFailures = {
  'store-unreachable': d => ({
    message: `The store ${text(d['path'])} can’t be reached (${text(d['reason'])})`,
    cause: cause(d['reason']),
    next: advice`Try again when the database is back`,
  }),
  'store-refused': d => ({
    message: `The store ${text(d['path'])} refused (${text(d['reason'])})`,
    cause: pick(refused, d['reason']) ?? `It says: ${text(d['text'])}`,
    next: aboutPassword.includes(text(d['reason'])) ? givePassword : [advice`Give this SQL to whoever runs the database`, command`oauth-walk store init --dry-run`],
  }),
  'store-password-given': d => ({
    message: `A password stands in ${text(d['setting'])}`,
    cause: 'Other users of this machine can see the words of a command, and a profile holds no secret. If it stood in a command, change it.',
    next: [advice`Leave the password out of the address`, ...givePassword],
  }),
  'store-not-shared': d => ({
    message: `${text(d['store'])} is no database`,
    cause: 'There is nothing to prepare in a store of this machine alone.',
    next: command`oauth-walk store init --store postgres://USER@HOST/DATABASE`,
  }),
  'profile-ambiguous': d => ({
    message: `The store holds several sessions of a profile "${text(d['profile'])}": ${text(d['sessions'])}`,
    cause: 'They are of different issuers or clients, and this machine has no profile that says which is meant.',
    next: [login`--issuer URL --client-id ID`, command`oauth-walk store list`],
  }),
}
