import type { Layer } from '../../providers/resolve.ts'
import { environmentName, type SettingName } from '../../providers/settings.ts'
import type { Run } from '../run.ts'
import { secretVariables } from '../machine/environment.ts'
import { withoutVariables } from '../machine/without-variables.ts'
import type { Destination } from './destination.ts'
import { credentials, places, variables } from './kept.ts'

/** What else is said of a provider and its client. */
const ofClient: readonly SettingName[] = [
  ...credentials, ...variables, 'client-id', 'redirect-uri', 'scope', 'resource', 'param', 'token-param', 'header',
]
const variablesOfPlace = places.map(environmentName)
const variablesOfClient = ofClient.map(environmentName)

/**
 * The run at the provider that its target names, as the sandbox or a preset: variables that name another are about that
 * one, and at the sandbox what they say of its client.
 */
export function atNamedProvider(run: Run, { target, said, flags }: Destination): Run {
  const left = target === 'sandbox'
    ? leftAtSandbox(run, flags)
    : flags['preset'] !== undefined && flags['preset'] === said ? variablesOfPlace : []
  return left.length === 0 ? run : { ...run, context: withoutVariables(run.context, name => !left.includes(name)) }
}

/** The sandbox’s client has a secret of its own: one that is left in the environment is another client’s. */
function leftAtSandbox({ context: { environment } }: Run, flags: Layer): readonly string[] {
  const isSet = (name: string) => environment[name as 'OAUTH_WALK_ISSUER'] !== undefined
  if (variablesOfPlace.some(isSet)) return [...variablesOfPlace, ...variablesOfClient, ...secretVariables]
  return flags['client-id'] === undefined && !isSet('OAUTH_WALK_CLIENT_ID') ? secretVariables : []
}
