import { Failure } from '../failure.ts'
import type { Started } from './1-start.ts'
import type { Tokens } from './5-token.ts'
import { backChannel } from './back-channel.ts'
import type { ProtectedResource, Walk } from './context.ts'
import { emit } from './observe.ts'

/**
 * Step 6 at a resource that led to the provider: what it shows to whoever holds the token. Where it refuses a token that is as new as this one, the
 * failure says so, and which other authorization servers it names. Raises what the visit raises.
 */
export async function visitResource(
  walk: Walk, target: ProtectedResource, { resource }: Started, { access_token }: Tokens,
): Promise<Record<string, unknown>> {
  const shown = await target.visit(backChannel(walk), access_token.reveal()).catch((error: unknown) => {
    const { others = [], issuer } = resource ?? {}
    throw isAboutToken(error) ? error.with(undefined, { is_new: true, ...others.length > 0 && { others, issuer } }) : error
  })
  await emit(walk, { type: 'resource-opened', shown })
  return shown
}

function isAboutToken(error: unknown): error is Failure {
  const { status, error: code } = (error instanceof Failure ? error.details['provider'] ?? {} : {}) as Record<string, unknown>
  return error instanceof Failure && error.code === 'resource-refused' && code !== 'insufficient_scope' && (status === 401 || error.details['about_token'] === true)
}
