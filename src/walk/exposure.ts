import { exposedAmong } from '../addresses/listen-address.ts'
import { portMeant } from '../addresses/port.ts'
import type { Finding } from '../codes/finding.ts'
import type { Walk } from './context.ts'

/**
 * Tells whether other machines may reach the listener: a browser counts then only by the cookie of the start address.
 */
export function isExposed({ login: { listening } }: Pick<Walk, 'login'>): boolean {
  return exposedAmong(listening?.besides ?? []).length > 0
}

/**
 * Says where the listener stands besides loopback; whoever comes there without the cookie and the state gets nothing.
 */
export function noteExposure({ login: { listening } }: Pick<Walk, 'login'>, redirectUri: string): Finding[] {
  const addresses = exposedAmong(listening?.besides ?? [])
  return addresses.length === 0
    ? []
    : [{ code: 'listener-exposed', details: { addresses, port: portMeant(new URL(redirectUri)) } }]
}
