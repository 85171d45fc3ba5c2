import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { Failure } from '../../src/codes/failure.ts'
import type { PrivatePath } from '../../src/place/folder.ts'
import { withLock } from '../../src/session/lock.ts'
import { createProfileStore } from '../../src/session/profiles.ts'
import { refreshSession } from '../../src/session/refresh.ts'
import type { RefreshAnswer } from '../../src/session/refresh-types.ts'
import type { Session, SessionKey } from '../../src/session/session-record.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import { makeMachine } from './real-machine.ts'

/** What a child can be asked to do. */
export type Task
  = | { do: 'write-once', folder: string, umask: number, session: Session }
    | { do: 'write-forever', folder: string, session: Session }
    | { do: 'write-profile', folder: string, name: string, times: number }
    | { do: 'write-shrunk', folder: string, session: Session, bytes: number }
    | { do: 'locked-sections', path: string, log: string, counter: string, sections: number, dieIn?: number }
    | { do: 'refresh', folder: string, key: SessionKey, url: string, force: boolean, defer?: boolean }
    | { do: 'mix', folder: string, key: SessionKey, url: string, seed: number, operations: number }

const task = JSON.parse(process.argv[2] ?? '') as Task
const machine = makeMachine()
const warn = () => undefined
/**
 * Longer than processes on few cores make each other wait, and shorter than the minute that a lock of another host
 * would cost.
 */
const patience = { waitMs: 50_000 }
const say = (word: string) => process.send?.({ word })
const toldToGo = async () => new Promise(resolve => process.once('message', resolve))

const isInvalidGrant = (error: unknown) => error instanceof Failure && error.code === 'refresh-refused'

async function request(url: string, session: Session): Promise<RefreshAnswer> {
  const response = await fetch(`${url}/${encodeURIComponent(session.refresh_token ?? '')}/${process.pid}`)
  const next = await response.text()
  if (!response.ok) throw new Failure('refresh-refused', { error: 'invalid_grant' })
  const now = Date.now()
  return { access_token: `access-for-${next}`, obtained_at: now, expires_at: now + 3_600_000, refresh_token: next }
}

async function writeOnce(folder: string, umask: number, session: Session) {
  process.umask(umask)
  // The machine keeps the umask, so that the modes are seen to come from the calls alone.
  const store = createSessionStore(folder, makeMachine({ umask: () => undefined }), warn)
  await store.write(session)
}

async function writeForever(folder: string, session: Session) {
  const store = createSessionStore(folder, machine, warn)
  for (let turn = 0; ; turn += 1) {
    await store.write({ ...session, refresh_generation: turn })
    if (turn === 1) say('writing')
  }
}

async function writeProfile(folder: string, name: string, times: number) {
  const store = createProfileStore(folder, machine, warn)
  say('ready')
  await toldToGo()
  for (let turn = 1; turn <= times; turn += 1) {
    const written = store.read(name)?.settings['written']
    const settings = { written: [...Array.isArray(written) ? written as number[] : [], turn] }
    await store.write({ v: 1, name, created_at: '2025-01-01T00:00:00Z', settings })
  }
}

// Takes the room away just before conf writes: from then on a file ends after so many bytes, without an error.
async function writeShrunk(folder: string, session: Session, bytes: number) {
  const dropSnap = () => void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
  await createSessionStore(folder, makeMachine({ dropSnap }), warn).write(session)
}

async function lockedSections({ path, log, counter, sections, dieIn }: Extract<Task, { do: 'locked-sections' }>) {
  say('ready')
  await toldToGo()
  for (let section = 1; section <= sections; section += 1) {
    await withLock(path as PrivatePath, machine, patience, async () => {
      appendFileSync(log, `enter ${process.pid}\n`)
      const count = Number(readFileSync(counter, 'utf8'))
      if (section === dieIn) process.kill(process.pid, 'SIGKILL')
      await new Promise(setImmediate)
      writeFileSync(counter, String(count + 1))
      appendFileSync(log, `leave ${process.pid}\n`)
    })
  }
}

async function refresh(task: Extract<Task, { do: 'refresh' }>) {
  const { folder, key, url, force } = task
  const store = createSessionStore(folder, machine, warn)
  const seen = await store.read(key)
  if (seen === undefined) throw new Error('nothing to refresh')
  say('ready')
  await toldToGo()
  const options = { ...patience, store, key, seen, machine, force, minimumLifetimeMs: 60_000, isInvalidGrant }
  const { session, how, interrupted } = await refreshSession({
    ...options,
    request: async session => request(url, session),
    ...task.defer === true ? { defer: deferSignals } : {},
  })
  return { how, access_token: session.access_token, interrupted }
}

// As the cli does it. `on`, not `once`: conf sends the signal a second time.
async function deferSignals<T>(run: () => Promise<T>): Promise<T> {
  const note = () => say('signal held back')
  process.on('SIGINT', note)
  try {
    return await run()
  } finally {
    process.off('SIGINT', note)
  }
}

async function mix({ folder, key, url, seed, operations }: Extract<Task, { do: 'mix' }>) {
  const store = createSessionStore(folder, machine, warn)
  let state = seed
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
  let refreshed = 0
  say('ready')
  await toldToGo()
  for (let turn = 0; turn < operations; turn += 1) {
    const seen = await store.read(key)
    const choice = random()
    if (seen === undefined || choice < 0.1) await store.write(login(key, `family-${seed}-${turn}`), patience)
    else if (choice < 0.15) await store.remove(key, patience)
    else if (choice < 0.7) refreshed += await refreshOnce(store, key, seen, url)
  }
  return { refreshed }
}

function login(key: SessionKey, family: string): Session {
  const now = Date.now()
  const tokens = {
    access_token: `access-for-${family}`, obtained_at: now, expires_at: now + 3_600_000, refresh_token: `${family}:0`,
  }
  return { v: 1, ...key, ...tokens, scope: [], token_type: 'Bearer', refresh_generation: 0 }
}

async function refreshOnce(
  store: ReturnType<typeof createSessionStore>, key: SessionKey, seen: Session, url: string,
): Promise<number> {
  const options = { ...patience, store, key, seen, machine, force: true, minimumLifetimeMs: 60_000, isInvalidGrant }
  try {
    const { how } = await refreshSession({ ...options, request: async session => request(url, session) })
    return how === 'refreshed' ? 1 : 0
  } catch (error) {
    if (error instanceof Failure && error.code === 'no-session') return 0
    throw error
  }
}

async function perform(): Promise<unknown> {
  switch (task.do) {
    case 'write-once': return writeOnce(task.folder, task.umask, task.session)
    case 'write-forever': return writeForever(task.folder, task.session)
    case 'write-profile': return writeProfile(task.folder, task.name, task.times)
    case 'write-shrunk': return writeShrunk(task.folder, task.session, task.bytes)
    case 'locked-sections': return lockedSections(task)
    case 'refresh': return refresh(task)
    case 'mix': return mix(task)
  }
}

void perform().then(
  value => ({ value }),
  (error: unknown) => error instanceof Failure ? { code: error.code, details: error.details } : { bug: String(error) },
).then(report => process.send?.({ report }, () => process.disconnect()))
