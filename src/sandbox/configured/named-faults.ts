import type { JsonWebKey } from 'node:crypto'
import { SandboxError } from '../errors.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import type { Variant } from '../misbehave/variant.ts'
import type { RequestCounts } from '../endpoint.ts'
import { isOfMessages } from './places.ts'

/**
 * The fault of this name, if it can be played on single requests. Raises `misbehaviour-unknown`, `misbehaviour-unfit`.
 */
export async function namedFault(name: string): Promise<Variant> {
  const { closeNames, findVariant, whyNotPlayed } = await import('../misbehave/index.ts')
  const variant = findVariant(name)
  if (!variant)
    throw new SandboxError('misbehaviour-unknown', { name, close: closeNames(name), not_played: whyNotPlayed(name) })
  if (!isOfMessages(variant)) throw new SandboxError('misbehaviour-unfit', { name, why: 'not-messages' })
  return variant
}

/** What plays faults, made before any is known: loading them all takes longer than starting. */
export function playerOf(
  surroundings: { issuer: string, signingKey: JsonWebKey, clientSecrets: Record<string, string>, asked: RequestCounts },
) {
  return (variant: Variant): SandboxMiddleware => {
    let act: Promise<SandboxMiddleware> | undefined
    return async (context, next) => {
      act ??= import('../misbehave/index.ts').then(({ misbehave }) => misbehave(variant, surroundings))
      await (await act)(context, next)
    }
  }
}
