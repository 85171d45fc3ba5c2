import { expect, test } from 'vitest'
import { arrange } from '../../src/render/saved/scenes.ts'
import type { Transcript } from '../../src/render/saved/transcript.ts'
import type { Purpose } from '../../src/wire.ts'

/** One exchange of step 5 as a walk records it: the request, what went over the wire, the answer. */
function recorded(purpose: string, name: 'token' | 'registration' | 'resource' | 'push'): Transcript {
  const message = (kind: 'request' | 'response') => ({ type: 'message', channel: 'back', name: `${name}-${kind}` })
  const events = [
    { type: 'step-started', step: 'token' }, message('request'), { type: 'http', purpose }, message('response'),
  ]
  return { events } as unknown as Transcript
}

const drawn: [purpose: Purpose, name: Parameters<typeof recorded>[1]][] = [
  ['token', 'token'], ['grant', 'token'], ['register', 'registration'], ['registration', 'registration'],
  ['resource', 'resource'], ['mcp', 'resource'], ['push', 'push'],
]

test.each(drawn)('what went over the wire to %s stands with both its messages, %s request and response', (purpose, name) => {
  const [act] = arrange(recorded(purpose, name))
  const names = [`${name}-request`, `${name}-response`]
  expect(act?.scenes.map(({ message, exchange, others }) => [message.name, exchange?.purpose, others.length])).toEqual(
    names.map(one => [one, purpose, 0]),
  )
})

test.each(['jwks', 'push', '__proto__'])('an exchange for %s is none of a token request', (purpose) => {
  const [act] = arrange(recorded(purpose, 'token'))
  expect(act?.scenes.map(({ exchange, others }) => [exchange, others.length])).toEqual([[undefined, 1], [undefined, 0]])
})
