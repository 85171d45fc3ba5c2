import { split } from 'shlex'
import { expect, onTestFinished, test } from 'vitest'
import { providerProbeList } from '../../src/check/provider/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import type { Json } from '../support/walks.ts'
import { startTrap } from '../cli/stub-provider.ts'
import { tokens, without } from '../support/stub-answers.ts'
import { openExamined, redirectUri } from './provider/exam-stub.ts'
import { examineSignedIn, signingIn } from './provider/signing-in.ts'

const all = providerProbeList.length
/** Those that send something on purpose that breaks a rule. */
const active = providerProbeList.filter(({ passive }) => !passive).length

const run = async (...words: string[]) => startInside(['check', ...words], { home: freshHome() }).ended
const errorIn = (stdout: string) => (JSON.parse(stdout) as { error: Json }).error

test('a rule that is asked for by its number and can’t be tried ends with 2, and says what is missing', async (context) => {
  const { issuer } = await openExamined(context)
  const { status, stdout } = await run(issuer, '--client-id', 'app', '--probe', 'C11', '--json')
  expect([status, errorIn(stdout)]).toEqual([
    2, expect.objectContaining({ code: 'rules-untried', message: 'Not tried: C11 redirect-unregistered' }),
  ])
  expect(split(String(errorIn(stdout)['hint'])))
    .toEqual(expect.arrayContaining(['--i-operate', issuer, '--probe', 'C11']))
})

test('whoever forbids the sign-in that a rule needs is told to leave that out', async (context) => {
  const { issuer } = await openExamined(context)
  const { status, stdout } = await run(
    issuer, '--i-operate', issuer, '--client-id', 'app', '--redirect-uri', redirectUri, '--no-sign-in', '--probe',
    'C19', '--json',
  )
  expect([status, String(errorIn(stdout)['hint']).includes('--no-sign-in')]).toEqual([2, false])
})

test.each([[[], 2, 'The provider gave no refresh token.'], [['--scope', 'openid offline_access'], 0, undefined]])(
  'a provider that gives no refresh token, asked with %j', async (words, expected, cause) => {
    const stub = await openExamined({ onTestFinished }, {
      authorize: signingIn, token: tokens(good => without(good, 'refresh_token')),
    })
    const { status, document } = await examineSignedIn(stub, '--probe', 'C19,C34', ...words)
    const error = document['error'] as Json | undefined
    expect([status, error?.['cause']]).toEqual([expected, cause && expect.stringMatching(new RegExp(`^${cause}`))])
    if (error) expect(error['hint']).toMatch(/--scope 'openid offline_access'/)
  },
)

test('what the sandbox alone can do is told of a check', async (context) => {
  const { issuer } = await openExamined(context)
  const { status, stdout } = await run(issuer, '--i-operate', issuer, '--client-id', 'app', '--auto', '--json')
  expect([status, errorIn(stdout)['message'], errorIn(stdout)['hint']]).toEqual([
    2, '--auto works only with the sandbox', `oauth-walk check ${issuer} --i-operate ${issuer} --client-id app`,
  ])
})

test('who operates a provider names a client there, and is asked for it before anything is sent', async (context) => {
  const { issuer, counts } = await openExamined(context)
  const { status, stdout } = await run(issuer, '--i-operate', issuer, '--json')
  expect([status, errorIn(stdout)['code'], counts.authorize]).toEqual([2, 'rules-untried', 0])
  expect((await run(issuer, '--i-operate', issuer, '--probe', 'C03')).status).toBe(0)
})

test('what was left out is counted, with the flag that would have it tried, and never told as if it ran', async (context) => {
  const { issuer } = await openExamined(context)
  const { status, stderr } = await run(issuer, '--client-id', 'app', '--redirect-uri', redirectUri)
  expect([status, stderr.match(/^\d+\/\d+ /gm)?.at(-1)]).toEqual([0, '7/7 '])
  expect(stderr).toContain(`${active} of ${all} rules were not tried: no --i-operate.`)
  expect(stderr).toMatch(new RegExp(`^next: oauth-walk check ${issuer} .*--i-operate ${issuer}`, 'm'))
})

test.each([[[], true], [['--probe', 'C11'], true], [['--client-id', 'app'], false]])(
  'who has no client there is told to name one with the first command that is named: %j', async (words, isWanted) => {
    const { issuer } = await openExamined({ onTestFinished })
    const { stderr } = await run(issuer, ...words)
    const next = /next: (.*)$/m.exec(stderr)?.[1] ?? ''
    expect([next.includes(`--i-operate ${issuer}`), / --client-id ID$/.test(next)]).toEqual([true, isWanted])
  },
)

test('the flag that is named is the one by which most rules are tried', async (context) => {
  const { issuer, client } = await openExamined(context)
  const { stderr } = await run(
    issuer, '--i-operate', issuer, '--client-id', client.client_id, '--redirect-uri', redirectUri, '--no-sign-in',
  )
  expect(stderr).toMatch(new RegExp(`\\d\\d of ${all} rules were not tried`))
  const next = /^next: (.*)$/m.exec(stderr)?.[1]
  expect([next?.includes('--i-operate'), next?.includes('--no-sign-in'), next?.includes('--destructive')])
    .toEqual([true, false, false])
})

test.each([
  ['github'], ['wechat-web'], ['github', '--client-id', 'app'], ['github', '--i-operate', 'https://github.com'],
])('%s %s: a public provider wants no secret, and is asked for nothing that it does not publish', async (...words) => {
  const trap = await startTrap()
  const { status, stdout, stderr } = await startInside(
    ['check', ...words, '--json'], { home: freshHome(), environment: { https_proxy: trap.address } },
  ).ended
  const { rules } = JSON.parse(stdout) as { rules: { id: string, verdict: string, reason: { code: string } }[] }
  const reasons = (code: string) => rules.filter(({ reason }) => reason.code === code).map(({ id }) => id)
  expect([status, rules.filter(({ verdict }) => verdict !== 'SKIP'), trap.connections()]).toEqual([0, [], 0])
  expect([reasons('public-issuer').length, rules.length]).toEqual([active, all])
  expect(stderr).toContain('Nothing was checked: this provider publishes no metadata.')
  expect(stderr).toMatch(/\nnext: oauth-walk check https:\/\/ISSUER --i-operate https:\/\/ISSUER --client-id ID\n$/)
})

test('a public provider is told in a few lines, the last of which says that no rule was judged', async () => {
  const { status, stdout } = await run('github')
  expect([status, stdout]).toEqual([0, [
    '- SKIP  C01–C06  6 rules  no metadata', '- SKIP  C07  The published keys are sound  no such endpoint',
    `- SKIP  C08–C42  ${active} rules  public provider`, '', `${all} SKIP  (no rule was judged)`, '',
  ].join('\n')])
})

test('the rules that wait for --i-operate share a line, and each stands in the document', async (context) => {
  const { issuer } = await openExamined(context)
  const { stdout } = await run(issuer)
  expect(stdout.split('\n').filter(line => line.startsWith('- '))).toEqual([
    `- SKIP  C08–C42  ${active} rules  no --i-operate`,
  ])
  const { rules } = JSON.parse((await run(issuer, '--json')).stdout) as { rules: Json[] }
  expect(rules.filter(({ verdict }) => verdict === 'SKIP')).toHaveLength(active)
})

test('a secret that is missing is asked for by the check that was typed', async (context) => {
  const { issuer } = await openExamined(context)
  const { status, stdout } = await run(
    issuer, '--i-operate', issuer, '--client-id', 'app', '--auth-method', 'client_secret_basic', '--probe', 'C11',
    '--json',
  )
  expect([status, errorIn(stdout)['code']]).toEqual([7, 'person-needed'])
  expect(String(errorIn(stdout)['hint']))
    .toMatch(new RegExp(`^oauth-walk check ${issuer} --i-operate ${issuer} --probe C11 --client-id app `, 'm'))
  expect(String(errorIn(stdout)['hint'])).not.toMatch(/login|--no-save/)
})

test('where the issuer is operated, and the target is spelt otherwise, the target is the error', async (context) => {
  const { issuer } = await openExamined(context)
  const message = async (...words: string[]) =>
    errorIn((await run(...words, '--client-id', 'app', '--auth-method', 'none', '--json')).stdout)['message']
  expect(await message(`${issuer}/`, '--i-operate', issuer)).toBe(`TARGET must be ${issuer}, not "${issuer}/"`)
  expect(await message(issuer, '--i-operate', `${issuer}/`)).toBe(`--i-operate must be ${issuer}, not "${issuer}/"`)
})
