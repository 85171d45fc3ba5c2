import { environmentName, settingNames } from '../../providers/settings.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { ProviderSettings } from '../../walk/context.ts'
import type { Destination } from './destination.ts'

/**
 * Endpoints that the environment names although the target was typed, each with its variable: they may have been left
 * there for another provider, and win over this one's own.
 */
export function endpointsBeside(
  { said, flags }: Destination, resolved: Resolved,
): Pick<ProviderSettings, 'fromEnvironment'> {
  if (said === undefined && flags['issuer'] === undefined) return {}
  const named = settingNames.filter(name =>
    (name.endsWith('-endpoint') || name === 'jwks-uri') && resolved[name]?.source === 'environment')
  return {
    fromEnvironment: Object.fromEntries(named.map(name => [name.replaceAll('-', '_'), environmentName(name)])),
  }
}
