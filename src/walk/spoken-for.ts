import type { Traveller } from './context.ts'

/**
 * The same walk, in which the platform speaks for the client, if one does: it makes its assertion anew for each
 * request, whatever the step.
 */
export function spokenFor<Way extends Traveller>(walk: Way): Way {
  const { platform } = walk.client
  if (platform === undefined) return walk
  // Few clients have one: nobody else loads what it takes.
  const load = async () => import('./workload-token.ts')
  return {
    ...walk,
    client: {
      ...walk.client,
      takeAssertion: async server => (await load()).takeWorkloadToken(walk, platform, 'client_assertion', server),
    },
  }
}
