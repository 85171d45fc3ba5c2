import crypto, { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newEcdsaKey } from '../../src/sandbox/new-key.ts'

/** A key and what may be published of it, for providers of the tests; safe to export at once. */
export interface KeyPair { privateKey: KeyObject, publicKey: KeyObject }

export const newEcdsaPair = (): KeyPair => pairOf(newEcdsaKey('P-256'))

const folder = fileURLToPath(new URL('../../node_modules/.cache/oauth-walk-keys', import.meta.url))
const known = new Map<string, KeyPair>()
/** Node's own: the program may be given what is kept here (kept-rsa.ts). */
const { generateKeyPairSync } = crypto

/**
 * An RSA key of the tests: to find one takes as long as a whole walk, so it is found once on a machine and lies beside
 * what else is kept of its runs. Another place is another key; nobody is told from another by it.
 */
export function rsaPair(place = 0, bits = 2048): KeyPair {
  const name = `rsa-${bits}-${place}.pem`
  const pair = known.get(name) ?? pairOf(readKey(join(folder, name)) ?? keepKey(join(folder, name), findKey(bits)))
  known.set(name, pair)
  return pair
}

/** The key with which each provider of the tests signs. */
export const providersRsaPair = (): KeyPair => rsaPair()

/** It is read from its encoding, for the reason that new-key.ts gives. */
function findKey(modulusLength: number): KeyObject {
  return createPrivateKey(generateKeyPairSync('rsa', {
    modulusLength, publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey)
}

function readKey(path: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(path))
  } catch {
    return undefined
  }
}

/** Nobody sees half of it: others may look for the same key meanwhile. */
function keepKey(path: string, key: KeyObject): KeyObject {
  mkdirSync(folder, { recursive: true })
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  renameSync(beside, path)
  return key
}

function pairOf(privateKey: KeyObject): KeyPair {
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
