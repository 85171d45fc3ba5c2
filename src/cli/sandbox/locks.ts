import type { Layer } from '../../providers/resolve.ts'
import type { Sandbox } from '../../sandbox/index.ts'

/** How a login opens a lock that no metadata can tell it of: what it would otherwise have to be asked for. */
const opening: Record<string, Layer> = {
  jar: { 'request-object': true },
  jarm: { 'response-mode': 'jwt' },
  dpop: { dpop: true },
  'dpop-nonce': { dpop: true },
  fapi2: { dpop: true },
}

/**
 * The settings under which a login gets past these locks, where it names no others itself; ID tokens come encrypted by
 * that algorithm.
 */
export function settingsToOpen(locks: readonly string[] = [], encryptedBy?: unknown): Layer {
  const encryption = locks.includes('encrypted-id-token') && encryptedBy !== undefined
    ? { 'id-token-encrypted-response-alg': encryptedBy }
    : {}
  // A certificate binds the tokens: there is nothing left for a proof to bind.
  const opened = locks.includes('mtls') ? locks.filter(lock => lock !== 'fapi2') : locks
  return Object.assign({}, ...opened.map(lock => opening[lock]), encryption) as Layer
}

/**
 * The settings under which a client shows the certificate that this sandbox made for it; nothing where it wants none.
 */
export function settingsToCertify(mtls: Sandbox['mtls']): Layer {
  return mtls === undefined
    ? {}
    : { 'tls-cert': mtls.certificate, 'tls-key': mtls.key, ca: mtls.ca, 'auth-method': 'tls_client_auth' }
}
