import { hasPort } from '../addresses/as-written.ts'
import { parseAddress } from '../addresses/loopback.ts'
import { portMeant } from '../addresses/port.ts'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isThisMachine } from './redirect-uri.ts'
import { isStronger, type Resolved, type Source } from './resolved.ts'
import { environmentName } from './settings.ts'

/**
 * The settings without a port that has nothing to say: a redirect URI from a stronger source has its own, which is
 * registered with it. Raises `setting-invalid` where flags, or variables, name two.
 */
export function settlePort(resolved: Resolved): Resolved {
  const { port, 'redirect-uri': uri, ...others } = resolved
  if (port === undefined || uri === undefined) return resolved
  const written = String(uri.value)
  requireOnePort(port.value as number[], written, port.source === uri.source ? port.source : undefined)
  return isStronger(uri, port) && hasPortOfItsOwn(written) ? { ...others, 'redirect-uri': uri } : resolved
}

/** One without a port means any of this machine (RFC 8252, section 7.3), and the protocol's own elsewhere. */
function hasPortOfItsOwn(redirectUri: string): boolean {
  return hasPort(redirectUri) || !isThisMachine(parseAddress(redirectUri)?.hostname ?? '')
}

/**
 * Port 0 asks for a free one in place of whatever the redirect URI has. A profile that an older version wrote may have
 * two.
 */
function requireOnePort(ports: readonly number[], redirectUri: string, source: Source | undefined): void {
  const url = parseAddress(redirectUri)
  if (url === undefined || !hasPort(redirectUri) || ports.some(port => port === 0 || port === portMeant(url))) return
  if (source !== 'flag' && source !== 'environment') return
  const nameOf = (name: 'port' | 'redirect-uri') => source === 'flag' ? `--${name}` : environmentName(name)
  throw new Failure('setting-invalid', {
    setting: nameOf('port'), value: ports.join(','), source,
    expected: describeBy('port-of', portMeant(url), nameOf('redirect-uri')),
  })
}
