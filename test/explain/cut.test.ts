import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { freshHome, run } from '../support/cli.ts'
import { toHar } from './recording.ts'

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const cutOf = async (text: string) => (await readRecord(recognise([text], given))).filter(({ name }) =>
  name === 'input-cut').flatMap(({ details }) => details['parts'])
const callback = 'https://app.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA'

test.each([
  ['a line', `${callback}\n${'x'.repeat(1_000_001)}`, ['line']],
  ['many parameters', `${callback}${'&a=1'.repeat(200_000)}`, ['parameters']],
  ['a form with many parameters', `code=x${'&y=1'.repeat(200_000)}`, ['parameters']],
  ['many messages', `GET ${callback}\n\n`.repeat(800), ['messages']],
  ['many lines', `${callback}\n${'a line of the log\n'.repeat(6000)}`, ['words']],
  ['many fields', `${callback}\n${'Set-Cookie: a=b\n'.repeat(600)}`, ['fields']],
  ['a long page', `<!doctype html><title>Error</title><p>invalid_grant</p>${'<p>more</p>'.repeat(60_000)}`, ['page']],
  [
    'a long value of a recording',
    toHar([
      { url: callback },
      {
        url: 'https://id.example.com/token', method: 'POST',
        form: { grant_type: 'authorization_code', code: 'x'.repeat(200_000) },
      },
    ]),
    ['value'],
  ],
])('what is cut of %s is told', async (_what, text, parts) => expect(await cutOf(text)).toEqual(parts))

test('what is read to its end is not said to be cut', async () => {
  for (const text of [callback, `${callback}${'&a=1'.repeat(490)}`, `${callback}\n${'x'.repeat(900_000)}`]) expect(
    await cutOf(text),
  ).toEqual([])
})

test('the program says so', async () => {
  const { stdout } = await run(
    ['explain', '-', '--lang', 'en'], { home: freshHome(), input: `${callback}${'&a=1'.repeat(200_000)}` },
  )
  expect(stdout)
    .toContain('Not all of the input was read: it has more than is looked at (parameters beyond the first 500)')
})
