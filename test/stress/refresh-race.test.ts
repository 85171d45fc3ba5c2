import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { startStub, type Handler, type Said, type Stub } from '../support/stub-provider.ts'
import { thorough } from '../support/thorough.ts'
import { expiredSession, sessionsIn, signIn } from './stored.ts'
import { wide } from '../support/wide.ts'

const processes = thorough ? 50 : 10

/** Rotates refresh tokens; one that comes a second time ends the whole family, as RFC 9700 4.14.2 has it. */
function rotating(before: (nth: number) => Said | undefined = () => undefined) {
  const family = { current: 'refresh-0', generation: 0, alive: true, requests: 0 }
  const answer: Handler = ({ parameters }) => {
    family.requests += 1
    const cut = before(family.requests)
    if (cut !== undefined) return cut
    if (!family.alive || parameters.get('refresh_token') !== family.current) {
      family.alive = false
      return { status: 400, body: { error: 'invalid_grant' } }
    }
    family.generation += 1
    family.current = `refresh-${family.generation}`
    return {
      body: {
        access_token: `access-${family.generation}`, token_type: 'Bearer', expires_in: 3600,
        refresh_token: family.current,
      },
    }
  }
  return { family, answer }
}

async function stubWith(token: Handler): Promise<Stub> {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  stub.reset({ token })
  return stub
}

/** The process that holds the lock of the one session. */
function holder(home: string): number {
  const lock = readdirSync(home).find(name => name.endsWith('.lock')) ?? ''
  return (JSON.parse(readFileSync(join(home, lock, 'owner'), 'utf8')) as { pid: number }).pid
}

describe.runIf(wide)(`S4, D70: ${processes} processes want the token of one expired session at once`, { timeout:
  120_000 }, () => {
  test('one refresh request, every process ends well with the same token, and the family lives', async () => {
    const { family, answer } = rotating()
    const stub = await stubWith(answer)
    const home = freshHome()
    const session = expiredSession(stub.issuer, stub.client)
    await signIn(home, session)
    const ended = await Promise.all(Array.from({ length: processes }, async () => run(['token'], { home })))
    expect(ended.map(({ status, stdout }) => [status, stdout]))
      .toEqual(Array.from({ length: processes }, () => [0, 'access-1\n']))
    expect(family).toEqual({ current: 'refresh-1', generation: 1, alive: true, requests: 1 })
    expect(await sessionsIn(home).read(session)).toMatchObject({ access_token: 'access-1', refresh_token: 'refresh-1' })
  })

  test('the winner is killed in the middle of its request: the next one refreshes, and nobody else does', async () => {
    const home = freshHome()
    const { family, answer } = rotating((nth) => {
      if (nth > 1) return undefined
      process.kill(holder(home), 'SIGKILL')
      return 'drop'
    })
    const stub = await stubWith(answer)
    await signIn(home, expiredSession(stub.issuer, stub.client))
    const ended = await Promise.all(Array.from({ length: processes }, async () => run(['token'], { home })))
    expect(ended.filter(({ signal }) => signal === 'SIGKILL')).toHaveLength(1)
    const others = ended.filter(({ signal }) => signal === null)
    expect(others.map(({ status, stdout }) => [status, stdout]))
      .toEqual(Array.from({ length: processes - 1 }, () => [0, 'access-1\n']))
    expect(family).toEqual({ current: 'refresh-1', generation: 1, alive: true, requests: 2 })
  })
})
