import type { Layer } from '../providers/resolve.ts'

/** How a login opens a lock that no metadata can tell it of: what it would otherwise have to be asked for. */
const opening: Record<string, Layer> = {
  jar: { 'request-object': true },
  jarm: { 'response-mode': 'jwt' },
  dpop: { dpop: true },
  'dpop-nonce': { dpop: true },
  fapi2: { dpop: true },
}

/** The settings under which a login gets past these locks, where it names no others itself; ID tokens come encrypted by that algorithm. */
export function settingsToOpen(locks: readonly string[] = [], encryptedBy?: unknown): Layer {
  const encryption = locks.includes('encrypted-id-token') && encryptedBy !== undefined ? { 'id-token-encrypted-response-alg': encryptedBy } : {}
  return Object.assign({}, ...locks.map(lock => opening[lock]), encryption) as Layer
}
