import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
import { openStub } from '../support/stub-provider.ts'

/** The commands that a failed login tells to be typed next. */
async function waysAfter(words: readonly string[], environment: Record<string, string> = {}): Promise<string[]> {
  const stub = await openStub()
  const named = ['--client-id', stub.client.client_id, '--auth-method', 'none', '--port', '0']
  const { stderr } = await walkInside([stub.issuer, ...named, ...words], { home: freshHome(), environment }, 'nobody')
  expect(stderr).toContain('Nobody came back within')
  return [...stderr.matchAll(/^ {2}next: (.*)$/gm)].map(([, next = '']) => next)
}

test.each([[['--timeout', '0']], [['--timeout', '0s']], [['--timeout', '1']]])('a login that had no time is told to be walked again with some: %j', async (
  words,
) => {
  const ways = await waysAfter(words)
  expect(ways).not.toEqual([])
  expect(ways.join('\n')).not.toMatch(/--timeout [01]/)
})

test('so is one whose variable gave it none', async () => {
  const ways = await waysAfter(['--browser', 'true {url}'], { OAUTH_WALK_TIMEOUT: '0' })
  const logins = ways.filter(way => way.includes('oauth-walk login'))
  expect(logins.length).toBeGreaterThan(0)
  for (const way of logins) expect(way).toMatch(/^(?:OAUTH_WALK_TIMEOUT= |.*--timeout 900)/)
})

test('what is missing is added to a login with time', async () => {
  const walked = await walkInside(['http://127.0.0.1:9', '--timeout', '0', '--response-mode', 'form_post'], {
    home: freshHome(), environment: {},
  }, 'nobody')
  expect(walked.stderr).toMatch(/next: oauth-walk login http:\/\/127\.0\.0\.1:9 .*--client-id ID/)
  expect(walked.stderr).not.toContain('--timeout')
})
