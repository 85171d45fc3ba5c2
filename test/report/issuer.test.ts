import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { freePort } from '../support/ports.ts'

/** The issuer that the page of a login names, by the words of its language. */
async function issuerTold(status: number, language: 'en' | 'zh', words: readonly string[]): Promise<string | undefined> {
  const home = freshHome()
  const file = join(home, 'walk.html')
  const ended = await runInside(['login', ...words, '--html', file, '--lang', language], { home })
  expect(ended.status, ended.stderr).toBe(status)
  const label = { en, zh }[language].report.facts.issuer
  return new RegExp(`<dt>${label}</dt><dd>([^<]*)</dd>`).exec(readFileSync(file, 'utf8'))?.[1]
}

test.each(['en', 'zh'] as const)('the page of a login that failed a check names the issuer, in %s', async (language) => {
  const words = ['sandbox', '--auto', '--port', '0', '--misbehave', 'invalid-iss']
  expect(await issuerTold(4, language, words)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})

test('the page of a login whose provider can’t be reached names the issuer that was given', async () => {
  const issuer = `http://127.0.0.1:${await freePort()}`
  expect(await issuerTold(5, 'en', ['--issuer', issuer, '--client-id', 'x', '--no-open', '--port', '0'])).toBe(issuer)
})
