import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, start, type Ended } from '../../support/cli.ts'
import { plantBound, plantProfile, sessionPath } from '../support.ts'
import { sampled } from '../../support/wide.ts'

const nowhere = 'http://127.0.0.1:9'
/** A variable that nobody knows sends the command along the long way. */
const longWay = { OAUTH_WALK_UNKNOWN: '1' }
const exp = 4_000_000_000
const execInfo = (server: string, interactive = false) => ({
  KUBERNETES_EXEC_INFO: JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', spec: { interactive, cluster: { server } },
  }),
})
const here = execInfo('https://k8s.example:6443')
const asked = (host: string, more = '') => `protocol=https\nhost=${host}\n${more}\n`

interface Case {
  words: string[]
  status?: number
  input?: string
  environment?: NodeJS.ProcessEnv
  prepare?: (home: string) => void
}

function prepare(home: string): void {
  plantBound(home, nowhere, ['k8s.example:6443', 'git.example'], {
    id_token: 'planted.id.token', id_token_claims: { aud: 'walker', exp }, obtained_at: 1_767_225_600_000,
    expires_at: exp * 1000,
  })
}

/** One home for each way, since what is repaired is repaired once. */
async function bothWays(
  { words, input, environment = {}, prepare: more }: Case,
): Promise<{ short: Ended, long: Ended }> {
  const [short = '', long = ''] = [freshHome(), freshHome()].map((home) => {
    prepare(home)
    more?.(home)
    return home
  })
  const go = async (home: string, variables: NodeJS.ProcessEnv) =>
    JSON.parse(JSON.stringify(
      await start(
        ['credential', ...words], { home, environment: variables, ...input === undefined ? {} : { input } },
      ).ended,
    ).replaceAll(home, 'HOME')) as Ended
  const [first, second] = await Promise.all([go(short, environment), go(long, { ...environment, ...longWay })])
  return { short: first, long: second }
}

const git = ['git', 'get']
const kubectl = ['kubectl']

describe('the short way to a credential says and does what the long one does', () => {
  test.each<[name: string, given: Case]>(sampled([
    ['git’s lines', { words: git, input: asked('git.example') }],
    ['a user name that git asks for', { words: git, input: asked('git.example', 'username=alice\n') }],
    ['a user name by flag', { words: [...git, '--username', 'bob'], input: asked('git.example') }],
    ['a bearer token', { words: git, input: asked('git.example', 'capability[]=authtype\n') }],
    ['--basic', { words: [...git, '--basic', '--quiet'], input: asked('git.example', 'capability[]=authtype\n') }],
    ['--profile', { words: [...git, '--profile=default'], input: asked('GIT.example') }],
    ['git store', { words: ['git', 'store'], input: asked('git.example', 'username=a\npassword=b\n') }],
    ['git capability', { words: ['git', 'capability'] }],
    ['an operation of the future', { words: ['git', 'refresh'] }],
    ['the ID token', { words: kubectl, environment: here }],
    ['the ID token for an audience', { words: [...kubectl, '--audience', 'walker'], environment: here }],
    ['the access token', { words: [...kubectl, '--token-type', 'access_token'], environment: here }],
    ['where a person may be asked', { words: kubectl, environment: execInfo('https://k8s.example:6443', true) }],
  ], 3))('%s', async (_, given) => {
    const { short, long } = await bothWays(given)
    expect(short).toEqual(long)
    expect(short).toMatchObject({ status: 0, stderr: '' })
  })

  const changed = (edit: (path: string) => void) => (home: string) => edit(sessionPath(home))
  test.each<[name: string, given: Case]>(sampled([
    ['another host', { words: git, input: asked('evil.example') }],
    ['no TLS', { words: git, input: 'protocol=http\nhost=git.example\n\n' }],
    ['a carriage return', { words: git, input: asked('git.example\r') }],
    ['bytes that are no UTF-8', { words: git, input: asked('git.example', 'path=\ud800\n') + '\0' }],
    ['a user name of two lines', { words: [...git, '--username', 'a\nb'], input: asked('git.example') }],
    ['a profile that is not there', { words: [...git, '--profile', 'other'], input: asked('git.example') }],
    ['another cluster', { words: kubectl, environment: execInfo('https://evil.example') }],
    ['no word from kubectl', { words: kubectl }],
    ['another audience', { words: [...kubectl, '--audience', 'other'], environment: here }],
    ['a type that nobody knows', { words: [...kubectl, '--token-type', 'jwt'], environment: here }],
    [
      'a type that nobody knows before one that is known',
      { words: [...kubectl, '--token-type', 'jwt', '--token-type', 'access_token'], environment: here },
    ],
    [
      'another issuer',
      { words: git, input: asked('git.example'), environment: { OAUTH_WALK_ISSUER: 'http://127.0.0.1:1' } },
    ],
    [
      'a damaged session',
      { words: git, input: asked('git.example'), prepare: changed(path => writeFileSync(path, '{"v":1')) },
    ],
  ], 3))('%s', async (_, given) => {
    const { short, long } = await bothWays(given)
    expect(short).toEqual(long)
    expect(short.status).toBeGreaterThan(0)
    expect(short.stdout).toBe('')
  })

  test('a session that others could read is repaired with a word, and git has its answer although stdin was read before', async () => {
    const { short, long } = await bothWays({
      words: git, input: asked('git.example'), prepare: changed(path => chmodSync(path, 0o644)),
    })
    expect(short).toEqual(long)
    expect(short.stdout).toContain('password=planted-access-token/+=\n')
    expect(short.stderr).not.toBe('')
  })

  test('the bound profile is looked for where another is active', async () => {
    const toOther = (home: string) => {
      plantProfile(home, 'other', { target: nowhere, issuer: nowhere, 'client-id': 'walker' })
      writeFileSync(join(home, 'config.json'), JSON.stringify({ v: 1, active: 'other' }))
    }
    const { short, long } = await bothWays({ words: git, input: asked('git.example'), prepare: toOther })
    expect(short).toEqual(long)
    expect(short.stdout).toContain('password=planted-access-token/+=\n')
  })
})

test('the short way loads nothing of what it does not need', async () => {
  const home = freshHome()
  prepare(home)
  const file = join(freshHome(), 'list.cjs')
  writeFileSync(
    file,
    `process.on('exit', () => process.stderr.write(Object.keys(require.cache).filter(f => !f.includes('list.cjs')).map(f => f.split('/').pop()).join(',')))`,
  )
  const loadedBy = async (words: string[], given: object) =>
    (await start(['credential', ...words], { home, ...given }).ended).stderr.split(',')
  const environment = { NODE_OPTIONS: `--require=${file}` }
  const few = ['oauth-walk.cjs', 'compiled.cjs', 'place-code.cjs', 'cli-at-hand-index.cjs']
  expect(await loadedBy(git, { input: asked('git.example'), environment })).toEqual(few)
  expect(await loadedBy(kubectl, { environment: { ...environment, ...here } })).toEqual(few)
})
