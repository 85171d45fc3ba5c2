import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync, chownSync, closeSync, constants, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { copyLogin, copyWalk } from '../cli/signed-in.ts'
import { runTo, runToError } from '../cli/support.ts'
import { compiled, freshHome, program, start, type Ended, type Running } from '../support/cli.ts'
import { installOnce } from '../support/installed.ts'
import { sampled } from '../support/wide.ts'

const isRoot = process.getuid?.() === 0
const installed = installOnce()
const soon = { timeout: 20_000, interval: 20 }
const endings = [['SIGTERM', 143], ['SIGINT', 130]] as const

function makePipe(home: string): string {
  const path = join(home, 'pipe')
  execFileSync('mkfifo', ['-m', '600', path])
  return path
}

/** The status that a shell tells: a signal that ended it by itself counts 128 more than its number. */
function statusOf({ status, signal }: Ended): number | null {
  return signal === null ? status : 128 + process.getBuiltinModule('node:os').constants.signals[signal]
}

/** A FIFO can be opened for writing without waiting only once somebody reads it, or waits to. */
async function openOnceRead(path: string): Promise<void> {
  const descriptor = await vi.waitFor(() => openSync(path, constants.O_WRONLY | constants.O_NONBLOCK), soon)
  onTestFinished(() => closeSync(descriptor))
}

/** Asks it to end until it does. */
async function end(running: Running, signal: NodeJS.Signals): Promise<Ended> {
  const asking = setInterval(() => running.child.kill(signal), 200)
  onTestFinished(() => clearInterval(asking))
  return running.ended
}

describe.runIf(process.platform !== 'win32').each(sampled(endings, 2))('%s ends what waits for another program', (
  signal, status,
) => {
  test.each<[name: string, words: (pipe: string) => string[]]>([
    ['a saved walk', pipe => ['report', pipe]],
    ['a walk to compare', pipe => ['diff', pipe, pipe]],
    ['a client secret', pipe => ['login', 'https://op.example', '--client-id', 'x', '--client-secret-file', pipe]],
    ['a certificate', pipe => ['login', 'sandbox', '--auto', '--port', '0', '--ca', pipe]],
  ])('in a FIFO that should hold %s', async (_name, words) => {
    const home = freshHome()
    const pipe = makePipe(home)
    const running = start(words(pipe), { home })
    await openOnceRead(pipe)
    running.child.kill(signal)
    expect(statusOf(await running.ended)).toBe(status)
  })

  test.each<[name: string, words: string[], environment?: NodeJS.ProcessEnv]>([
    ['stdin', ['login', 'https://op.example', '--client-id', 'x', '--client-secret-file', '-']],
    ['a saved walk from stdin', ['report', '-']],
    [
      'a passphrase', ['login', 'sandbox', '--auto', '--port', '0', '--store', 'passphrase'],
      { OAUTH_WALK_PASSPHRASE_FD: '0' },
    ],
  ])('at %s', async (_name, words, environment = {}) => {
    const running = start(words, { home: freshHome(), openInput: true, environment })
    expect(statusOf(await end(running, signal))).toBe(status)
  })

  test('in a process substitution', async () => {
    const home = freshHome()
    const line = 'exec "$0" "$1" report <(sleep 100 & echo $! >&2; wait)'
    const child = spawn(
      'bash', ['-c', line, process.execPath, program],
      { env: { PATH: process.env['PATH'], HOME: home, ...compiled }, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const sleeping = await new Promise<number>(resolve =>
      child.stderr.once('data', (text: Buffer) => resolve(Number(text))))
    onTestFinished(() => void process.kill(sleeping))
    const asking = setInterval(() => child.kill(signal), 200)
    onTestFinished(() => clearInterval(asking))
    const ended = await new Promise<Ended>(resolve =>
      child.once('exit', (code, by) => resolve({ status: code, signal: by, stdout: '', stderr: '' })))
    expect(statusOf(ended)).toBe(status)
  })

  test.each([
    'report', 'login', 'GITHUB_OUTPUT', 'OAUTH_WALK_SANDBOX_REQUESTS',
  ])('at a FIFO that %s writes and nobody reads', async (name) => {
    const home = freshHome()
    await copyLogin(home)
    const [saved, pipe] = [await copyWalk(home), makePipe(home)]
    const words: Record<string, string[]> = {
      report: ['report', saved, '--html', pipe], login: ['login', 'sandbox', '--auto', '--port', '0', '--har', pipe],
      GITHUB_OUTPUT: ['token', '--github-output', 'name'],
    }
    const running = start(words[name] ?? ['login', 'sandbox', '--auto', '--port', '0'], {
      home, environment: words[name] && name !== 'GITHUB_OUTPUT' ? {} : { [name]: pipe },
    })
    expect(statusOf(await end(running, signal))).toBe(status)
  })

  test('at a reader of stdout that has stopped reading', async () => {
    const home = freshHome()
    const saved = JSON.parse(readFileSync(await copyWalk(home), 'utf8')) as { events: unknown[] }
    const long = join(home, 'long.json')
    writeFileSync(long, JSON.stringify({ ...saved, events: Array(40).fill(saved.events).flat() }))
    const [reads, writes] = [makePipe(home), join(home, 'pipe')]
    const reader = openSync(reads, constants.O_RDONLY | constants.O_NONBLOCK)
    onTestFinished(() => closeSync(reader))
    const child = spawn(
      process.execPath, [program, 'report', long, '--har', '-'],
      {
        env: { PATH: process.env['PATH'], HOME: home, ...compiled }, stdio: ['ignore', openSync(writes, 'w'), 'ignore'],
      },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    await vi.waitFor(() => readSync(reader, Buffer.alloc(1)), soon)
    child.kill(signal)
    const ended = await new Promise<Ended>(resolve =>
      child.once('exit', (code, by) => resolve({ status: code, signal: by, stdout: '', stderr: '' })))
    expect(statusOf(ended)).toBe(status)
  })
})

test.runIf(
  process.platform !== 'win32',
)('what a FIFO brings is read, also when its writer takes a while, and written when its reader comes late', async () => {
  const home = freshHome()
  const [saved, pipe] = [await copyWalk(home), makePipe(home)]
  const reading = start(['report', pipe, '--json'], { home })
  const writer = await vi.waitFor(() => openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK), soon)
  writeFileSync(writer, readFileSync(saved))
  closeSync(writer)
  expect(JSON.parse((await reading.ended).stdout)).toMatchObject({ ok: true })
  const writing = start(['report', saved, '--mermaid', pipe], { home })
  expect(execFileSync('cat', [pipe], { encoding: 'utf8' })).toContain('sequenceDiagram')
  expect((await writing.ended).status).toBe(0)
})

test.runIf(
  process.platform !== 'win32',
)('stdin that does not block, as some programs leave it, is waited for', async () => {
  const home = freshHome()
  const [saved, pipe] = [await copyWalk(home), makePipe(home)]
  const stdin = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(pipe, 'w')
  const child = spawn(
    process.execPath, [program, 'report', '-', '--mermaid', join(home, 'out')],
    { env: { PATH: process.env['PATH'], HOME: home, ...compiled }, stdio: [stdin, 'ignore', 'ignore'] },
  )
  closeSync(stdin)
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  for (const part of readFileSync(saved, 'utf8').match(/[^]{1,4000}/g) ?? []) {
    writeFileSync(writer, part)
    await new Promise(setImmediate)
  }
  closeSync(writer)
  expect(await ended).toBe(0)
})

test.runIf(isRoot)('a FIFO of another user is refused and not waited for', async () => {
  const shared = mkdtempSync('/tmp/oauth-walk-pipes-')
  onTestFinished(() => rmSync(shared, { recursive: true, force: true }))
  chmodSync(shared, 0o1777)
  const pipe = join(shared, 'pipe')
  execFileSync('mkfifo', ['-m', '666', pipe])
  chmodSync(pipe, 0o666)
  chownSync(pipe, 4002, 4002)
  mkdirSync(join(shared, 'mine'))
  chownSync(join(shared, 'mine'), 4001, 4001)
  const options = {
    home: join(shared, 'mine'), uid: 4001, program: installed.program, environment: { NODE_COMPILE_CACHE: undefined },
  }
  for (const words of [
    ['report', pipe], ['login', 'https://op.example', '--client-id', 'x', '--client-secret-file', pipe],
  ]) {
    expect(await runToError(2, words, options)).toMatchObject({
      code: 'file-unreadable', cause: expect.stringContaining('FIFO of another user') as unknown,
    })
  }
  expect((await runTo(2, ['report', pipe, '--lang', 'zh'], options)).stderr).toContain('命名管道')
})
