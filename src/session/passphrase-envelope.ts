import { hkdf, randomBytes, scrypt } from 'node:crypto'
import { Failure } from '../codes/failure.ts'
import { decrypt, encrypt, toBytes } from './cipher.ts'
import type { Envelope, Sealed } from './envelope.ts'

/** Where the passphrase comes from; a wrong one is told apart only by what it can't open. */
export interface PassphraseSource {
  /** The passphrase; asks once in a process. Raises `person-needed` where nobody can be asked. */
  get(): Promise<string>
  /** Has the passphrase given once more where a person typed it: a slip would lock the session up for ever. */
  confirm(): Promise<void>
}

/** RFC 7914; OWASP's first choice where Argon2 is not at hand: 128 MiB, a fraction of a second. */
const cost = { N: 2 ** 17, r: 8, p: 1 }
const saltLength = 16

/** Makes a key of 32 bytes from a passphrase and a salt. */
export type Derive = (passphrase: string, salt: Uint8Array) => Promise<Uint8Array>

/**
 * A key of 256 random bits in the place of a passphrase, as `store init` makes it: there is nothing to guess, so
 * nothing has to be slow. Its form alone decides, and no stored record can ask for less work than a passphrase needs.
 */
const keyForm = /^oauthwalk_key_([\w-]{43})$/

/** Makes such a key. */
export function makeStoreKey(): string {
  return `oauthwalk_key_${randomBytes(32).toString('base64url')}`
}

/**
 * Seals with a key that is derived from a passphrase and a random salt for each file; each salt's key is derived once
 * in a process.
 */
export function createPassphraseEnvelope(source: PassphraseSource, derive: Derive = deriveByScrypt): Envelope {
  const derived = new Map<string, Promise<Uint8Array>>()
  const keyFor = async (salt: Buffer) => {
    // One person's keyboard composes letters that another's gives in parts.
    const passphrase = (await source.get()).normalize('NFC')
    const name = salt.toString('base64url')
    const [, bits] = keyForm.exec(passphrase) ?? []
    const key = derived.get(name) ?? (bits === undefined ? derive(passphrase, salt) : deriveByHkdf(bits, salt))
    derived.set(name, key)
    return key
  }
  const kdfOf = async () => keyForm.test((await source.get()).normalize('NFC')) ? hkdfFacts : scryptFacts
  const open: Envelope['open'] = async (sealed, name) => {
    const facts = await kdfOf()
    const salt = saltOf(sealed, facts)
    if (salt === undefined) throw new Failure('store-sealed', { reason: 'does-not-open' })
    const { iv, data, tag } = sealed
    return decrypt({ iv, data, tag }, await keyFor(salt), bound(name, facts))
  }
  return {
    open,
    seal: async (record, name, previous) => {
      const facts = await kdfOf()
      const salt = (previous && saltOf(previous, facts)) ?? randomBytes(saltLength)
      const ciphertext = encrypt(record, await keyFor(salt), bound(name, facts))
      return { kind: 'passphrase', ...facts, salt: salt.toString('base64url'), ...ciphertext }
    },
    prepare: async (sealed, name) => {
      // The passphrase that opens the session which lies there needs no second asking.
      const isKnown = sealed !== undefined && await open(sealed, name).then(() => true, isOtherPassphrase)
      await source.get()
      if (!isKnown) await source.confirm()
    },
    forget: async () => undefined,
  }
}

/** How the key comes from what was given, as the record says it; all of it is bound into the seal. */
type KdfFacts = Readonly<Record<string, string | number>>
const scryptFacts: KdfFacts = { kdf: 'scrypt', ...cost }
const hkdfFacts: KdfFacts = { kdf: 'hkdf' }

const bound = (name: string, facts: KdfFacts) => [name, 'v1', 'passphrase', ...Object.values(facts).map(String)]

function isOtherPassphrase(error: unknown): false {
  if (error instanceof Failure && error.code === 'store-sealed') return false
  throw error
}

/**
 * The salt of a file whose key is derived as ours are: no file may ask for less work, or for the machine's whole
 * memory.
 */
function saltOf(sealed: Sealed, facts: KdfFacts): Buffer | undefined {
  const { salt } = sealed
  if (Object.entries(facts).some(([name, value]) => sealed[name] !== value)) return undefined
  try {
    return toBytes(salt, saltLength)
  } catch {
    return undefined
  }
}

async function deriveByScrypt(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase, salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r },
      (error, key) => error ? reject(error) : resolve(key),
    )
  })
}

/** RFC 5869: for a key that is random already. */
async function deriveByHkdf(bits: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    hkdf('sha256', Buffer.from(bits, 'base64url'), salt, 'oauth-walk store', 32, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)))
  })
}
