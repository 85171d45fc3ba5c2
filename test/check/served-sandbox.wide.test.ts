import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type TestContext } from 'vitest'
import { freshHome, run, start } from '../support/cli.ts'
import type { Json } from '../support/walks.ts'
import type { Rule } from './provider/exam-stub.ts'

/** Serves the sandbox of a home, and gives its issuer. */
async function serve({ onTestFinished }: TestContext, home: string, ...words: string[]): Promise<string> {
  const serving = start(['sandbox', ...words, '--json'], { home })
  onTestFinished(async () => {
    serving.child.kill('SIGTERM')
    await serving.ended
  })
  const [line] = await serving.sees('stdout', /^\{.*\}\n/)
  return (JSON.parse(line) as { issuer: string }).issuer
}

async function check(home: string, ...words: string[]) {
  const { status, stdout, stderr } = await run(
    ['check', 'sandbox', '--auto', '--probe', 'C20', '--json', ...words], { home },
  )
  const document = JSON.parse(stdout) as Json & { rules: Rule[] }
  return { status, stderr, verdict: document.rules[0]?.verdict, issuer: document['issuer'] }
}

test('the sandbox that is served is the one that is examined, with its fault', async (context) => {
  const home = freshHome()
  const issuer = await serve(context, home, '--misbehave', 'weak-pkce-no-verifier')
  expect(await check(home)).toMatchObject({ status: 3, verdict: 'FAIL', issuer })
})

test('with a fault of its own, it is another one that is examined', async (context) => {
  const home = freshHome()
  const issuer = await serve(context, home)
  const own = await check(home, '--misbehave', 'weak-pkce-no-verifier')
  expect([own.verdict, own.issuer === issuer]).toEqual(['FAIL', false])
  expect(await check(home)).toMatchObject({ status: 0, verdict: 'PASS', issuer })
})

test('one that is served no more is no reason to leave something behind', async () => {
  const home = freshHome()
  expect(await check(home)).toMatchObject({ status: 0, verdict: 'PASS' })
  expect(existsSync(join(home, 'sandbox.json'))).toBe(false)
})
