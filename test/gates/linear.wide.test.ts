import { loadavg } from 'node:os'
import { describe, expect, test } from 'vitest'
import { takeCharacters } from '../../src/limits.ts'
import { readChallenges } from '../../src/protocol/answer/challenge.ts'
import { decodeAnswer } from '../../src/protocol/answer/decode.ts'
import { describeAnswer } from '../../src/protocol/answer/describe.ts'
import { parseJson } from '../../src/protocol/answer/json.ts'
import { readRefusal } from '../../src/protocol/answer/refusal.ts'
import { decodeIdToken } from '../../src/protocol/id-token.ts'
import { answerRule, sentRule } from '../../src/secrets/names.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { maskSaid } from '../../src/secrets/said.ts'
import { maskBody } from '../../src/secrets/text.ts'
import { decodeText } from '../../src/transport/charset.ts'
import { thorough } from '../support/thorough.ts'
import { wide } from '../support/wide.ts'
import { processorTime } from '../support/processor-time.ts'

/** Half of what is compared: with twice 256 KiB the time itself is judged too. */
const size = (thorough ? 256 : 64) * 1024
const repeat = (text: string) => (length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length)

/** Texts that are slow to read for a careless reader, by their length. */
const texts: Record<string, (length: number) => string> = {
  blanks: repeat(' '), 'a call that never ends': length => `a()${repeat(' ')(length)}x`,
  'open brackets': length => `a(${repeat('(')(length)}`,
  'a guard': length => `!${repeat('!')(19)}${repeat(' ')(length)}`, 'titles that never end': repeat('<title '),
  'open tags': repeat('<a>'), 'closed tags': repeat('<a>&lt;</a>'),
  'deep lists': repeat('['), 'long numbers': length => `[${repeat('11111111111111111,')(length)}1]`,
  'one long number': length => `{"a":${repeat('1')(length)}}`,
  'numbers and blanks': length => `{"a":${repeat('1')(length / 2)}${repeat(' ')(length / 2)}x`, colons: repeat(':'),
  commas: repeat(', '), pairs: repeat('a=b&'), octets: repeat('%20'),
  'one emoji': repeat('👨‍👩‍👧‍👦'), accents: length => `e${repeat('\u0301')(length)}`,
  'escape sequences': repeat('\u009d'), quotes: repeat('"\\'), equals: repeat('A ='),
  'many members': length => JSON.stringify(
    Object.fromEntries(Array.from({ length: Math.ceil(length / 12) }, (_, place) => [`m${place}`, place])),
  ),
  'one long description': length =>
    JSON.stringify({ error: 'e'.repeat(length / 2), error_description: '漢'.repeat(length / 2) }), dots: repeat('a.'),
  meta: repeat('<meta '),
  'names within values': repeat('access_token='),
  'a name in JSON': length => JSON.stringify({ a: repeat('refresh_token=%')(length) }),
  'elements of data': repeat('<token><![CDATA['),
  'secrets in a form': repeat('token=abcdefgh&'),
  'bodies in a body': length => JSON.stringify([repeat('a={"token":1,')(length / 2)]), backslashes: repeat('\\'),
  'lines of base64': repeat('abcdefgh\\n'),
  addresses: repeat('"https://a.example/x?y=1&z=2",'), references: repeat('&amp;lt;'), invisible: repeat('a\u200b'),
  'invisible in octets': repeat('%E2%80%8B'), 'invisible in JSON': length => `secret-1${repeat('\\u200b')(length)}`,
  'cut again and again': repeat('secret-1…'), 'lists that never end': repeat('code=[x'),
  'addresses under a name': repeat('token:https://a/'), 'quotations that never end': repeat('code:"\\"'),
  'names of secrets': repeat('state '), 'escaped names': repeat('\\ncode%253D'),
  'tokens of no end': repeat('eyJabcdefgh'), 'commas in a value': length => `secret=${repeat(',a')(length)}`,
  'a list with one end': length => `${repeat('code=[1234567890a ')(length)}]`, 'elements of codes': repeat('<code>'),
  'marks behind a name': repeat('code (,"<'), 'values before no name': repeat('value="abcdefgh" '),
  'values within values': repeat('value=value='), 'options in one word': length => `curl ${repeat('-uu')(length)}`,
  switches: length => `code (${repeat('a1')(length)}`, 'prefixes of no tag': repeat('<a:code>'),
  'options of a command': repeat('-u a'), schemes: repeat('a://b'),
  'beginnings of a secret': repeat('secret-1-of-this-w'), 'a secret on many lines': repeat('secret-1\n \r\n'),
  'pairs that never end': repeat('name="client_secret" '), 'lists of names': repeat('[["client_secret",'),
  'rows of a table': repeat('| client_secret '), 'columns that never end': repeat('(client_secret, '),
  'rows of a statement': length => `(client_secret) VALUES ${repeat('(\'a\'),')(length)}`,
  'values with no name': length => `{${repeat('"value":"abcd",')(length)}`, 'passwords in Chinese': repeat('密码：“'),
  'passwords in German': repeat('Passwort:'), 'beginnings of known tokens': repeat('ghp_AKIA1//0EAA'),
  'signed addresses': repeat('?sig=a&signature='), 'keys of Amazon': repeat('AKIAIOSFODNN7EXAMPLE '),
  'line breaks': repeat('\n'), 'escaped line breaks': length => `secret-1${repeat('\\n')(length)}`,
}

/** Every reader of a text from outside that is ours. */
const readers: Record<string, (text: string) => unknown> = {
  decodeAnswer, parseJson, readChallenges, decodeIdToken,
  takeCharacters: text => takeCharacters(text, 1000),
  decodeText: text => decodeText(Buffer.from(text), `text/html;charset=${text.slice(0, 5000)}`),
  describeAnswer: text =>
    describeAnswer({ status: 400, headers: { 'content-type': text }, body: text }, 'https://op.example/'),
  maskBody: text => maskBody(secretsOf(text), text, answerRule('token', {})),
  maskSaid: text => maskSaid(secretsOf(text), text, sentRule({})),
  hide: text => secretsOf(text).hide(text),
  readRefusal: text => readRefusal({ status: 400, headers: { 'www-authenticate': text }, body: text }),
}

/** As a walk has them, and one that stands in the text. */
function secretsOf(text: string): Secrets {
  const secrets = new Secrets()
  for (let count = 0; count < 8; count++) secrets.remember('access_token', `secret-${count}-of-this-walk`)
  secrets.remember('code', text.slice(5, 25))
  return secrets
}

/** Each run of the suite takes other texts; the stress takes all. */
function chosen<Text>(all: Text[]): Text[] {
  const every = wide ? 3 : 9
  const first = process.pid % every
  return thorough ? all : all.filter((_, place) => place % every === first)
}

/** Milliseconds for a text, the best of a few: what else runs in this process only adds. */
async function timeOf(read: (text: string) => unknown, text: string): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < (thorough ? 3 : 2); count++) times.push(await processorTime(() => read(text)))
  return Math.min(...times)
}

describe('linear: twice the text takes about twice the time, and never 300 ms more', () => {
  test.each(Object.keys(readers))('%s', { timeout: 60_000 }, async (name) => {
    const read = readers[name] ?? (() => undefined)
    for (const [kind, make] of chosen(Object.entries(texts))) {
      const [once, twice] = [await timeOf(read, make(size)), await timeOf(read, make(2 * size))]
      expect(twice, `${kind}: ${once} ms, then ${twice} ms`).toBeLessThan(Math.max(4 * once, 60))
      // A busy machine makes everything slower, also what is counted as processor time.
      expect(twice, kind).toBeLessThan((loadavg()[0] ?? 0) < 2 ? 300 : 1500)
    }
  })
})
