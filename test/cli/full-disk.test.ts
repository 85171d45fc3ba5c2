import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fill, makeReadOnly, mountSmall, whyNotMountable } from '../support/small-file-system.ts'
import { plantSession, runTo, runToError, sessionPath, sessionPaths } from './support.ts'
import { startStub, tokens } from './stub-provider.ts'

const reason = whyNotMountable()

test('S8 the cases below run on a real file system, unless this user may mount none', () => {
  if (process.getuid?.() !== 0) expect(reason).toMatch(/root|superuser|permission|permitted|denied|Linux's|ENOENT/i)
  // Root in a container without that capability is told so by the kernel.
  else if (reason !== undefined) expect(reason).toMatch(/permission|permitted|denied|Linux's|ENOENT/i)
})

async function prepare(parts: Parameters<typeof plantSession>[2] = {}) {
  const home = mountSmall()
  const stub = await startStub()
  plantSession(home, stub.issuer, parts)
  const path = sessionPath(home)
  return { home, stub, path, before: readFileSync(path, 'utf8') }
}

// Where nothing can be mounted, the test above has shown the reason.
describe.skipIf(reason !== undefined)('S8 on a file system of 64 KB', () => {
  // No page: the lock does not fit; one: the copy of the session does not; two: its second half does not.
  test.each([
    0, 1, 2,
  ])('S8 a full disk with %i pages left is found out before the refresh token is sent', async (pages) => {
    const { home, stub, path, before } = await prepare({ access_token: 'a'.repeat(7000) })
    fill(home, pages)
    const error = await runToError(6, ['token', 'refresh'], { home })
    expect(error).toMatchObject({ code: 'store-unwritable', message: expect.stringContaining('ENOSPC') as unknown })
    expect(stub.seenAt('/token')).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(readdirSync(home).filter(name => /lock|tmp/.test(name))).toEqual([])
  })

  test('S8 a read-only disk is found out before the refresh token is sent; what is valid still serves', async () => {
    const { home, stub, path, before } = await prepare()
    makeReadOnly(home)
    expect(await runToError(6, ['token', 'refresh'], { home })).toMatchObject({
      code: 'store-unwritable', message: expect.stringContaining('EROFS') as unknown,
    })
    expect((await runTo(0, ['token'], { home })).stdout).toBe('planted-access-token/+=\n')
    expect([stub.seenAt('/token'), readFileSync(path, 'utf8')]).toEqual([[], before])
  })

  test('S8 no browser is opened for tokens that could not be stored', async () => {
    const { home, stub } = await prepare()
    makeReadOnly(home)
    const words = [
      'login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--port', '0', '--no-open', '--timeout', '1',
    ]
    const ended = await runToError(6, words, { home })
    expect(ended).toMatchObject({ code: 'store-unwritable' })
    expect(stub.seenAt('/token')).toEqual([])
  })

  test('S8 with room enough the refresh is sent once and stored', async () => {
    const { home, stub } = await prepare()
    fill(home, 6)
    stub.endpoints['/token'] = () => ({ body: tokens(1) })
    await runTo(0, ['token', 'refresh'], { home })
    expect(stub.seenAt('/token')).toHaveLength(1)
    expect(readFileSync(sessionPath(home), 'utf8')).toContain('stub-refresh-1')
  })

  test('S8, S11 logout deletes on a full disk all the same', async () => {
    const { home } = await prepare()
    fill(home, 0)
    await runTo(0, ['logout'], { home })
    expect(sessionPaths(home)).toEqual([])
  })
})
