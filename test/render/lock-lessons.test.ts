import { expect, test } from 'vitest'
import { enLessons } from '../../src/messages/en/lessons.ts'
import { zhLessons } from '../../src/messages/zh/lessons.ts'
import { lessonsOf, lockTaught } from '../../src/render/lessons.ts'
import { bindingAfter, type Binding } from '../../src/render/lock-lessons.ts'
import type { WalkEvent } from '../../src/walk/events.ts'

type Told = Parameters<typeof lessonsOf>[0]
const message = (name: Told['name'], parameters: Record<string, unknown>) => ({
  type: 'message', name, parameters, from: 'client', to: 'authorization_server', channel: 'back', at: '',
}) as unknown as Told

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

test('a certificate in the TLS connection is taught where the client has to prove itself, and such a client is no public one', () => {
  const byCertificate = {
    ...message('token-request', { grant_type: 'authorization_code', code: 'x', client_id: 'x' }), certificate: true,
  } as Told
  const taught = lessonsOf(byCertificate, enLessons, { pkce: true })
  expect(taught.map(({ topic }) => topic)).toContain('certificate')
  expect(taught.map(({ topic }) => topic)).not.toContain('secret')
  expect(lockTaught({ ...byCertificate, name: 'userinfo-request' }, enLessons)).toEqual([])
})

const event = (one: Record<string, unknown>) => ({ at: '', ...one }) as unknown as WalkEvent
const opened = event({ type: 'check', name: 'decryption', rule: 'RFC 7516 5.2', ok: true })
const confirmed = (rule: string, ok = true) => event({ type: 'check', name: 'token-confirmation', rule, ok })
const promised = event({ type: 'finding', code: 'token-bound-to-certificate' })
const tokens = (token_type: string) => event({ ...message('token-response', { access_token: 'x', token_type }) })

test.each([
  [opened, ['encryption']], [event({ ...opened, ok: false }), []], [confirmed('RFC 8705 3.1'), ['certificate-bound']],
  [confirmed('RFC 8705 3.1', false), []],
  [confirmed('RFC 9449 6.1'), []], [promised, ['certificate-bound']],
])('%j teaches %j', (seen, topics) => expect(lockTaught(seen, zhLessons).map(({ topic }) => topic)).toEqual(topics))

test.each<[WalkEvent[], Binding | undefined]>([
  [[tokens('Bearer')], undefined], [[tokens('DPoP')], 'key'], [[tokens('DPoP'), promised], 'key'],
  [[tokens('Bearer'), promised], 'promised'],
  [[tokens('Bearer'), confirmed('RFC 8705 3.1')], 'certificate'],
  [[tokens('Bearer'), confirmed('RFC 8705 3.1', false)], undefined],
  [[tokens('Bearer'), confirmed('RFC 9449 6.1')], 'key'],
  [[tokens('Bearer'), promised, tokens('Bearer')], undefined],
])('%j: bound by %s', (events, binding) => {
  expect(events.reduce<Binding | undefined>((before, one) => bindingAfter(one, before), undefined)).toBe(binding)
})
