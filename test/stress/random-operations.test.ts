import { expect, onTestFinished, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { startStub, type Handler } from '../support/stub-provider.ts'
import { thorough } from '../support/thorough.ts'
import { expiredSession, signIn } from './stored.ts'
import { wide } from '../support/wide.ts'

const operations = thorough ? 500 : 32
const workers = 8
/** How soon an answer comes is not what is tested, and the stub shares a busy machine with all that ask it. */
const environment = { OAUTH_WALK_HTTP_TIMEOUT: '300' }

/**
 * Families of refresh tokens (`family:generation`); one that comes a second time ends its family, unless a logout did
 * before.
 */
function families() {
  const current = new Map<string, number>()
  const ended = new Set<string>()
  const seen = { refreshes: 0, reused: [] as string[], loggedOut: 0 }
  const token: Handler = ({ parameters }) => {
    const [family = '', generation = ''] = (parameters.get('refresh_token') ?? '').split(':')
    const isCurrent = Number(generation) === (current.get(family) ?? 0)
    if (!isCurrent && !ended.has(family)) seen.reused.push(`${family}:${generation}`)
    if (!isCurrent || ended.has(family)) {
      ended.add(family)
      return { status: 400, body: { error: 'invalid_grant' } }
    }
    seen.refreshes += 1
    current.set(family, Number(generation) + 1)
    return {
      body: {
        access_token: `access-${family}-${generation}`, token_type: 'Bearer', expires_in: 1,
        refresh_token: `${family}:${Number(generation) + 1}`,
      },
    }
  }
  const revoke: Handler = ({ parameters }) => {
    const [family = '', generation] = (parameters.get('token') ?? '').split(':')
    if (generation !== undefined) {
      ended.add(family)
      seen.loggedOut += 1
    }
    return {}
  }
  return { seen, token, revoke }
}

/** The same numbers in every run, so that a failure can be seen again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return Math.floor(state / 65536) % below
  }
}

test.runIf(wide)(`S5: ${operations} random operations of ${workers} at a time never present a refresh token twice`, {
  timeout: 900_000,
}, async () => {
  const { seen, token, revoke } = families()
  const stub = await startStub()
  onTestFinished(() => stub.close())
  stub.reset({ token, revoke })
  const home = freshHome()
  let logins = 0
  const login = async () =>
    signIn(home, { ...expiredSession(stub.issuer, stub.client), refresh_token: `${logins += 1}:0` })
  await login()
  const refresh = ['token', 'refresh']
  // Undefined is a login of another process.
  const commands = [
    ['token'], ['token'], ['token'], refresh, refresh, refresh, ['token', 'show'], ['userinfo'], ['logout'], undefined,
    undefined, undefined,
  ]
  const ends: string[] = []
  let left = operations
  await Promise.all(Array.from({ length: workers }, async (_, worker) => {
    const random = randomOf(worker + 1)
    while (left-- > 0) {
      const words = commands[random(commands.length)]
      if (words === undefined) await login()
      else ends.push(`${words.join(' ')}: ${(await run(words, { home, environment })).status}`)
    }
  }))
  process.stdout.write(`random operations: ${JSON.stringify({ ...seen, logins, ...count(ends) })}\n`)
  expect(seen.reused).toEqual([])
  expect(seen.refreshes).toBeGreaterThan(0)
  // 0 done, 3 the stub's userinfo knows none of these tokens, 7 somebody else has logged out.
  expect(ends.filter(end => !/: (?:0|7)$|^userinfo: 3$/.test(end))).toEqual([])
})

function count(ends: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const end of ends) counts[end] = (counts[end] ?? 0) + 1
  return counts
}
