import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { environmentName, settingNames } from '../../src/providers/settings.ts'
import { platformToken, requestToken, startJobTokens } from '../support/job-tokens.ts'
import { runStep, type Step, type Stepped } from '../support/runner.ts'
import { packOnce } from '../support/tarball.ts'
import { leaksIn } from './support.ts'
import { refusal, startStub, type Endpoint } from './stub-provider.ts'

interface Action {
  inputs: Record<string, { default: string }>
  outputs: Record<string, { value: string }>
  runs: { using: string, steps: [install: Step, token: Step] }
}

const action = parse(readFileSync(fileURLToPath(new URL('../../action.yml', import.meta.url)), 'utf8')) as Action
const [install, token] = action.runs.steps
const usual = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]))
const inputs = (given: Record<string, string>) => ({ ...usual, ...given })
const tarball = packOnce()
let temp = ''

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'oauth-walk-runner-'))
})
afterAll(() => rmSync(temp, { recursive: true, force: true }))

const issued: Endpoint = () => ({
  body: {
    access_token: 'job-access/+=', token_type: 'Bearer',
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token', expires_in: 600,
  },
})
const get = async (given: Record<string, string>, environment: NodeJS.ProcessEnv): Promise<Stepped> =>
  runStep(token, inputs(given), { ...environment, RUNNER_TEMP: temp })
/** The output of the step, as the runner reads it. */
const tokenIn = ({ output }: Stepped) => /^token<<(\S+)\n(.*)\n\1\n$/.exec(output)?.[2]

test('the action installs the program where later steps find it', { timeout: 120_000 }, async () => {
  const { status, stderr, path } = await runStep(install, inputs({ package: tarball.file }), { RUNNER_TEMP: temp })
  expect({ status, stderr, path }).toEqual({ status: 0, stderr: '', path: `${temp}/oauth-walk/bin\n` })
})

test('it gets a token by GitHub’s own, masks both in the log, and sets the output', async () => {
  const [stub, jobs] = [await startStub({ '/token': issued }), await startJobTokens()]
  const ended = await get({ issuer: stub.issuer, audience: 'https://api.example', scope: 'a b' }, jobs.environment)
  expect([ended.status, ended.stdout, tokenIn(ended)], ended.stderr).toEqual([0, '', 'job-access/+='])
  expect(stub.seenAt('/token')).toMatchObject([
    { form: { subject_token: jobs.given[0], audience: 'https://api.example', scope: 'a b' } },
  ])
  expect(jobs.asked).toMatchObject([{ audience: stub.issuer }])
  const masks = /^::add-mask::.*\n/gm
  expect(ended.stderr.match(masks)).toEqual([`::add-mask::${jobs.given[0] ?? ''}\n`, '::add-mask::job-access/+=\n'])
  expect(leaksIn(ended.stderr.replace(masks, ''), ['job-access/+=', requestToken, ...jobs.given])).toEqual([])
})

test('it proves a client by the token of a variable, for the audience that is set up', async () => {
  const stub = await startStub({ '/token': issued })
  const given = {
    grant: 'client-credentials', issuer: stub.issuer, 'client-id': 'ci', from: 'env:OIDC_TOKEN',
    'workload-audience': 'api://trust',
  }
  const ended = await get(given, { OIDC_TOKEN: await platformToken({ aud: 'api://trust' }) })
  expect([tokenIn(ended), stub.seenAt('/token')[0]?.form], ended.stderr).toMatchObject([
    'job-access/+=', { grant_type: 'client_credentials', client_id: 'ci' },
  ])
})

test('a refusal fails the step and leaves no output; so does a grant that there is not', async () => {
  const [stub, jobs] = [await startStub({ '/token': () => refusal('invalid_grant') }), await startJobTokens()]
  const refused = await get({ issuer: stub.issuer, grant: 'jwt-bearer' }, jobs.environment)
  expect([refused.status, refused.output]).toEqual([3, ''])
  expect(refused.stderr).toContain('sub repo:octo/app:ref:refs/heads/main')
  const odd = await get({ issuer: stub.issuer, grant: 'password; id' }, jobs.environment)
  expect([odd.status, odd.stdout, odd.output]).toEqual([2, expect.stringMatching(/^::error::grant must be/), ''])
})

test('its inputs reach the scripts by variables alone, each by one that the program knows', () => {
  const variables = action.runs.steps.flatMap(({ env }) => Object.entries(env))
  const used = variables.flatMap(([, text]) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text)?.[1] ?? [])
  expect([action.runs.using, used.toSorted()]).toEqual(['composite', Object.keys(action.inputs).toSorted()])
  expect(action.runs.steps.filter(({ run, shell }) => run.includes('${{') || shell !== 'bash')).toEqual([])
  const known: readonly string[] = settingNames.map(environmentName)
  expect(
    variables.map(([name]) => name).filter(name => name.startsWith('OAUTH_WALK_') && !known.includes(name)),
  ).toEqual(
    [],
  )
  expect([action.outputs['token']?.value, token.id]).toEqual(['${{ steps.token.outputs.token }}', 'token'])
})
