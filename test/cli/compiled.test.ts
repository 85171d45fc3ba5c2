import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'

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

  test('is cleared of what is a month old, and folders that are not ours stay', async () => {
    const home = freshHome()
    const folder = join(home, 'caches', 'oauth-walk', 'compiled')
    mkdirSync(join(folder, 'v22'), { recursive: true, mode: 0o700 })
    const old = new Date(Date.now() - 32 * 24 * 60 * 60 * 1000)
    writeFileSync(join(folder, 'old'), '', { mode: 0o600 })
    for (const name of ['old', 'v22']) utimesSync(join(folder, name), old, old)
    await list(home)
    const names = readdirSync(folder)
    expect(names).toContain('v22')
    expect(names).not.toContain('old')
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
