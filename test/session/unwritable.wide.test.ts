import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createSessionStore } from '../../src/session/sessions.ts'
import { bundleChild, startChild } from './children.ts'
import type { ChildOptions } from './children.ts'
import { expectFailure, key, makeFolder, makeSession, modeOf, sessionPath } from './fixtures.ts'
import { prepareRefresh } from './prepare-refresh.ts'
import { startProvider } from './provider.ts'
import { makeMachine } from './real-machine.ts'

bundleChild()

const isRoot = process.getuid?.() === 0
const nobody = 65534
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0
// Longer than the smallest limit that `ulimit` can set, and than a block.
const session = makeSession({ access_token: 'a'.repeat(6000), refresh_token: 'family:0' })

async function prepare() {
  const folder = makeFolder()
  const provider = await startProvider()
  await createSessionStore(folder, makeMachine(), () => undefined).write(session)
  return { folder, provider, before: readFileSync(sessionPath(folder), 'utf8') }
}

describe('S8 H105 a disk that takes no answer is found out before anything is sent', () => {
  async function refreshIn(folder: string, url: string, options: ChildOptions): Promise<unknown> {
    const child = startChild({ do: 'refresh', folder, key, url, force: true }, options)
    await child.said('ready')
    child.go()
    return (await child.ended).report
  }

  // Root may write anywhere, so as root the child runs as nobody: the kernel refuses it for real either way.
  test('a folder without permission', async () => {
    const { folder, provider, before } = await prepare()
    if (isRoot) for (const path of [folder, sessionPath(folder)]) chownSync(path, nobody, nobody)
    // Not looser than 0700, which would be repaired, but closed to its owner's writing.
    chmodSync(folder, 0o500)
    const report = await refreshIn(folder, provider.url, isRoot ? { uid: nobody } : {})
    chmodSync(folder, 0o700)
    expect(report).toMatchObject({ code: 'store-unwritable', details: { errno: 'EACCES' } })
    expect([provider.seen.requests, readFileSync(sessionPath(folder), 'utf8')]).toEqual([0, before])
  })

  // The limit on a file's size behaves like a full disk and binds root too: the beginning fits, the rest does not.
  test.each([0, 1, 4])('a disk with room for %i blocks', async (blocks) => {
    const { folder, provider, before } = await prepare()
    const report = await refreshIn(folder, provider.url, { limit: `ulimit -f ${blocks}` })
    expect(report).toMatchObject({ code: 'store-unwritable', details: { errno: 'EFBIG' } })
    expect([provider.seen.requests, readFileSync(sessionPath(folder), 'utf8')]).toEqual([0, before])
    expect(readdirSync(folder)).toHaveLength(1)
  })

  test('a folder that is a file by now', async () => {
    const { folder, request, refresh } = await prepareRefresh()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    await expectFailure(refresh, 'store-unsafe', { expected: '(folder)', came: '(file)' })
    expect(request).not.toHaveBeenCalled()
  })
})

describe('a disk that fills up in the middle of a write', () => {
  test.runIf(hasPrlimit)('tears conf\'s copy without an error; what was stored stays in its place', async () => {
    const { folder, before } = await prepare()
    const child
      = startChild({ do: 'write-shrunk', folder, session: { ...session, refresh_generation: 1 }, bytes: 4096 })
    const { report } = await child.ended
    expect(report).toMatchObject({ code: 'store-unwritable', details: { errno: 'EFBIG' } })
    expect([
      readFileSync(sessionPath(folder), 'utf8'), modeOf(sessionPath(folder)), readdirSync(folder).length,
    ]).toEqual(
      [before, '0600', 1],
    )
  })
})

describe('S3 modes', () => {
  test.each(['000', '002', '022', '077'])('are private under umask %s', async (umask) => {
    const folder = makeFolder()
    const home = `${folder}/home`
    const child = startChild({ do: 'write-once', folder: home, umask: parseInt(umask, 8), session })
    expect((await child.ended).report).toEqual({})
    expect([modeOf(home), modeOf(sessionPath(home)), readdirSync(home).length]).toEqual(['0700', '0600', 1])
  })
})
