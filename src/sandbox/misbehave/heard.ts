import { text } from 'node:stream/consumers'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { quietlyUntil } from '../library.ts'
import type { Answer, Json } from './hooks.ts'

/**
 * Changes what the client sent, JSON or a form, before the provider sees it; with `false`, the answer is given already.
 */
export const heard = (change: (body: Json, context: KoaContextWithOIDC) => boolean | undefined): Answer => async (
  context, _world, next,
) => {
  if (context.method !== 'POST') {
    await next()
    return
  }
  const came = await text(context.req)
  const body = context.is('application/json') === false
    ? Object.fromEntries(new URLSearchParams(came))
    : JSON.parse(came) as Json
  if (change(body, context) === false) return
  Object.assign(context.req, { body })
  await quietlyUntil(next)
}

/** Refuses what the client sent, in the words of a JSON answer. */
export const refuse = (context: KoaContextWithOIDC, description: string, error = 'invalid_client_metadata'): false => {
  context.status = 400
  context.body = { error, error_description: description }
  return false
}
