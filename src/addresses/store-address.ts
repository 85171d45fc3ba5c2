import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isLoopbackHost, parseAddress } from './loopback.ts'

/** A shared store's place, as `postgres://USER@HOST:PORT/DATABASE` names it. It holds no password. */
export interface StoreAddress {
  /** A host name, an IP address, or the absolute path of the folder of a Unix socket. */
  host: string
  port: number
  user: string
  database: string
  /** TLS, verified against the host's name; only a store on this machine goes without. */
  tls: boolean
  /** A file of certificates to trust instead of the system's. */
  rootCertificate: string | undefined
  /** The password is proven for this very TLS connection, where the server offers it (SCRAM-SHA-256-PLUS). */
  bindsChannel: boolean
  /** The address without parameters such as `sslmode`, to be shown and compared. */
  text: string
}

/** The kinds of store that are one word. */
export const storeWords = ['file', 'keyring', 'passphrase', 'none'] as const
export type SharedStore = `postgres://${string}` | `postgresql://${string}`
/** What `--store` may say. */
export type StoreKind = typeof storeWords[number] | SharedStore

/** Tells whether a store is one that several machines share. */
export function isShared(store: unknown): store is SharedStore {
  return typeof store === 'string' && /^postgres(?:ql)?:\/\//i.test(store)
}

/** Tells whether a password seems to stand in an address, also where it is no address otherwise. */
function hasPassword(store: string): boolean {
  if (/[?&]password=./i.test(store)) return true
  // `%3A` stands for the colon; a mistyped scheme may have one more, or no slashes.
  const login = store.slice(0, Math.max(store.indexOf('@'), 0)).replace(/%3a/gi, ':')
    .replace(/^(?:jdbc:)?[a-z]+:\/*/i, '')
  return /:[^:]/.test(login)
}

/**
 * Tells whether what was given may be repeated: an address without a password, or a word, which may be a mistyped kind.
 * All else may hold one.
 */
export function mayRepeat(store: string): boolean {
  if (!isShared(store)) return /^[a-z]{1,20}$/i.test(store)
  try {
    return parseStoreAddress(store).text !== ''
  } catch {
    return false
  }
}

/** The parameters of libpq that are understood; another one might weaken what this client promises. */
const parameters = ['host', 'port', 'user', 'sslmode', 'sslrootcert', 'channel_binding']
/** The modes that mean TLS here: name and certificate are verified even where less is asked for. */
const verifiedModes = ['verify-full', 'verify-ca', 'require']

/**
 * Judges what `--store` says. Raises `store-password-given` where a password stands in the address, and
 * `setting-invalid` for what is neither a word nor an address, without repeating anything but a word.
 */
export function parseStore(text: string, setting: string, source: string): StoreKind {
  if (storeWords.some(word => word === text)) return text as StoreKind
  if (hasPassword(text)) throw new Failure('store-password-given', { setting, source })
  if (!isShared(text))
    throw new Failure('setting-invalid', {
      setting, value: mayRepeat(text) ? text : '…', expected: describeBy('one-of', ...storeWords, 'postgres://…'),
      source,
    })
  parseStoreAddress(text, setting, source)
  return text
}

/** Takes an address apart; raises what `parseStore` raises. */
export function parseStoreAddress(text: string, setting = '--store', source = 'flag'): StoreAddress {
  if (hasPassword(text)) throw new Failure('store-password-given', { setting, source })
  const refuse = (expected: string) =>
    new Failure('setting-invalid', { setting, value: 'postgres://…', expected, source })
  const url = parseAddress(text)
  if (url === undefined || [...url.searchParams.keys()].some(name => !parameters.includes(name)) || url.hash !== '')
    throw refuse(describeBy('store-address'))
  const read = (name: string) => url.searchParams.get(name) || undefined
  const host = read('host') ?? decode(url.hostname).replace(/^\[|\]$/g, '')
  const user = read('user') ?? decode(url.username)
  const database = decode(url.pathname.slice(1)) || user
  if (user.includes(':')) throw new Failure('store-password-given', { setting, source })
  const port = Number(read('port') ?? (url.port || 5432))
  if (host === '' || user === '' || database.includes('/') || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw refuse(describeBy('store-address'))
  const tls = wantsTls(read('sslmode'), host, refuse)
  return {
    host, port, user, database, tls, rootCertificate: rootOf(read('sslrootcert')),
    bindsChannel: read('channel_binding') === 'require',
    text: host.startsWith('/')
      ? `postgres:///${database}?host=${host}&port=${port}&user=${user}`
      : `postgres://${user}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
  }
}

/** A store as it is told: the place of an address, or the word. */
export function placeOf(store: StoreKind): string {
  return isShared(store) ? parseStoreAddress(store).text : store
}

/** The same address with the file that it names as an absolute path, so that it means the same from every folder. */
export function withAbsoluteRoot(store: string, absolutePath: (path: string) => string): string {
  const url = isShared(store) ? parseAddress(store) : undefined
  const root = rootOf(url?.searchParams.get('sslrootcert') ?? undefined)
  if (url === undefined || root === undefined) return store
  url.searchParams.set('sslrootcert', absolutePath(root))
  return url.href
}

/** libpq's `system` is the default here. */
function rootOf(path: string | undefined): string | undefined {
  return path === 'system' ? undefined : path
}

function wantsTls(mode: string | undefined, host: string, refuse: (expected: string) => Failure): boolean {
  const isHere = host.startsWith('/') || isLoopbackHost(host)
  if (mode === undefined) return !isHere
  if (mode === 'disable' && isHere) return false
  if (verifiedModes.includes(mode) && !host.startsWith('/')) return true
  throw refuse(describeBy('store-tls'))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/**
 * How to keep this machine's own records, such as keys, where sessions are kept in this store: as these are, or sealed
 * by the passphrase where sessions are shared.
 */
export function keptHere(kind: Exclude<StoreKind, 'none'> | undefined): 'file' | 'keyring' | 'passphrase' | undefined {
  return isShared(kind) ? 'passphrase' : kind
}

/** A store that several machines share; nothing for one of this machine, where each session says how it is sealed. */
export function ifShared(kind: StoreKind | undefined): StoreKind | undefined {
  return isShared(kind) ? kind : undefined
}

/** Tells whether a session there can't be read without a key. */
export function isSealed(kind: StoreKind | undefined): boolean {
  return kind === 'keyring' || kind === 'passphrase' || isShared(kind)
}
