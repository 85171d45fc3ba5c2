import type { Variant } from '../misbehave/variant.ts'
import type { Endpoint } from '../endpoint.ts'

/** The endpoint at which a fault takes hold. */
export type Place = Endpoint

/** Where a fault takes hold; empty where that is everywhere, or inside the provider. */
export function placesOf(variant: Variant): Place[] {
  const {
    metadata, keys, authorizationResponse, signedResponse, location, signedOut, idToken, tokenResponse, userinfo,
  }
    = variant
  const byHook: [unknown, Place][] = [
    [metadata, 'discovery'], [keys, 'jwks'], [authorizationResponse ?? signedResponse ?? location, 'authorization'],
    [signedOut, 'end_session'],
    [idToken ?? tokenResponse, 'token'], [userinfo, 'userinfo'],
  ]
  const named = [variant.text, variant.headers, variant.answer].flatMap(members =>
    Object.keys(members ?? {}) as Place[])
  return [...new Set([...byHook.filter(([hook]) => hook !== undefined).map(([, place]) => place), ...named])]
}

/** Whether a fault is one of messages alone, so that it can be played at some requests and not at others. */
export function isOfMessages(variant: Variant): boolean {
  const { require, encrypts, impostor, registers, careless, configuration, provider, everywhere, settings } = variant
  const wants = [require, encrypts, impostor, registers, careless, configuration, provider, everywhere]
  return wants.every(want => want === undefined) && settings?.['as'] === undefined && placesOf(variant).length > 0
}
