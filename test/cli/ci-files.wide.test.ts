import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { environmentName, settingNames } from '../../src/providers/settings.ts'
import { freshHome, program, surroundings, type Ended } from '../support/cli.ts'
import { platformToken } from '../support/job-tokens.ts'
import { finish } from '../support/runner.ts'
import { startStub, tokens, type Endpoint } from './stub-provider.ts'

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8')
const known: readonly string[] = [
  ...settingNames.map(environmentName),
  ...['HOME', 'PROFILE', 'PASSPHRASE_FD', 'ACCESS_TOKEN'].map(name => `OAUTH_WALK_${name}`),
]
const unknownIn = (text: string) =>
  [...text.matchAll(/\bOAUTH_WALK_[A-Z_]+/g)].map(([name]) => name).filter(name => !known.includes(name))

/**
 * A place in which a job runs: the program on its path, an npm that installs nothing, and a script that shows what it
 * was given.
 */
function prepareJob(): { folder: string, path: string } {
  const folder = freshHome()
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  mkdirSync(join(folder, 'bin'))
  write('bin/oauth-walk', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  write('bin/npm', '#!/bin/sh\necho "npm $*" >> npm.log\n')
  write('deploy.sh', '#!/bin/sh\necho "deployed with $OAUTH_WALK_ACCESS_TOKEN${PGPASSWORD:+ and $PGPASSWORD}"\n')
  return { folder, path: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` }
}

interface Job { script: string, environment: Record<string, string>, issuer: string }

/** Runs the job's script by the shell that its platform takes; what stands for the provider is the stub. */
async function runJob(shell: string[], { script, environment, issuer }: Job): Promise<Ended & { npm: string }> {
  const { folder, path } = prepareJob()
  const here = (text: string) => text.replaceAll('https://issuer.example', issuer)
  const filled = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, here(value)]))
  const [name = 'sh', ...words] = shell
  const ended = await finish(
    name, [...words, '-c', here(script)], { ...surroundings(freshHome(), filled), PATH: path, WORKSPACE_TMP: folder },
    folder,
  )
  const log = join(folder, 'npm.log')
  return { ...ended, npm: existsSync(log) ? readFileSync(log, 'utf8') : '' }
}

const installs = /^npm install .*--ignore-scripts.* oauth-walk@\^0\.1\.0\n$/
const exchanged: Endpoint = () => ({
  body: {
    access_token: 'job-access/+=', token_type: 'Bearer',
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  },
})

test('GitHub: the workflow may ask for a token, and gives the action inputs that it has', () => {
  const text = read('examples/ci/github.yml')
  const { permissions, jobs } = parse(text) as {
    permissions: object
    jobs: { deploy: { steps: { uses?: string, with?: object }[] } }
  }
  const { inputs } = parse(read('action.yml')) as { inputs: object }
  const uses = jobs.deploy.steps.filter(({ uses: action = '' }) => action.includes('/oauth-walk@'))
  expect(permissions).toMatchObject({ 'id-token': 'write' })
  expect(uses).toHaveLength(2)
  expect(uses.flatMap(({ with: given = {} }) => Object.keys(given)).filter(name => !(name in inputs))).toEqual([])
  expect(unknownIn(text)).toEqual([])
})

test('GitLab: the job exchanges the token of its id_tokens, and hands the new one on', async () => {
  const stub = await startStub({ '/token': exchanged })
  const text = read('examples/ci/gitlab-ci.yml')
  const { deploy } = parse(text) as { deploy: {
    id_tokens: Record<string, { aud: string }>
    variables: Record<string, string>
    script: string[]
  } }
  const { OIDC_TOKEN } = deploy.id_tokens
  const audience = OIDC_TOKEN?.aud.replace('https://issuer.example', stub.issuer)
  const environment = { GITLAB_CI: 'true', ...deploy.variables, OIDC_TOKEN: await platformToken({ aud: audience }) }
  const ended = await runJob(
    ['bash', '-eo', 'pipefail'], { script: deploy.script.join('\n'), environment, issuer: stub.issuer },
  )
  expect([ended.status, ended.stdout, ended.stderr]).toEqual([0, 'deployed with job-access/+=\n', ''])
  expect(ended.npm).toMatch(installs)
  expect(stub.seenAt('/token')).toMatchObject([
    { form: { subject_token: environment.OIDC_TOKEN, audience: 'https://api.example' } },
  ])
  expect(unknownIn(text)).toEqual([])
})

test('Jenkins: the build’s client proves itself by the file that its plugin writes', async () => {
  const stub = await startStub({ '/token': exchanged })
  const text = read('examples/ci/jenkins.groovy')
  const [, script = ''] = /sh '''\n([^]*?)'''/.exec(text) ?? []
  const variables = Object.fromEntries(
    [...text.matchAll(/^ {4}(\w+) = '(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
  const file = join(freshHome(), 'id-token')
  writeFileSync(file, await platformToken({ aud: stub.issuer }), { mode: 0o600 })
  const ended = await runJob(
    ['sh', '-xe'], { script, environment: { ...variables, OIDC_TOKEN_FILE: file }, issuer: stub.issuer },
  )
  expect([ended.status, ended.stdout], ended.stderr).toEqual([0, 'deployed with job-access/+=\n'])
  expect(ended.stderr).not.toContain('job-access')
  expect(ended.npm).toMatch(installs)
  expect(stub.seenAt('/token')).toMatchObject([
    { form: { grant_type: 'client_credentials', client_id: 'deploy', client_assertion: readFileSync(file, 'utf8') } },
  ])
  expect(unknownIn(text)).toEqual([])
})

interface Kubernetes { kind: string, spec?: { jobTemplate: { spec: { template: { spec: Pod } } } } }
interface Pod {
  containers: {
    args: string[]
    env: { name: string, value?: string, valueFrom?: object }[]
    volumeMounts: { name: string, mountPath: string }[]
  }[]
  volumes: Volume[]
}
interface Volume {
  name: string
  projected?: { sources: { serviceAccountToken: { audience: string, path: string } }[] }
  secret?: { items: { path: string }[] }
}

test('Kubernetes: each run finds the session sealed, refreshes it as a client whom the cluster speaks for, and says nothing of a secret', async () => {
  const stub = await startStub({ '/token': () => ({ body: tokens(1) }) })
  const text = read('examples/ci/kubernetes-cronjob.yml')
  const cronJob = parseAllDocuments(text).map(document => document.toJS() as Kubernetes).find(({ kind }) =>
    kind === 'CronJob')
  const { containers: [job], volumes } = cronJob?.spec?.jobTemplate.spec.template.spec
    ?? { containers: [], volumes: [] }
  const mounted = (name: string) => job?.volumeMounts.find(volume => volume.name === name)?.mountPath ?? ''
  const [oidc, store] = ['oidc', 'store'].map(name => volumes.find(volume => volume.name === name))
  const source = oidc?.projected?.sources[0]?.serviceAccountToken
  // Whatever the container reads is mounted there.
  const paths = [...new Set([...text.matchAll(/\/run\/[\w/.-]+\/[\w.-]+\b/g)].map(([path]) => path))].filter(path =>
    path.split('/').length > 3)
  const there = [
    `${mounted('oidc')}/${source?.path}`,
    ...store?.secret?.items.map(({ path }) => `${mounted('store')}/${path}`) ?? [],
  ]
  expect(paths.toSorted()).toEqual(there.toSorted())
  expect([source?.audience, unknownIn(text)]).toEqual(['https://issuer.example', []])

  const folder = freshHome()
  for (const name of ['oidc', 'oauth-walk']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'oidc/token'), await platformToken({ aud: stub.issuer }), { mode: 0o600 })
  writeFileSync(join(folder, 'oauth-walk/passphrase'), 'hunter2\n', { mode: 0o600 })
  const here = (value: string) => value.replaceAll('/run/', `${folder}/`).replace(/^postgres:.*/, 'passphrase')
  const values = job?.env.flatMap(({ name, value }) =>
    value === undefined || name === 'OAUTH_WALK_HOME' ? [] : [[name, here(value)]])
  ?? []
  const environment = {
    ...Object.fromEntries(values) as Record<string, string>, OAUTH_WALK_REFRESH_TOKEN: 'seed', PGPASSWORD: 'canary',
  }
  const ended = await runJob(['sh'], { script: here(job?.args[0] ?? ''), environment, issuer: stub.issuer })
  expect([ended.status, ended.stdout, ended.stderr]).toEqual([0, 'deployed with stub-access-1/+=\n', ''])
  const sent = {
    grant_type: 'refresh_token', refresh_token: 'seed',
    client_assertion: readFileSync(join(folder, 'oidc/token'), 'utf8'),
  }
  expect(stub.seenAt('/token')).toMatchObject([{ authorization: undefined, form: sent }])
})
