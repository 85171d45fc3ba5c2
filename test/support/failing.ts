import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stepIds, type CheckName, type FailureCode, type StepId } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { whatIsWrong } from '../../src/messages/text.ts'
import { freshHome, start } from './cli.ts'
import { startInside } from './inside.ts'
import { leaksIn } from './secrets-seen.ts'
import { startStub, type Endpoint, type Handlers, type Stub } from './stub-provider.ts'
import type { BrowseOptions } from './user-agent.d.mts'
import { contentOf, documentOf, storedSessions, walk, type Begin, type Json, type Walked } from './walks.ts'
import { wide } from './wide.ts'

/** One failure, how it is brought about, and what must be seen of it. */
export interface FailureRow {
  code: FailureCode
  name: string
  exit: number
  /** Not judged where it is left out: a refresh is no step of a walk. */
  step?: StepId | null
  /** What the provider does otherwise. */
  handlers?: Partial<Handlers>
  /** What is typed instead of `login ISSUER`. */
  command?: (stub: Stub) => string[]
  words?: string[]
  /** What a pipe gives on stdin. */
  input?: string
  environment?: (home: string) => NodeJS.ProcessEnv
  /** Done to the home, which holds a session, before the command; `empty` takes one without any. */
  prepare?: (home: string) => unknown
  home?: 'empty'
  visit?: BrowseOptions | 'nobody'
  provider?: Json
  /** What the story must name besides message, cause and next command. */
  says?: RegExp[]
  /** How often endpoints were asked, where the step does not tell. */
  asked?: Partial<Record<Endpoint, number>>
  /** What becomes of the stored session; it stays byte for byte by default. */
  session?: 'replaced' | 'removed'
}

/** Runs each row against one stub, beginning with a session that an earlier login has stored. */
export function testFailures(rows: readonly FailureRow[]): void {
  let stub: Stub
  const template = mkdtempSync(join(tmpdir(), 'oauth-walk-template-'))
  beforeAll(async () => {
    stub = await startStub()
  })
  afterAll(async () => {
    rmSync(template, { recursive: true, force: true })
    await stub.close()
  })
  test('a good walk: its session must outlive each failure', async () => signInOnce(stub, template))
  test.each(rows.map((row, place) => ({ ...row, place })))('$code: $name', async ({ place, ...row }) => {
    const home = freshHome()
    if (row.home !== 'empty') cpSync(template, home, { recursive: true })
    await row.prepare?.(home)
    const before = storeOf(home)
    stub.reset(row.handlers)
    const ended = await fail(
      row, stub, home, place % (wide ? 8 : 24) === 0 || (wide && row.input !== undefined) ? start : startInside,
    )
    expectToldIn(ended, row)
    expectHidden(ended, stub, home)
    expect(stub.counts).toMatchObject({ ...askedBy(row), ...row.asked })
    expect(stub.counts.elsewhere).toBe(row.asked?.elsewhere ?? 0)
    if (row.session === undefined) expect(storeOf(home)).toEqual(before)
    else expectSession(row.session, home, stub)
  })
}

async function signInOnce(stub: Stub, home: string): Promise<void> {
  const { status, stderr } = await walk(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0'],
    { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } },
  )
  expect(status, stderr).toBe(0)
  expect(stub.counts).toEqual({
    discovery: 1, metadata: 0, push: 0, authorize: 1, token: 1, jwks: 1, userinfo: 1, revoke: 0, elsewhere: 0,
  })
  expect(storedSessions(home)).toMatchObject([{ session: { access_token: stub.secrets.get('access_token') } }])
}

/**
 * Some go through the front door, every eighth in a wide run: the others differ in what the provider does, which no
 * process makes another.
 */
async function fail(row: FailureRow, stub: Stub, home: string, begin: Begin): Promise<Walked> {
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, ...row.environment?.(home) }
  const { words = [] } = row
  const command = row.command?.(stub) ?? ['login', stub.issuer, '--client-id', stub.client.client_id]
  const input = row.input === undefined ? {} : { input: row.input }
  const port = words.includes('--port') || command[0] !== 'login' ? [] : ['--port', '0']
  if (command[0] !== 'login')
    return {
      ...await begin([...command, ...words, '--json'], { home, environment, ...input }).ended, browsed: undefined,
    }
  return walk([...command.slice(1), ...port, ...words, '--json'], { home, environment, ...input }, row.visit, begin)
}

function expectToldIn(ended: Walked, row: FailureRow): void {
  const { ok, error } = documentOf(ended) as {
    ok: boolean
    error: Record<string, string | null> & { provider: unknown }
  }
  expect({ status: ended.status, code: error['code'] }, ended.stderr).toEqual({ status: row.exit, code: row.code })
  expect(ok).toBe(false)
  expect(error).toMatchObject({ exit_code: row.exit, ...row.step === undefined ? {} : { step: row.step } })
  const isCheck = Object.hasOwn(en.checkWords, row.code)
  if (isCheck) expectOneOf(waysToSayWrong(row.code as CheckName, error['came']), ended.stderr)
  const message = isCheck ? [] : [error['message'] ?? '']
  // A word that commander does not know is the cause itself.
  const cause = row.code === 'usage' && error['cause'] === '' ? [] : [error['cause'] ?? '']
  const sentences = [...message, ...cause, error['hint'] ?? '']
  for (const line of sentences.flatMap(sentence => sentence.split('\n'))) {
    expect(line).toMatch(/\S/)
    expect(ended.stderr).toContain(line)
  }
  if (row.step) expect(ended.stderr).toMatch(new RegExp(`Failed at step ${stepIds.indexOf(row.step) + 1} `))
  for (const pattern of row.says ?? []) expect(ended.stderr).toMatch(pattern)
  if (row.provider)
    expect(error.provider).toEqual({ error: null, error_description: null, status: null, ...row.provider })
  if (row.session === 'replaced') expect(error).toMatchObject({ session_saved: true })
  else if (row.session === undefined) expect(error).not.toHaveProperty('session_saved')
}

/** No secret, no control character, and no stack trace. */
/** A failed check is told by what is wrong, or by why it failed where that was seen. */
function waysToSayWrong(name: CheckName, came: unknown): string[] {
  const words = en.checkWords[name]
  const because = Object.values(words.because ?? {}).map(say => say('', '').replace(/ \(kid.*/, ''))
  return [whatIsWrong(words, came), ...because]
}

function expectOneOf(sentences: string[], told: string): void {
  expect(sentences.filter(sentence => told.includes(sentence)), told).not.toEqual([])
}

function expectHidden({ stdout, stderr }: Walked, stub: Stub, home: string): void {
  const stored = storedSessions(home).flatMap(({ session }) => Object.entries(session))
    .filter((entry): entry is [string, string] => /_token$/.test(entry[0]) && typeof entry[1] === 'string')
  expect(leaksIn(stdout + stderr, stub.secrets)).toEqual([])
  expect(leaksIn(stdout + stderr, new Map(stored))).toEqual([])
  // eslint-disable-next-line no-control-regex
  expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]|\n +at /)
}

/** A failed walk asks nobody after the step that failed. */
function askedBy({ step, command }: FailureRow): Partial<Record<Endpoint, number>> {
  if (command) return {}
  const place = step ? stepIds.indexOf(step) : 0
  return { ...place < 2 ? { authorize: 0 } : {}, token: place < 4 ? 0 : 1, userinfo: place < 5 ? 0 : 1, revoke: 0 }
}

/** The stores of profiles and sessions, byte by byte; what the sandbox keeps is its own. */
function storeOf(home: string): Record<string, string> {
  return Object.fromEntries(Object.entries(contentOf(home)).filter(([name]) => /^(?:t-|p-|config)/.test(name)))
}

function expectSession(session: 'replaced' | 'removed', home: string, stub: Stub): void {
  const tokens = storedSessions(home).map(stored => stored.session['access_token'])
  expect(tokens).toEqual(session === 'removed' ? [] : [stub.secrets.get('access_token')])
  expect(readdirSync(home).filter(name => /tmp|lock/.test(name))).toEqual([])
}
