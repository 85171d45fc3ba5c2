import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { rsaPair } from './key-pairs.ts'
import { wide } from './wide.ts'

/** Behind those that tests take by their place. */
let next = 10
const generate = crypto.generateKeyPairSync

/**
 * Gives the program in this process RSA keys that lie on the machine, each one once: to find a key takes as long as ten
 * walks. In a wide run and in a process of its own it finds them itself, by the same call.
 */
function generateOrTake(type: string, options: { modulusLength: number }): { privateKey: string, publicKey: string } {
  if (type !== 'rsa') return generate(type as 'ec', options as never)
  const { privateKey, publicKey } = rsaPair(next += 1, options.modulusLength)
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

// This is read again for each test file of a process, in which no key may come twice.
if (!wide && generate.name !== generateOrTake.name) {
  crypto.generateKeyPairSync = generateOrTake as never
  syncBuiltinESMExports()
}
