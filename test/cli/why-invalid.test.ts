import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { describeBy } from '../../src/codes/described.ts'
import { whyInvalid } from '../../src/messages/why-invalid.ts'
import { readPrivateKey } from '../../src/providers/code/private-key.ts'

const bare = ['--issuer', 'https://op.example', '--client-id', 'app', '--token-endpoint', 'https://op.example/token']

test.each<[string[], string, string]>([
  [['token', 'jwt-bearer', ...bare], 'It was not given.', '没有给出。'],
  [['client', 'document'], 'It was not given.', '没有给出。'],
  [['client', 'document', '--client-id', 'http://app.example'], 'It comes from the command line or from its variable.', '这个值由命令行选项或环境变量给出。'],
  [['explain', '--clipboard', 'x'], 'The command has more than one.', '命令里不止一个。'],
  [['check', 'https://op.example', '--update-baseline'], 'That is missing from the command.', '命令里没有它。'],
  [['explain', 'x', '--at', 'noon'], 'It comes from the command line or from its variable.', '这个值由命令行选项或环境变量给出。'],
])('%j says why the setting can’t be taken', async (words, english, chinese) => {
  const home = freshHome()
  for (const [language, cause] of [['en', english], ['zh', chinese]] as const) {
    const { status, stdout } = await runInside([...words, '--json', '--lang', language], { home })
    const { error } = JSON.parse(stdout) as { error: { code: string, cause: string } }
    expect([status, error.code, error.cause]).toEqual([2, 'setting-invalid', cause])
  }
})

test('of a secret that a preset needs and nobody gave, it is said that it was not given', () => {
  const wanted = { fits: () => true, expected: describeBy('apple-key') }
  let details: Readonly<Record<string, unknown>> = {}
  try {
    readPrivateKey(undefined, wanted)
  } catch (error) {
    details = (error as { details: typeof details }).details
  }
  expect([whyInvalid(details), whyInvalid({ expected: describeBy('jd-secret') })]).toEqual(['missing', 'missing'])
})
