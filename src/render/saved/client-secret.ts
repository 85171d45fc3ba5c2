import { scenesOf } from './compare.ts'
import type { Transcript } from './transcript.ts'

/** Whether two walks used the same client secret; why that can't be told, or that not both had one. */
export type SecretComparison = 'same' | 'differs' | 'saved-elsewhere' | 'not-recorded' | 'unused'

/** How a client proves who it is, by what stands in its token request. */
export type Authentication = 'client_secret_basic' | 'client_secret_post' | 'client_assertion' | 'none'

/**
 * Compares the client secrets: by themselves where both walks were saved with their secrets, otherwise by their keyed
 * hashes.
 */
export function compareSecrets(a: Transcript, b: Transcript): SecretComparison {
  if (!hasSecret(a) || !hasSecret(b)) return 'unused'
  const [one, other] = [shownSecret(a), shownSecret(b)]
  if (one !== undefined && other !== undefined) return one === other ? 'same' : 'differs'
  const [mark, otherMark] = [markOf(a), markOf(b)]
  if (mark === undefined || otherMark === undefined) return 'not-recorded'
  if (a.fingerprints?.key !== b.fingerprints?.key) return 'saved-elsewhere'
  return mark === otherMark ? 'same' : 'differs'
}

/** How the client authenticated; undefined where the walk ended before. */
export function authenticationOf(transcript: Transcript): Authentication | undefined {
  const parameters = tokenParameters(transcript)
  if (!parameters) return undefined
  if (basicOf(parameters) !== undefined) return 'client_secret_basic'
  if (parameters['client_secret'] !== undefined) return 'client_secret_post'
  return parameters['client_assertion'] === undefined ? 'none' : 'client_assertion'
}

function hasSecret(transcript: Transcript): boolean {
  return markOf(transcript) !== undefined || /^client_secret/.test(authenticationOf(transcript) ?? 'none')
}

function markOf({ fingerprints }: Transcript): string | undefined {
  const marks = fingerprints?.secrets ?? {}
  return Object.hasOwn(marks, 'client_secret') ? marks['client_secret'] : undefined
}

/** The client secret itself, which only a walk saved with `--show-secrets` holds. It leaves this file in no way. */
function shownSecret(transcript: Transcript): string | undefined {
  const parameters = transcript.secrets === 'shown' ? tokenParameters(transcript) : undefined
  if (!parameters) return undefined
  const basic = basicOf(parameters)
  if (basic === undefined)
    return typeof parameters['client_secret'] === 'string' ? parameters['client_secret'] : undefined
  const pair = Buffer.from(basic, 'base64').toString('utf8')
  return new URLSearchParams(`secret=${pair.slice(pair.indexOf(':') + 1)}`).get('secret') ?? undefined
}

function basicOf({ authorization }: Record<string, unknown>): string | undefined {
  return typeof authorization === 'string' ? /^Basic (.*)$/is.exec(authorization)?.[1] : undefined
}

/** The parameters of the token request by the names of the standard. */
function tokenParameters(transcript: Transcript): Record<string, unknown> | undefined {
  const message = scenesOf(transcript).find(scene => scene.message.name === 'token-request')?.message
  const { parameters = {}, names = {} } = message ?? {}
  return message
    && Object.fromEntries(Object.entries(parameters).map(([name, value]) => [standardName(names, name), value]))
}

/** What the standard calls a parameter that a provider calls otherwise. */
export function standardName(names: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? name
}
