import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isLoneRequest } from '../../src/explain/readings/index.ts'
import { messageReaders } from '../../src/explain/readings/messages/index.ts'
import { loneRequestReaders } from '../../src/explain/readings/messages/request.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import type { Reader } from '../../src/explain/reading.ts'
import type { WalkRecord } from '../../src/explain/record.ts'
import { freshHome, run } from '../support/cli.ts'
import { mutate } from './hostile-inputs.ts'

const base = 'https://id.example.com/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fa.example%2Fcb&scope=openid&state=abc'
const additions = [
  '&access_token=abc.def', '&client_secret=s3cret', '&code=abc', '&code_verifier=abcd',
  '&grant_type=authorization_code', '&ticket=ST-1',
  '&request_uri=urn:x&request=a', '&token=abc', '&username=a&password=b', '&SAMLRequest=abc', '&id_token_hint=abc',
  '&refresh_token=abc',
  '&prompt=none', '&response_mode=fragment', '&resource=a&resource=b', '&dpop_jkt=abc', '#access_token=abc',
  '&code_challenge=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU&code_challenge_method=S256',
]
const files = readdirSync('test/explain/cases').map(name => readFileSync(`test/explain/cases/${name}`, 'utf8'))
const cases = files.flatMap(text => text.match(/https?:\/\/[^\s"'<>\\]+/g) ?? [])
const addresses = [
  ...new Set([
    ...cases, base,
    ...additions.flatMap(addition => [`${base}${addition}`, `${base.replace('https://id', 'http://id')}${addition}`]),
  ]),
]

function foundBy(readers: readonly Reader[], record: WalkRecord) {
  return readers.flatMap(read => read(record)).map(({ name, gravity, details }) => ({ name, gravity, details }))
}

test('all that the readers of every message find in an authorization request by itself, its own readers find, in the same order', () => {
  const mutated = Array.from(
    { length: 6000 }, (_, seed) => Buffer.from(mutate(addresses[seed % addresses.length] ?? '', seed)).toString(),
  )
  const texts = [...addresses, ...mutated].filter(text => /^https?:\/\//.test(text))
  const records
    = texts.map(text => recognise([text], { issuer: undefined, clientId: undefined, now: 0 })).filter(isLoneRequest)
  expect(records.length).toBeGreaterThan(500)
  for (const record of records) {
    expect(foundBy(loneRequestReaders, record), record.seen[0]?.request?.url).toEqual(foundBy(messageReaders, record))
  }
})

const named = (text: string) => text.replace(/#[0-9a-f]{4}>/g, '#>')

test.each([
  ['a request', base, {}], ['a request in Chinese', base, { LC_ALL: 'zh_CN.UTF-8' }],
  ['a request to a known provider', base.replace('id.example.com', 'login.microsoftonline.com/common/oauth2/v2.0'), {}],
  ['an answer', 'https://a.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', {}],
  ['a refusal', 'https://a.example/cb?error=access_denied&error_description=No+way&state=af0ifjsldkj', {}],
  ['a token in it', 'https://a.example/cb#access_token=2YotnFZFEjr1zCsicMWpAA&token_type=bearer', {}],
  ['nothing of the protocol', 'https://a.example/', {}],
])('the short way tells the same as the whole program: %s', async (_, address, environment) => {
  const [short, whole] = await Promise.all(
    [[], ['--no-color']].map(async flags => run(['explain', address, ...flags], { home: freshHome(), environment })),
  )
  expect({ ...short, stdout: named(short?.stdout ?? ''), stderr: named(short?.stderr ?? '') }).toEqual({
    ...whole, stdout: named(whole?.stdout ?? ''), stderr: named(whole?.stderr ?? ''),
  })
})
