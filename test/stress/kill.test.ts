import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { freshHome, run, start } from '../support/cli.ts'
import { startStub, type Handler } from '../support/stub-provider.ts'
import { tokens } from '../support/stub-answers.ts'
import { browse } from '../support/user-agent.mjs'
import { thorough } from '../support/thorough.ts'
import { wide } from '../support/wide.ts'

const rounds = thorough ? 1000 : 14
/** Marks every token that the provider gives, so that it can be found wherever it is left. */
const mark = 'CANARY'
let given = 0

const marked: Handler = async (asked, stub) => {
  if (asked.parameters.get('grant_type') !== 'refresh_token') {
    return tokens(body => ({ ...body, ...markedTokens(), at_hash: undefined, id_token: undefined, scope: 'read' }))(
      asked, stub,
    )
  }
  return { body: { ...markedTokens(), token_type: 'Bearer', expires_in: 1 } }
}

function markedTokens(): Record<string, string> {
  given += 1
  return { access_token: `${mark}-access-${given}`, refresh_token: `${mark}-refresh-${given}` }
}

test.runIf(wide)(`S1, S2: kill -9 at random points of ${rounds} logins and refreshes leaves no torn file, and no token outside the session’s`, {
  timeout: 1_800_000,
}, async () => {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  stub.reset({ token: marked })
  const home = freshHome()
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const login = [
    'login', stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read', '--userinfo-endpoint',
    `${stub.issuer}/me`, '--port', '0', '--no-open',
  ]
  const usual = { login: await timeOf(login, home, environment), refresh: 200 }
  const killed = { login: 0, refresh: 0, ended: 0 }
  for (let round = 0; killed.login + killed.refresh < rounds; round += 1) {
    expect(round, 'too many commands ended before they could be killed').toBeLessThan(rounds * 5)
    const kind = round % 2 === 0 ? 'login' : 'refresh'
    const started = performance.now()
    const running = start(kind === 'login' ? login : ['token', 'refresh'], { home, environment })
    if (kind === 'login') void follow(running)
    await Promise.race([running.ended, delay(Math.random() * usual[kind] * 1.2)])
    running.child.kill('SIGKILL')
    const { signal } = await running.ended
    killed[signal === null ? 'ended' : kind] += 1
    // How long a command takes depends on what else runs: the one that got through says it anew.
    if (signal === null) usual[kind] = performance.now() - started
    expectWhole(home)
  }
  process.stdout.write(`kill -9: ${JSON.stringify(killed)}, a whole login takes ${usual.login.toFixed(0)} ms\n`)
  expect(killed.login).toBeGreaterThan(0)
  expect(killed.refresh).toBeGreaterThan(0)
  // The next command that writes sweeps what is older than a minute; logout removes every copy at once.
  expect((await run(['logout'], { home, environment })).status).toBe(0)
  expect(filesWith(home, mark)).toEqual([])
})

async function timeOf(words: string[], home: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now()
  const running = start(words, { home, environment })
  void follow(running)
  const { stderr } = await running.ended
  expect(stderr).toMatch(/Session saved|saved; only step 6/)
  return performance.now() - started
}

/** Goes to the printed address, as a browser would; the walk may be dead before it gets there. */
async function follow(running: ReturnType<typeof start>): Promise<void> {
  try {
    const [, address = ''] = await running.sees('stderr', /^ *(https?:\/\/\S+\?\S+)$/m)
    await browse(address)
  } catch {
    // Killed: there is nobody to come back to.
  }
}

/** Every file of the store is whole, and tokens stand in session files and their temporary copies only. */
function expectWhole(home: string): void {
  for (const name of readdirSync(home).filter(file => /^[tp]-[0-9a-f]{32}\.json$|^config\.json$/.test(file))) {
    expect(() => JSON.parse(readFileSync(join(home, name), 'utf8')) as unknown, name).not.toThrow()
  }
  expect(filesWith(home, mark).filter(name => !/^t-[0-9a-f]{32}\.json/.test(name))).toEqual([])
}

function filesWith(home: string, text: string): string[] {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files.filter(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(text)).map(entry =>
    entry.name)
}
