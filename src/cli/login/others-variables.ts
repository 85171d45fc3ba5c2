import { isSameIssuer } from '../../addresses/same-issuer.ts'
import { environmentName, type SettingName } from '../../providers/settings.ts'
import { clean } from '../../text/printable.ts'
import { secretVariables } from '../machine/environment.ts'
import { withoutVariables } from '../machine/without-variables.ts'
import type { Run } from '../run.ts'
import { credentials, places, variables } from './kept.ts'

/** What else is said of a provider and its client. */
const ofClient: readonly SettingName[] = [
  ...credentials, ...variables, 'client-id', 'redirect-uri', 'scope', 'resource', 'param', 'token-param', 'header',
  'assertion-file',
]

export const variablesOfPlace = places.map(environmentName)
export const variablesOfClient = ofClient.map(environmentName)

/** The platform’s own secret is for the platform, wherever its token goes. */
const secretsOfClient = secretVariables.filter(name => name !== 'ACTIONS_ID_TOKEN_REQUEST_TOKEN')

/** Whether this variable is set, to a secret or to anything else. */
export function isSet({ context: { environment, given } }: Run, name: string): boolean {
  const secret = secretVariables.find(known => known === name)
  return secret ? given.hasSecret(secret) : environment[name as 'OAUTH_WALK_ISSUER'] !== undefined
}

/** The run without these variables. */
export function without(run: Run, left: readonly string[]): Run {
  return { ...run, context: withoutVariables(run.context, name => !left.includes(name)) }
}

/**
 * The run at an issuer that was typed. Where OAUTH_WALK_ISSUER names another one, the client that the variables
 * describe is a client of that one: its secret goes to nobody else. What is left out is told once.
 */
export async function atTypedIssuer(run: Run, issuer: string): Promise<Run> {
  const own = issuerOfVariables(run)
  return own !== undefined && isSameIssuer(own, issuer) ? run : atOthers(run, issuer)
}

/** The run at a resource each of whose providers is asked: what was meant for one of them goes to none. */
export async function atManyProviders(run: Run, resource: string): Promise<Run> {
  return atOthers(run, resource)
}

/** The run at a target that is not, or not alone, the provider of the variables. */
async function atOthers(run: Run, target: string): Promise<Run> {
  const own = issuerOfVariables(run)
  if (own === undefined) return run
  return leaveOut(run, names => run.catalogue.story.ofAnotherIssuer(names, clean(own), clean(target)))
}

/** The run of somebody who asks before a client is settled: what the variables say of one is not said there. */
export function withoutClientOf(run: Run): Run {
  return issuerOfVariables(run) === undefined ? run : without(run, all)
}

const all = [...variablesOfPlace, ...variablesOfClient, ...secretsOfClient]

/** The issuer that the client of the variables is one of. */
export function issuerOfVariables({ context }: Run): string | undefined {
  return context.environment['OAUTH_WALK_ISSUER']
}

/** Which of its variables are set. */
export function givenVariables(run: Run): string[] {
  return all.filter(name => name !== 'OAUTH_WALK_ISSUER' && isSet(run, name))
}

/** The run without its variables, which is told once where any is set. */
export async function leaveOut(run: Run, tell: (names: readonly string[]) => string): Promise<Run> {
  const named = givenVariables(run)
  if (named.length > 0) await run.tellOnce(`! ${tell(named)}`)
  return without(run, all)
}
