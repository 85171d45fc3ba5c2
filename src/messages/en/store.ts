import { advice, session, signIn } from '../again.ts'
import type { Way } from '../way.ts'
import type { FailureProse, StoreFailures } from '../catalogue.ts'
import type { StoreWords } from '../store-words.ts'
import { nameOne } from '../no-session.ts'
import { pick, text } from '../text.ts'
import { command, plainPath } from '../../text/shell.ts'

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
  noneIn: places => `No session is stored in: ${places.join(', ')}`,
  notListed: (place, code) => `The sessions in ${place} can’t be listed (${code}).`,
  moved: (profile, to) => `The session of profile "${profile}" is now in: ${to}`,
  nothingMoved: 'No profile of this machine has a stored session. Nothing was moved.',
  variableNames: store => `OAUTH_WALK_STORE still names ${store}, and counts more than the profile. Unset it, or commands look for the session there.`,
  leftShared: place => `The session in ${place} is left for the other machines; oauth-walk logout ends it for all.`,
  loggedOutShared: (profile, place) => `The session of profile "${profile}" is deleted in ${place}: every machine is signed out.`,
  replacedShared: place => `A session of this profile was in ${place}. The new one takes its place for every machine; the old one was not revoked.`,
  copyLeft: (profile, place) => `The copy of profile "${profile}" in ${place} could not be changed now; the next login does it.`,
  profileShared: (profile, place) => `There is no profile "${profile}" here; its settings come from ${place}.`,
  anyFreePort: ' (any free port)',
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
  'no-tls': 'The server does not speak TLS. The address asks for it, or names another machine, to which nothing is sent without it.',
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
  advice`Give the password by one of these: PGPASSWORD, a file as psql reads it (0600), or a file descriptor (3< FILE behind the command)`,
  command`export PGPASSWORD=PASSWORD`, command`export PGPASSFILE=FILE`, command`export OAUTH_WALK_STORE_PASSWORD_FD=3`,
]

/** What helps where the server refused, by its SQLSTATE. */
const afterRefusal: Readonly<Record<string, Way | readonly Way[]>> = {
  'password-missing': givePassword,
  password: givePassword,
  '28P01': givePassword,
  28000: advice`Correct the user in the address, or have whoever runs the server let it in (pg_hba.conf)`,
  '3D000': advice`Correct the name in the address, or have whoever runs the server make the database`,
  42501: [advice`Give this SQL to whoever runs the database`, command`oauth-walk store init --dry-run`],
  25006: advice`Name the primary server in the address`,
  53300: advice`Try again when the server has room`,
  53100: advice`Try again when the server’s disk has room`,
}

/** What helps where the server can’t be reached. */
const afterSilence: Readonly<Record<string, Way>> = {
  ENOTFOUND: advice`Correct the host in the address`,
  EAI_AGAIN: advice`Correct the host in the address, or try again when there is a network`,
  ENOENT: advice`Correct the folder in the address, or try again when the database is back`,
  ERR_TLS_CERT_ALTNAME_INVALID: advice`Name the host in the address as the certificate does`,
  CERT_HAS_EXPIRED: advice`Have whoever runs the server renew the certificate`,
  'no-tls': advice`Have TLS switched on at the server. For a server on this machine, sslmode=disable in the address does without`,
}

function isUntrusted(reason: unknown): boolean {
  return /CERT|SELF_SIGNED|VERIFY|ISSUER/.test(text(reason)) && pick(unreachable, reason) === undefined
}

function cause(reason: unknown): string {
  return pick(unreachable, reason) ?? (isUntrusted(reason) ? 'Its certificate is not trusted.' : 'The connection could not be made, or was lost.')
}

/** What the server said: where its code alone does not tell which of several things it means. */
function told({ reason, text: said }: Readonly<Record<string, unknown>>): string {
  return pick(refused, reason) !== undefined && (reason !== '28000' || said === undefined) ? '' : `It says: ${text(said)}`
}

export const enStoreFailures: StoreFailures = {
  'store-unreachable': d => ({
    message: `The store ${text(d['path'])} can’t be reached (${text(d['reason'])})`,
    cause: cause(d['reason']),
    next: pick(afterSilence, d['reason']) ?? (isUntrusted(d['reason']) ? advice`Name the authority that signed it, in the address: postgres://…?sslrootcert=FILE` : advice`Correct host and port in the address, or try again when the database is back`),
  }),
  'store-refused': d => ({
    message: `The store ${text(d['path'])} refused (${text(d['reason'])})`,
    cause: [pick(refused, d['reason']) ?? '', told(d)].filter(part => part !== '').join(' '),
    next: pick(afterRefusal, d['reason']) ?? advice`Tell whoever runs the database what it says`,
  }),
  'store-too-large': d => ({
    message: `The store ${text(d['path'])} sent more than ${text(d['megabytes'])} MB in one answer`,
    cause: 'oauth-walk wrote nothing as large. Somebody changed the table, or another program answers there. The connection was ended.',
    next: advice`Have whoever runs the database look at the table oauth_walk_sessions`,
  }),
  'store-taken': d => ({
    message: `${text(d['path'])} holds another session of profile "${text(d['profile'])}"`,
    cause: `That one was obtained at ${text(d['there_at'])}, the one to be moved at ${text(d['moved_at'])}. Nothing was moved: every machine would go on with the one that comes.`,
    next: [advice`Use the session that is there, or end it for all machines and move again`, session`token show --store ${d['path']}`, session`logout --store ${d['path']}`],
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
    next: nameOne(d['issuers'], d['clients'], advice`Say which one is meant, by --issuer or --client-id behind the command, or by a variable`),
  }),
}

type Details = Readonly<Record<string, unknown>>

/** A session of many machines is not given up because one of them has another key. */
export function enSealedShared(d: Details, cause: string): FailureProse {
  return {
    message: `The session in ${text(d['path'])} can’t be opened`, cause,
    next: advice`Compare the key with that of the other machines. If it is lost, sign in with another profile name, or have the database delete the row: DELETE FROM oauth_walk_sessions WHERE id = '${d['row']}'`,
  }
}

/** A row is no file that could be put aside. */
export function enCorruptShared(d: Details): FailureProse {
  return { message: `The session in ${text(d['path'])} is damaged`, cause: 'Its row does not hold what oauth-walk wrote. It is left as it is; other profiles work.', next: signIn }
}

/** A file with a secret that others may read. */
export function enSecretOpen(d: Details, expected: string, came: string): FailureProse {
  return {
    message: `${text(d['path'])} is not safe to use: expected ${expected}, found ${came}`,
    cause: 'It holds a passphrase, a key or a password, and other users of this machine may read or change it.', next: command`chmod 600 ${plainPath(d['path'])}`,
  }
}
