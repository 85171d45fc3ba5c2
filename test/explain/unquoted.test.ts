import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

/** A command that is given to explain without quotes is told with the way to give it. */
test.each([
  ['en', ['curl', '-X', 'POST', 'https://op.example/token'], 'Put the whole command in quotes'],
  ['en', ['curl', '--data', 'a=b', 'https://op.example/token'], 'Put the whole command in quotes'],
  ['zh', ['http', '-f', 'POST', ':/token'], '给整条命令加上引号'],
  ['en', ['wget', 'https://op.example/token'], 'Put the whole command in quotes'],
])('%s: %j', async (language, words, way) => {
  const { stderr } = await runInside(['explain', ...words, '--lang', language], { home: freshHome() })
  expect(stderr).toContain(way)
  expect(stderr).toContain('oauth-walk explain -')
  expect(stderr).not.toMatch(/unknown option|too many|未知选项/)
})
