import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { loginsIn } from '../../src/explain/story/logins.ts'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { thorough } from '../support/thorough.ts'
import { hostile, mutate } from './hostile-inputs.ts'
import { samples } from './samples.ts'
import { sampled, wide } from '../support/wide.ts'
import { processorTime } from '../support/processor-time.ts'

/** A terminal would do more with these than show them. */
// eslint-disable-next-line no-control-regex
const raw = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]/

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }

/** Milliseconds that a thorough run may take, for each of its tests. */
const long = thorough ? 900_000 : undefined

test.each(sampled(Object.entries(hostile), 8))('a megabyte is read in time: %s', async (_, text) => {
  const read = async () => {
    const record = recognise([text], given)
    await readRecord(record)
    loginsIn(record)
  }
  const first = await processorTime(read)
  // The machine may do something else the first time, such as collecting what the test before left.
  expect(first < 600 ? first : await processorTime(read)).toBeLessThan(600)
})

const several = [
  'half tokens', 'many pairs', 'whole logins', 'sequences', 'sequences in values', 'directions', 'invisible pairs',
  'an open entry', 'scripts',
]

test.each(
  thorough ? Object.keys(hostile) : sampled(several, 3),
)('through the front door, it ends with 0 or 2 and shows nothing raw: %s', async (name) => {
  const { status, stdout, stderr } = await run(['explain', '-'], { home: freshHome(), input: hostile[name] ?? '' })
  expect([0, 2]).toContain(status)
  expect(stdout + stderr).not.toMatch(raw)
})

test.each([
  ['https://op.example/{tenantid}/v2.0', 'https://op.example/9188040d/v2.0', false],
  ['https://op.example/{tenantid}/v2.0', 'https://op.example//v2.0', true],
  ['https://op.example/{a}-{b}', 'https://op.example/x-y', false],
  ['https://op.example/{a}-{b}', 'https://op.example/x-', true],
  ['https://op.example/{a}{b}', 'https://op.example/x', true],
  ['https://op.example/{a}', 'https://op.example/x/y', true],
  ['https://op.example/x{a}y', 'https://op.example/xzy', false],
  ['https://op.example/x{a}y', 'https://op.example/xy', true],
])('an issuer with placeholders fits or does not: %s %s', async (template, issuer, isOther) => {
  const token = [
    '{"alg":"RS256"}', JSON.stringify({ iss: issuer, aud: 'a', sub: 'b', exp: 4_000_000_000, iat: 1, nonce: 'c' }),
  ].map(part => Buffer.from(part).toString('base64url')).join('.')
  const metadata = JSON.stringify({
    issuer: template, authorization_endpoint: 'https://op.example/a', token_endpoint: 'https://op.example/t',
  })
  const names = (await readRecord(recognise([`${metadata}\n${token}.c2ln`], given))).map(({ name }) => name)
  expect(names.some(name => /issuer/.test(name) && !/template/.test(name)), names.join()).toBe(isOther)
})

test('bytes that are changed are explained or refused, and never shown raw', async () => {
  const texts = Object.values(samples)
  for (let seed = 1; seed <= (thorough ? 600 : 12); seed += 1) {
    const bytes = mutate(texts[seed % texts.length] ?? '', seed)
    const home = freshHome()
    const file = join(home, 'changed')
    writeFileSync(file, Buffer.from(bytes).toString('latin1'))
    const { status, stdout, stderr } = await runInside(
      ['explain', file, ...seed % 3 === 0 ? ['--show-secrets'] : []], { home },
    )
    expect([0, 2], `seed ${seed}: ${stderr}`).toContain(status)
    expect(stdout + stderr, `seed ${seed}`).not.toMatch(raw)
  }
}, long)

test('many more changes are read without an end of another kind', async () => {
  const texts = Object.values(samples)
  for (let seed = 1; seed <= (thorough ? 200_000 : wide ? 1500 : 500); seed += 1) {
    const record = recognise([Buffer.from(mutate(texts[seed % texts.length] ?? '', seed)).toString('utf8')], given)
    await expect(readRecord(record), `seed ${seed}`).resolves.toBeInstanceOf(Array)
  }
}, long)
