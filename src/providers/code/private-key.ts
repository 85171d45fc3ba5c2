import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Failure } from '../../failure.ts'
import type { Secret } from '../../secrets/secret.ts'

/** Which key is wanted, and how a failure names it. */
export interface WantedKey {
  fits: (key: KeyObject) => boolean
  expected: string
}

/**
 * The private key that the user gave as client secret: PEM (also with `\n` written out, as environment variables often have it) or the bare
 * base64 of PKCS#8 or PKCS#1. Raises `setting-invalid` for anything else and for a key of another kind; the failure carries no part of it.
 */
export function readPrivateKey(secret: Secret | undefined, { fits, expected }: WantedKey): KeyObject {
  const text = (secret?.reveal() ?? '').replaceAll('\\n', '\n').trim()
  const key = /-----BEGIN /.test(text) ? tryRead({ key: text }) : readBare(text)
  if (!key || !fits(key)) throw new Failure('setting-invalid', { setting: 'client-secret', expected })
  return key
}

function readBare(text: string): KeyObject | undefined {
  const key = Buffer.from(text, 'base64')
  return tryRead({ key, format: 'der', type: 'pkcs8' }) ?? tryRead({ key, format: 'der', type: 'pkcs1' })
}

function tryRead(input: Parameters<typeof createPrivateKey>[0]): KeyObject | undefined {
  try {
    return createPrivateKey(input)
  } catch {
    return undefined
  }
}
