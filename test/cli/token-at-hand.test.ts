import { chmodSync, linkSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, run, type Ended } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { age, plantProfile, plantSession, sessionPath } from './support.ts'

const nowhere = 'http://127.0.0.1:9'

/** A variable that nobody knows sends the command along the long way: the short one takes no chances. */
const longWay = { OAUTH_WALK_UNKNOWN: '1' }

/** One home for each way, since what is repaired is repaired once. */
async function bothWays(
  words: string[], prepare: (home: string) => void, environment: NodeJS.ProcessEnv = {},
): Promise<{ short: Ended, long: Ended }> {
  const [short, long] = [freshHome(), freshHome()]
  prepare(short)
  prepare(long)
  // What is shortest to type is typed at the door; the others take the same two ways without a process.
  const go = words.length === 1 && prepare === plain ? run : runInside
  const [first, second] = await Promise.all([
    go(words, { home: short, environment }), go(words, { home: long, environment: { ...environment, ...longWay } }),
  ])
  const neutral = (ended: Ended, home: string) => JSON.parse(JSON.stringify(ended).replaceAll(home, 'HOME')) as Ended
  return { short: neutral(first, short), long: neutral(second, long) }
}

const begun = new Date('2026-01-01T00:00:00Z').getTime()
const plain = (home: string) => plantSession(home, nowhere, { obtained_at: begun, expires_at: null })

describe('the short way to a token says and does what the long one does', () => {
  test.each<[name: string, words: string[], environment?: NodeJS.ProcessEnv]>([
    ['bare', ['token']],
    ['with --json', ['token', '--json']],
    ['as a header', ['token', '--format', 'header']],
    ['for the shell', ['token', '--format=env']],
    ['for curl', ['token', '--format', 'curl-config', '--quiet']],
    ['as JSON', ['token', '--format', 'json']],
    ['with --min-ttl', ['token', '--min-ttl', '10m']],
    ['by --profile', ['token', '--profile', 'default']],
    ['by OAUTH_WALK_PROFILE', ['token'], { OAUTH_WALK_PROFILE: 'default' }],
    [
      'with seeds that are not needed', ['token'],
      { OAUTH_WALK_REFRESH_TOKEN: 'seed', OAUTH_WALK_ISSUER: nowhere, OAUTH_WALK_CLIENT_ID: 'walker' },
    ],
  ])('%s', async (_, words, environment) => {
    const { short, long } = await bothWays(words, plain, environment)
    expect(short).toEqual(long)
    expect(short).toMatchObject({ status: 0, stderr: '' })
    expect(short.stdout).toContain('planted-access-token/+=')
  })

  test.each<[
    name: string, status: number, words: string[], prepare: (home: string) => void, environment?: NodeJS.ProcessEnv,
  ]>([
    ['nobody has signed in', 7, ['token'], () => undefined],
    ['a profile that is not there', 7, ['token', '--profile', 'other'], plain],
    ['a profile name that may not be', 2, ['token', '--profile', '../x'], plain],
    ['no number of seconds', 2, ['token', '--min-ttl', 'soon'], plain],
    ['an empty value', 2, ['token', '--min-ttl='], plain],
    ['a format that nobody knows', 2, ['token', '--format', 'xml'], plain],
    ['a flag that nobody knows', 2, ['token', '--jsn'], plain],
    ['a language that is none', 2, ['token'], plain, { OAUTH_WALK_LANG: 'xx' }],
    ['neither yes nor no', 2, ['token'], plain, { OAUTH_WALK_QUIET: 'perhaps' }],
    ['D64: another issuer', 2, ['token'], plain, { OAUTH_WALK_ISSUER: 'http://127.0.0.1:1' }],
    ['D64: another client', 2, ['token', '--client-id', 'another'], plain],
    ['kept otherwise than asked for', 6, ['token'], plain, { OAUTH_WALK_STORE: 'keyring' }],
    ['S7: a damaged session', 6, ['token'], change('t-', path => writeFileSync(path, '{"v":1'))],
    ['S7: a damaged profile', 6, ['token'], change('p-', path => writeFileSync(path, '[]'))],
    ['S12: a session that is a link', 6, ['token'], change('t-', (path) => {
      renameSync(path, `${path}.there`)
      symlinkSync(`${path}.there`, path)
    })],
    ['S12: a session with a second name', 6, ['token'], change('t-', path => linkSync(path, `${path}.too`))],
    [
      'bound to another client than its name says', 6, ['token'],
      change('t-', path => writeFileSync(path, readFileSync(path, 'utf8').replace('walker', 'stalker'))),
    ],
    [
      'a token with a line break', 6, ['token', '--format', 'header'],
      change('t-', path => writeFileSync(path, readFileSync(path, 'utf8').replace('planted-access', 'a\\r\\nb'))),
    ],
    ['S3: a session that others could read', 0, ['token'], change('t-', path => chmodSync(path, 0o644))],
    ['S3: a profile that others could read', 0, ['token', '--quiet'], change('p-', path => chmodSync(path, 0o640))],
  ])('%s ends with %i', async (_, status, words, prepare, environment) => {
    const { short, long } = await bothWays(words, prepare, environment)
    expect(short).toEqual(long)
    expect(short.status).toBe(status)
    expect(short.stderr === '').toBe(words.includes('--quiet'))
  })
})

function change(prefix: 't-' | 'p-', edit: (path: string) => void): (home: string) => void {
  return (home) => {
    plain(home)
    edit(prefix === 't-' ? sessionPath(home) : join(home, 'p-37a8eec1ce19687d132fe29051dca629.json'))
  }
}

describe('the short way', () => {
  test('loads nothing of what it does not need', async () => {
    const home = freshHome()
    plain(home)
    expect(await loadedBy(['token'], home)).toEqual([
      'oauth-walk.cjs', 'compiled.cjs', 'place-code.cjs', 'cli-at-hand-index.cjs',
    ])
    expect(await loadedBy(['token'], home, longWay)).toContain('commander.cjs')
  })

  test('costs the same however many profiles there are: it lists no folder', async () => {
    const home = freshHome()
    plain(home)
    for (let n = 0; n < 50; n += 1) plantProfile(home, `other-${n}`, {})
    plantProfile(home, 'default', { target: nowhere, issuer: nowhere, 'client-id': 'walker' })
    const trace = await traced(['token'], home)
    expect(trace.filter(line => /readdir|scandir/.test(line))).toEqual([])
    expect(trace.filter(line => line.startsWith('open')).length).toBe(3)
  })

  test('is not taken for a token that is about to expire', async () => {
    const home = freshHome()
    plantSession(home, nowhere, { expires_at: Date.now() + 60_000 })
    age(home, 50)
    expect((await run(['token'], { home })).status).toBe(5)
  })
})

async function loadedBy(words: string[], home: string, environment: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const file = join(freshHome(), 'list.cjs')
  writeFileSync(file, `
process.on('exit', () => {
  const files = Object.keys(require.cache).filter(path => !path.includes('list.cjs')).map(path => path.split('/').pop())
  process.stderr.write(files.join(','))
})`)
  return (await run(words, { home, environment: { ...environment, NODE_OPTIONS: `--require=${file}` } })).stderr.split(
    ',',
  )
}

/** Which files of the home are opened and which folders listed. */
async function traced(words: string[], home: string): Promise<string[]> {
  const file = join(freshHome(), 'list.cjs')
  writeFileSync(file, `
const fs = require('node:fs')
for (const name of ['openSync', 'readdirSync', 'opendirSync', 'readdir']) {
  const real = fs[name]
  fs[name] = (...args) => { if (String(args[0]).startsWith(process.env.OAUTH_WALK_HOME)) process.stderr.write(name + ' ' + args[0] + '\\n'); return real(...args) }
}`)
  return (await run(words, { home, environment: { NODE_OPTIONS: `--require=${file}` } })).stderr.trim().split('\n')
}
