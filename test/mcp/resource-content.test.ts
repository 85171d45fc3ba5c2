import { expect, test } from 'vitest'
import { answerAll, goTo, ok, startStub } from './stub.ts'

test('a resource in an answer keeps its text and its address, and a link its address', async () => {
  const content = [
    { type: 'resource', resource: { uri: 'file:///notes', text: 'as written' } },
    { type: 'resource', resource: { uri: 'file:///picture', blob: 'AAAA' } },
    { type: 'resource_link', uri: 'https://files.example/a', name: 'a' }, { type: 'image', data: 'AAAA' },
  ]
  const { url } = await startStub(one =>
    one.message.method === 'tools/call' ? ok(one.message.id, { content }) : answerAll(one))
  expect(await goTo(url, { call: { name: 'one', arguments: {} } })).toMatchObject({ learnt: { called: { content: [
    { type: 'resource', text: 'as written', uri: 'file:///notes' }, { type: 'resource', uri: 'file:///picture' },
    { type: 'resource_link', uri: 'https://files.example/a' }, { type: 'image' },
  ] } } })
})
