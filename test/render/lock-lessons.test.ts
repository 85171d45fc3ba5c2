import { expect, test } from 'vitest'
import { enLessons } from '../../src/messages/en/lessons.ts'
import { zhLessons } from '../../src/messages/zh/lessons.ts'
import { lessonsOf } from '../../src/render/lessons.ts'

type Told = Parameters<typeof lessonsOf>[0]
const message = (name: Told['name'], parameters: Record<string, unknown>) => ({ type: 'message', name, parameters, from: 'client', to: 'authorization_server', channel: 'back', at: '' }) as unknown as Told

test.each([
  ['authorization-request', { client_id: 'x', request: 'eyJ' }, 'signed-request'],
  ['push-request', { client_id: 'x', authorization: 'Basic x' }, 'pushed-request'],
  ['push-request', { claims: '{}', authorization_details: '[]' }, 'claims'],
  ['authorization-response', { response: 'eyJ' }, 'signed-answer'],
  ['token-request', { grant_type: 'authorization_code', code: 'x', client_assertion: 'eyJ' }, 'assertion'],
  ['userinfo-request', { authorization: 'DPoP x', dpop: 'eyJ' }, 'proof'],
] as const)('%s with %j teaches %s, in both languages', (name, parameters, topic) => {
  for (const lessons of [enLessons, zhLessons]) {
    const taught = lessonsOf(message(name, parameters), lessons, { pkce: true })
    expect(taught.map(one => one.topic)).toContain(topic)
    // A client with an assertion is no public one.
    expect(taught.flatMap(({ sentences }) => sentences)).not.toContain(lessons.cases['public-with-pkce'])
  }
})
