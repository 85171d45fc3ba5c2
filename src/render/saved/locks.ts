import type { DecodedToken } from '../../codes/decoded-token.ts'
import type { Scene } from './scenes.ts'
import type { Transcript } from './transcript.ts'

/** What a walk did to its messages beyond the plain flow, by the names that the documentation has for it. */
export const lockNames = ['par', 'jar', 'jarm', 'dpop', 'certificate'] as const
export type LockName = typeof lockNames[number]

/** Members of a message that only carry a lock. */
const carriers = new Set([
  'request_uri', 'request', 'response', 'dpop', 'dpop_jkt', 'dpop-nonce', 'client_assertion', 'client_assertion_type',
])

/** The locks that a walk went through. */
export function locksOf({ tls }: Transcript, scenes: readonly Scene[]): LockName[] {
  const decoded = new Set(scenes.flatMap(scene => scene.decoded).map(({ token }) => token))
  const found: Record<LockName, boolean> = {
    par: scenes.some(({ message }) => message.name === 'push-request'),
    jar: decoded.has('request_object'),
    jarm: decoded.has('authorization_response'),
    dpop: scenes.some(({ message }) => message.parameters?.['dpop'] !== undefined),
    certificate: tls?.certificate !== undefined,
  }
  return lockNames.filter(name => found[name])
}

/** Tells whether a member is part of a lock: which one, is told by the lock's name. */
export function carriesLock(name: string, value: string | undefined): boolean {
  return carriers.has(name) || (name === 'response_mode' && /(?:^|\.)jwt$/.test(value ?? ''))
}

/** Members that prove who pushes a request, or are the JWT's own. */
const ofCarrier = new Set([
  'authorization', 'client_secret', 'client_assertion', 'client_assertion_type', 'dpop', 'request', 'aud', 'exp', 'iat',
  'nbf', 'jti',
])

/**
 * The scenes with request and answer as they were meant: of a pushed or signed request, the browser carries a reference
 * or a JWT alone, and so it is with a signed answer. What they say stands elsewhere.
 */
export function withWholeMessages(scenes: Scene[]): Scene[] {
  const signed = claimsOf(scenes, 'request_object', ['iss'])
  const asked = { ...signed, ...without(pushedIn(scenes), []) }
  const answered = claimsOf(scenes, 'authorization_response', [])
  const told: Partial<Record<Scene['message']['name'], Record<string, unknown>>> = {
    'push-request': signed, 'authorization-request': asked, 'authorization-response': answered, callback: answered,
  }
  return scenes.map((scene) => {
    const more = told[scene.message.name]
    return more === undefined
      ? scene
      : { ...scene, message: { ...scene.message, parameters: { ...more, ...scene.message.parameters } } }
  })
}

function pushedIn(scenes: readonly Scene[]): Record<string, unknown> {
  return scenes.find(({ message }) => message.name === 'push-request')?.message.parameters ?? {}
}

function claimsOf(scenes: readonly Scene[], wanted: DecodedToken, left: readonly string[]): Record<string, unknown> {
  return without(scenes.flatMap(({ decoded }) => decoded).find(({ token }) => token === wanted)?.claims ?? {}, left)
}

function without(members: Readonly<Record<string, unknown>>, left: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !ofCarrier.has(name) && !left.includes(name)))
}
