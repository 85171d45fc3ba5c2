import { createPrivateKey } from 'node:crypto'
import { Failure } from '../../codes/failure.ts'
import type { Jwk } from '../../protocol/authentication/jwk.ts'
import { askKeyPassphrase } from './key-passphrase.ts'
import { encryptedPem, labelIn, readPemFile } from './pem-file.ts'
import type { Run } from '../run.ts'
import { joinKeys, type ClientKeys, type TakeKey } from './taken-keys.ts'

const setting = '--client-key'

/**
 * The keys of a file: a private JWK, the private keys of a JWKS in their order (RFC 7517), or the private key of a PEM
 * (PKCS#8, PKCS#1 or SEC 1). Raises `file-unreadable`, and `key-unusable` with what the file holds instead.
 */
export async function takeKeyFile(run: Run, path: string, take: TakeKey): Promise<ClientKeys> {
  const refuse = (found: string) => new Failure('key-unusable', { path, setting, found })
  const text = readPemFile(run.context, path, setting, refuse)
  tellIfOpen(run, path)
  try {
    return /^\s*[[{]/.test(text) ? await takeJson(text, take) : await take(await readPem(run, path, text))
  } catch (error) {
    throw error instanceof Failure && error.code === 'key-unusable' ? error.with(undefined, { path, setting }) : error
  }
}

/** The user may have a reason, such as a secret that a cluster mounts: it is told, and read all the same. */
function tellIfOpen({ context, warn }: Run, path: string): void {
  const mode = context.openModeOf(path)
  if (mode !== undefined) warn({ code: 'key-is-readable', path, mode })
}

async function takeJson(text: string, take: TakeKey): Promise<ClientKeys> {
  const value = parse(text)
  const list = isJwk(value) ? value['keys'] : undefined
  if (!Array.isArray(list)) {
    if (!isJwk(value) || value['kty'] === undefined) throw unusable('other-json')
    return take(value)
  }
  const taken = await Promise.all(list.filter(isJwk).map(async jwk => take(jwk).catch(passOver)))
  const usable = taken.flatMap(one => one instanceof Failure ? [] : [one])
  if (usable.length > 0) return joinKeys(usable)
  throw taken.find(one => one instanceof Failure) ?? unusable('no-keys')
}

/** A key of a set that can't be used stands there for something else; where none can, the first one says why. */
function passOver(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'key-unusable') return error
  throw error
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the text, which is a secret.
    throw unusable('broken-json')
  }
}

function isJwk(value: unknown): value is Jwk {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function readPem(run: Run, path: string, text: string): Promise<Jwk> {
  if (!text.includes('PRIVATE KEY-----')) throw unusable(labelIn(text))
  const passphrase = encryptedPem.test(text) ? await askKeyPassphrase(run, path) : undefined
  try {
    return {
      ...createPrivateKey({ key: text, format: 'pem', ...passphrase === undefined ? {} : { passphrase } })
        .export({ format: 'jwk' }),
    }
  } catch (error) {
    const isOther = (error as NodeJS.ErrnoException).code === 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE'
      || (error as NodeJS.ErrnoException).code === 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE'
    throw unusable(isOther ? 'other-type' : passphrase === undefined ? 'broken' : 'passphrase')
  }
}

function unusable(found: string): Failure {
  return new Failure('key-unusable', { found })
}
