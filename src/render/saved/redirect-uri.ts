import { textOf } from './addresses.ts'
import { standardName } from './client-secret.ts'
import { scenesOf } from './compare.ts'
import type { Input } from './inputs.ts'
import type { Transcript } from './transcript.ts'

/** The redirect URI as the first authorization request had it, with its port. */
function redirectUriOf(transcript: Transcript): string | undefined {
  const request = scenesOf(transcript).find(({ message }) => message.name === 'authorization-request')?.message
  const { parameters = {}, names = {} } = request ?? {}
  const value = Object.entries(parameters).find(([name]) => standardName(names, name) === 'redirect_uri')?.[1]
  return value === undefined ? undefined : textOf(value)
}

/**
 * Redirect URIs that differ, or else differ by the port alone, are told with their ports: a provider may have
 * registered one of them.
 */
export function withPorts(inputs: Input[], a: Transcript, b: Transcript, endedBeforeCode: boolean): Input[] {
  const [one, other] = [redirectUriOf(a), redirectUriOf(b)]
  if (one === undefined || other === undefined || one === other) return inputs
  const whole: Input = { code: 'redirect_uri', name: 'redirect_uri', step: 2, a: one, b: other }
  if (inputs.some(({ code }) => code === 'redirect_uri'))
    return inputs.map(input => input.code === 'redirect_uri' ? { ...input, ...whole } : input)
  return inputs.length === 0 && endedBeforeCode ? [whole] : inputs
}
