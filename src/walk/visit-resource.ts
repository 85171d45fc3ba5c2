import { isTokenRefusal } from '../protocol/resource/token-refusal.ts'
import type { Started } from './1-start.ts'
import type { Tokens } from './5-token.ts'
import { backChannel } from './back-channel.ts'
import type { Walk } from './context.ts'
import { emit, report } from './observe.ts'

/**
 * Step 6 at the resource that the tokens are for: what it shows to whoever holds the token. Where it refuses a token
 * that is as new as this one, the failure says so, and which other authorization servers it names. Gives nothing where
 * there is no one address to open. Raises what the visit raises.
 */
export async function visitResource(
  walk: Walk, target: NonNullable<Walk['opens']>, { resource }: Started, { access_token }: Tokens,
): Promise<Record<string, unknown> | undefined> {
  if (target === 'left-out') {
    await report(walk, [{ code: 'userinfo-left-out', details: {} }])
    return undefined
  }
  const shown = await target.visit(backChannel(walk), access_token.reveal()).catch((error: unknown) => {
    const { others = [], issuer } = resource ?? {}
    throw isTokenRefusal(error)
      ? error.with(undefined, { is_new: true, ...others.length > 0 && { others, issuer } })
      : error
  })
  // A resource may be a mere name at which nobody answers: then there is no status.
  if (shown['status'] === null)
    await report(walk, [{ code: 'resource-nowhere', details: { url: target.url, host: new URL(target.url).hostname } }])
  await emit(walk, { type: 'resource-opened', shown })
  return shown
}
