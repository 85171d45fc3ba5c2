import { Failure } from '../../codes/failure.ts'
import { providerName, toProvider, type Layer } from '../../providers/resolve.ts'
import { secretVariables } from '../machine/environment.ts'
import type { Run } from '../run.ts'
import type { Destination } from './destination.ts'
import { atTypedResource } from './typed-resource.ts'
import { atTypedIssuer, isSet, variablesOfClient, variablesOfPlace, without } from './others-variables.ts'
import { laySettings } from './settled.ts'

/**
 * The run at the provider that was typed, as the sandbox, a preset, an issuer, a resource or a profile: variables that
 * name another are about that one, and so is what they say of its client.
 */
export async function atNamedProvider(run: Run, destination: Destination): Promise<Run> {
  const { target, said, flags } = destination
  if (target === 'sandbox') {
    const left = leftAtSandbox(run, flags)
    return left.length === 0 ? run : without(run, left)
  }
  if (flags['preset'] !== undefined && flags['preset'] === said) return atPreset(run, destination)
  const resource = flags['protected-resource']
  const typed = [flags['issuer'], flags['authorization-server']].filter(issuer => typeof issuer === 'string')
  const issuers = typed.length > 0 ? typed : [issuerOfProfile(destination)].filter(issuer => typeof issuer === 'string')
  let here = run
  for (const issuer of issuers) here = await atTypedIssuer(here, issuer)
  return issuers.length === 0 && typeof resource === 'string' ? atTypedResource(here, resource) : here
}

/** A profile that was named, or whose resource was, goes where its session is from. */
function issuerOfProfile({ said, saved, flags }: Destination): unknown {
  const isNamed = said !== undefined || flags['protected-resource'] !== undefined
  return isNamed ? saved?.settings['issuer'] ?? saved?.settings['bound'] : undefined
}

/** The sandbox’s client has a secret of its own: one that is left in the environment is another client’s. */
function leftAtSandbox(run: Run, flags: Layer): readonly string[] {
  if (variablesOfPlace.some(name => isSet(run, name)))
    return [...variablesOfPlace, ...variablesOfClient, ...secretVariables]
  return flags['client-id'] === undefined && !isSet(run, 'OAUTH_WALK_CLIENT_ID') ? secretVariables : []
}

/** A preset has its issuer once its variables are known; without one, it is named by where its tokens come from. */
async function atPreset(run: Run, destination: Destination): Promise<Run> {
  const here = without(run, variablesOfPlace)
  if (!isSet(run, 'OAUTH_WALK_ISSUER')) return here
  try {
    const { resolved } = await laySettings(here, destination, undefined)
    return without(await atTypedIssuer(run, providerName(toProvider(resolved))), variablesOfPlace)
  } catch (error) {
    // What keeps a preset from being placed is told by whoever settles the login.
    if (error instanceof Failure) return here
    throw error
  }
}
