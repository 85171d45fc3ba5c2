import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'

const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))

const { getuid } = process

describe('what V8 made of the program', () => {
  test.skipIf(!getuid)('is kept where only its user can read and write, and is not made again', async () => {
    const home = freshHome()
    await list(home)
    const folder = join(home, 'caches', 'oauth-walk', 'compiled')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const kept = contentOf(folder)
    expect(kept.size).toBeGreaterThan(3)
    for (const path of kept.keys()) expect(statSync(path).mode & 0o077).toBe(0)
    await list(home)
    expect(inBrief(contentOf(folder))).toEqual(inBrief(kept))
  })

  test('is not believed where a single bit of it is wrong', async () => {
    const home = freshHome()
    await list(home)
    const kept = contentOf(join(home, 'caches'))
    for (const [path, { content }] of kept) writeFileSync(
      path, content.with(content.length >> 1, (content[content.length >> 1] ?? 0) ^ 0xff),
    )
    await list(home)
    expect([...contentOf(join(home, 'caches')).keys()]).toEqual(expect.arrayContaining([...kept.keys()]))
  })

  test('is cleared of what is a month old, and of nothing that is not its own', async () => {
    const home = freshHome()
    const named = join(home, 'named')
    const old = new Date(Date.now() - 32 * 24 * 60 * 60 * 1000)
    mkdirSync(join(named, 'oauth-walk', 'v22'), { recursive: true, mode: 0o700 })
    for (const path of ['thesis', 'oauth-walk/old']) writeFileSync(join(named, path), '', { mode: 0o600 })
    for (const path of ['thesis', 'oauth-walk/old', 'oauth-walk/v22']) utimesSync(join(named, path), old, old)
    await list(home, { NODE_COMPILE_CACHE: named })
    expect(readdirSync(named).sort()).toEqual(['oauth-walk', 'thesis'])
    expect(readdirSync(join(named, 'oauth-walk')).filter(name => ['old', 'v22'].includes(name))).toEqual([])
  })

  test('is made anew where it is longer than there is room for', async () => {
    const home = freshHome()
    await list(home)
    const folder = join(home, 'caches', 'oauth-walk', 'compiled')
    const [first = ''] = readdirSync(folder)
    truncateSync(join(folder, first), 3 * 1024 ** 3)
    await list(home)
    expect(statSync(join(folder, first)).size).toBeLessThan(1024 ** 2)
  })

  test.skipIf(!getuid)('leaves nothing of what could not be written', () => {
    const home = freshHome()
    const here = { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, XDG_CACHE_HOME: home }
    const words = 'ulimit -f 8; exec "$0" "$@"'
    const { status } = spawnSync('sh', ['-c', words, process.execPath, program, 'provider', 'list'], { env: here })
    expect([status, readdirSync(join(home, 'oauth-walk', 'compiled'))]).toEqual([0, []])
  })

  test.skipIf(!getuid)('is neither kept nor used where others may write', async () => {
    const home = freshHome()
    const folder = join(home, 'caches', 'oauth-walk', 'compiled')
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o777)
    await list(home)
    expect(readdirSync(folder)).toEqual([])
  })

  test('is not kept where Node is told so, and nobody misses it where there is no room', async () => {
    const home = freshHome()
    await list(home, { NODE_DISABLE_COMPILE_CACHE: '1' })
    await list(home, { XDG_CACHE_HOME: '/dev/null' })
    expect(readdirSync(home)).toEqual([])
  })
})

async function list(home: string, environment: NodeJS.ProcessEnv = {}): Promise<void> {
  const here = { NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: join(home, 'caches'), ...environment }
  expect(await run(['profile', 'list', '--json', '--quiet'], { home, environment: here })).toMatchObject({
    status: 0, stdout: '{"ok":true,"profiles":[]}\n', stderr: '',
  })
}

/** A megabyte takes long to compare octet by octet. */
function inBrief(files: ReturnType<typeof contentOf>): unknown[] {
  return [...files].map(([path, { content, changed }]) => [
    path, createHash('sha256').update(content).digest('hex'), changed,
  ])
}

/** Every file below a folder, with the time of its last change. */
function contentOf(folder: string): Map<string, { content: Buffer, changed: number }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name))
  return new Map(paths.map(path => [path, { content: readFileSync(path), changed: statSync(path).mtimeMs }]))
}
