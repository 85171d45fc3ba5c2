import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanGiven, decodeGiven, type GivenKind } from '../../src/given.ts'
import { readEnvironment } from '../../src/cli/machine/environment.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { parseSetting } from '../../src/providers/settings.ts'
import { startStub } from '../cli/stub-provider.ts'
import { plantSession } from '../cli/support.ts'
import { freshHome, run } from '../support/cli.ts'

const clean = (kind: GivenKind, text: string) => cleanGiven(kind, text, '--it') as string
const refusal = (run: () => unknown) => {
  try {
    return { taken: run() }
  } catch (error) {
    return (error as { details: object }).details
  }
}

describe('given: what is harmless is cut', () => {
  test.each<[GivenKind, string, string]>([
    ['word', 'cli\r\n', 'cli'], ['word', ' \tcli \n\n', 'cli'], ['word', '\uFEFFcli', 'cli'],
    ['word', 'two words', 'two words'], ['address', ' https://op.example\r', 'https://op.example'],
    ['words', 'openid\n  email\r\n', 'openid\n  email'], ['secret', 's3cret\n', 's3cret'],
    ['secret', '\uFEFFs3cret\r\n', 's3cret'], ['secret', 'two words', 'two words'],
    [
      'secret', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    ],
    ['secret', 'pässwörd“', 'pässwörd“'], ['free', 'a=b \n', 'a=b '], ['free', 'n=👩\u200D🔬x', 'n=👩\u200D🔬x'],
    ['raw', ' /my file \r\n', ' /my file '], ['raw', '"x y" %s\n', '"x y" %s'], ['word', '', ''],
  ])('%s %j is %j', (kind, text, expected) => expect(clean(kind, text)).toBe(expected))
})

describe('given: what nobody sees is refused, by its name and place', () => {
  test.each<[GivenKind, string, object]>([
    ['word', 'cli\u200B', { fault: 'invisible', character: 'U+200B', position: 4 }],
    ['word', ' \u00A0cli', { fault: 'invisible', character: 'U+00A0', position: 2 }],
    ['word', 'c\uFEFFli', { fault: 'invisible', character: 'U+FEFF', position: 2 }],
    ['word', '👩a\u2060b', { fault: 'invisible', character: 'U+2060', position: 3 }],
    ['word', 'a\nb', { fault: 'line-break', character: 'U+000A', position: 2 }],
    ['word', 'a\tb', { fault: 'invisible', character: 'U+0009', position: 2 }],
    ['word', '"cli"', { fault: 'quoted' }], ['word', '“cli”', { fault: 'quoted' }],
    ['address', '\'https://op.example\'', { fault: 'quoted' }],
    ['word', 'a\uFFFD', { fault: 'invisible', character: 'U+FFFD', position: 2 }],
    ['address', 'https://op\u00AD.example', { fault: 'invisible', character: 'U+00AD', position: 11 }],
    ['address', 'https://op.example/\u202Ex', { fault: 'invisible', character: 'U+202E', position: 20 }],
    ['words', 'openid\u3000email', { fault: 'invisible', character: 'U+3000', position: 7 }],
    ['secret', 's3cret ', { fault: 'ends-in-blank' }], ['secret', '\ts3cret', { fault: 'starts-with-blank' }],
    ['secret', 's3cret \n', { fault: 'ends-in-blank' }], ['secret', '"s3cret"', { fault: 'quoted' }],
    ['secret', 's3\ncret', { fault: 'line-break', character: 'U+000A', position: 3 }],
    ['secret', 's\0', { fault: 'invisible', character: 'U+0000', position: 2 }],
    ['secret', 's\u{E0041}', { fault: 'invisible', character: 'U+E0041', position: 2 }],
    ['free', 'a=b\u200B', { fault: 'invisible', character: 'U+200B', position: 4 }],
    ['raw', '/a\0b', { fault: 'invisible', character: 'U+0000', position: 3 }],
    ['word', 'x\uD800', { fault: 'invisible', character: 'U+D800', position: 2 }],
  ])('%s %j', (kind, text, expected) => expect(refusal(() => clean(kind, text))).toMatchObject(expected))

  test('in both languages, and without the value', () => {
    const details = {
      setting: 'OAUTH_WALK_ISSUER', kind: 'address', fault: 'invisible', character: 'U+200B', position: 3,
    }
    expect(en.failures['value-unclean'](details).message)
      .toBe('OAUTH_WALK_ISSUER holds an invisible character, U+200B, at position 3')
    expect(zh.failures['value-unclean'](details).message).toBe('OAUTH_WALK_ISSUER 第 3 个字符是不可见字符 U+200B')
    expect(JSON.stringify(refusal(() => clean('secret', 'hidden-value ')))).not.toContain('hidden-value')
  })

  test('unless the secret is to be sent as it is', () => {
    expect(cleanGiven('secret', ' "s3cret" \u200B', 'X', true)).toBe(' "s3cret" \u200B')
    expect(readEnvironment({ env: { OAUTH_WALK_VERBATIM_SECRETS: '1', OAUTH_WALK_CLIENT_SECRET: ' s ' } }).secret(
      'OAUTH_WALK_CLIENT_SECRET',
    )).toBe(' s ')
  })
})

describe('given: the bytes of a file', () => {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le')
  test.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFs3cret\r\n')],
    ['UTF-16 as Windows writes it', Buffer.concat([Buffer.from([0xFF, 0xFE]), utf16('s3cret\r\n')])],
    ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xFE, 0xFF]), utf16('s3cret').swap16()])],
    ['UTF-16 without a mark', utf16('s3cret\n')],
    ['UTF-16 without a mark, the other way round', utf16('s3cret').swap16()], ['UTF-8', Buffer.from('s3cret')],
  ])('%s', (_name, bytes) => expect(clean('secret', decodeGiven(bytes, 'FILE'))).toBe('s3cret'))

  test.each([
    [Buffer.from([0x73, 0xFF, 0x73])], [Buffer.from('café', 'latin1')], [Buffer.from([0xFF, 0xFE, 0x73])],
  ])('%j is refused', (bytes) => {
    expect(refusal(() => decodeGiven(bytes, 'FILE'))).toMatchObject({ setting: 'FILE', fault: 'undecodable' })
  })
})

test('given: a line end, quotes and a blank that nobody sees mean the same wherever they come from', () => {
  for (const [name, good] of [
    ['client-id', 'cli'], ['issuer', 'https://op.example'], ['redirect-uri', 'http://127.0.0.1:1/'], ['scope', 'read'],
    ['audience', 'api'], ['timeout', '9'], ['store', 'file'],
  ] as const) {
    const expected = parseSetting(name, good, 'flag')
    for (const source of ['flag', `OAUTH_WALK_${name.toUpperCase().replaceAll('-', '_')}`, 'profile']) {
      expect(parseSetting(name, `${good}\r\n`, source), `${name} ${source}`).toEqual(expected)
      expect(refusal(() => parseSetting(name, `${good}\u200B`, source))).toMatchObject({
        fault: 'invisible', setting: source.startsWith('OAUTH') ? source : `--${name}`,
      })
    }
  }
})

test('given: the environment is frozen, has no empty values, and gives no secret to children', () => {
  const { variables, forChildren, hasSecret } = readEnvironment({
    env: {
      OAUTH_WALK_ISSUER: '\uFEFFhttps://op.example\r\n', OAUTH_WALK_PROFILE: '\n', OAUTH_WALK_CLIENT_SECRET: 's3cret',
      PATH: '/bin', OTHER: 'x',
    },
  })
  expect(variables).toEqual({ OAUTH_WALK_ISSUER: 'https://op.example' })
  expect([Object.isFrozen(variables), Object.isFrozen(forChildren), hasSecret('OAUTH_WALK_CLIENT_SECRET')])
    .toEqual([true, true, true])
  expect(Object.keys(forChildren)).toEqual(['OAUTH_WALK_ISSUER', 'OAUTH_WALK_PROFILE', 'PATH', 'OTHER'])
  const host = { env: { OIDC_TOKEN: 'job-token\n', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'asks', PATH: '/bin' } }
  const given = readEnvironment(host)
  expect([given.token('OIDC_TOKEN'), given.token('GONE'), Object.keys(given.forChildren), host.env.OIDC_TOKEN])
    .toEqual(['job-token', undefined, ['PATH'], undefined])
})

test('given: a refresh token and a client secret reach the provider as they are meant, from variable, file and stdin', async () => {
  const stub = await startStub()
  const home = freshHome()
  const file = join(home, 'secret')
  writeFileSync(
    file, Buffer.concat([Buffer.from([0xFF, 0xFE]), Buffer.from('s3cret-of-file\r\n', 'utf16le')]), { mode: 0o600 },
  )
  const sent = () => {
    const { authorization = '', form } = stub.seenAt('/token').at(-1) ?? { form: {} }
    return [
      Buffer.from(authorization.replace('Basic ', ''), 'base64').toString(),
      (form as Record<string, string>)['refresh_token'],
    ]
  }
  const environment = {
    OAUTH_WALK_ISSUER: `${stub.issuer}\n`, OAUTH_WALK_CLIENT_ID: 'walker\r',
    OAUTH_WALK_REFRESH_TOKEN: 'refresh-of-variable\r\n', OAUTH_WALK_STORE: 'none\n',
  }
  expect(await run(
    ['token'], { home: freshHome(), environment: { ...environment, OAUTH_WALK_CLIENT_SECRET: 's3cret-of-variable\n' } },
  )).toMatchObject({ status: 0 })
  expect(sent()).toEqual(['walker:s3cret-of-variable', 'refresh-of-variable'])
  expect(await run(['token', '--client-secret-file', file], { home: freshHome(), environment })).toMatchObject({
    status: 0,
  })
  expect(sent()[0]).toBe('walker:s3cret-of-file')
  expect(await run(
    ['token', '--client-secret-file', '-'], { home: freshHome(), environment, input: '\uFEFFs3cret-of-stdin\n' },
  )).toMatchObject({ status: 0 })
  expect(sent()[0]).toBe('walker:s3cret-of-stdin')
})

test('given: a token or secret with a blank at its end is refused before anything is sent', async () => {
  const stub = await startStub()
  const home = freshHome()
  plantSession(home, stub.issuer)
  for (const name of ['OAUTH_WALK_ACCESS_TOKEN', 'OAUTH_WALK_CLIENT_SECRET']) {
    const command = name === 'OAUTH_WALK_ACCESS_TOKEN' ? ['userinfo'] : ['token', 'refresh']
    const { status, stderr } = await run(command, { home, environment: { [name]: 'planted-value ' } })
    expect([status, stderr]).toEqual([
      2, expect.stringMatching(new RegExp(`${name} ends in a blank[^]*OAUTH_WALK_VERBATIM_SECRETS=1`)),
    ])
    expect(stderr).not.toContain('planted-value')
  }
  expect(stub.seenAt('/token')).toEqual([])
})
