import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import type { Session } from '../../src/session/session-record.ts'
import type { SessionStore } from '../../src/session/session-store.ts'
import { startStub, tokens } from '../cli/stub-provider.ts'
import { plantSession, readSession, runJson, runToError, sessionPath } from '../cli/support.ts'
import { fill, mountSmall, whyNotMountable } from '../support/small-file-system.ts'
import { makeSession } from './fixtures.ts'
import { answer, prepareRefresh } from './prepare-refresh.ts'

/** The same store on a disk that takes no session of more than so many characters once a request was sent. */
function withRoomFor(characters: number, store: SessionStore): SessionStore {
  return {
    ...store,
    exclusively: async (key, options, section) => store.exclusively(key, options, async file => section({
      ...file,
      save: async (session: Session) => {
        if (JSON.stringify(session).length > characters)
          throw new Failure('store-unwritable', { path: '/home/t.json', errno: 'ENOSPC' })
        await file.save(session)
      },
    })),
  }
}

const long = 'a'.repeat(40_000)

describe('H105: an answer for which there is no room', () => {
  test.each<[string, Partial<Session>, string | undefined, number, string, Partial<Session>]>([
    [
      'leaves its refresh token', { id_token: 'x' }, 'refresh-1', 2000, 'kept',
      { refresh_token: 'refresh-1', refresh_generation: 1, access_token: 'access-0', id_token: 'x' },
    ],
    [
      'leaves it in place of what tells of the sign-in', { id_token: 'x'.repeat(3000) }, 'refresh-1', 2000, 'kept',
      { refresh_token: 'refresh-1', refresh_generation: 1, access_token: 'access-0' },
    ],
    ['says that it is lost', {}, 'refresh-1', 10, 'lost', { refresh_token: 'refresh-0', refresh_generation: 0 }],
    ['leaves the session as it was without one', {}, undefined, 2000, 'same', makeSession()],
  ])('%s', async (_what, parts, refresh_token, room, answered, left) => {
    const { store, request, refresh, stored } = await prepareRefresh(makeSession(parts))
    request.mockResolvedValue(answer({ access_token: long, ...refresh_token === undefined ? {} : { refresh_token } }))
    const failed = await refresh({ store: withRoomFor(room, store) }).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'store-unwritable', details: { errno: 'ENOSPC', answered } })
    expect(await stored()).toMatchObject(left)
    expect((await stored())?.id_token).toBe(left.id_token)
  })

  test.each([
    ['kept', /its new refresh token is stored/, /新的刷新令牌已保存/, 'oauth-walk token refresh'],
    ['lost', /replaced the refresh token: .* A new login is needed/, /换发了刷新令牌.*需要重新登录/, 'oauth-walk login mine'],
    ['same', /The refresh token is still the stored one/, /刷新令牌没有变/, 'oauth-walk token refresh'],
  ])('is told as %s, with what to do', (answered, english, chinese, command) => {
    const again = { login: [['mine']], session: [], played: [], isLogin: false }
    const failure = new Failure('store-unwritable', { path: '/home/t.json', errno: 'ENOSPC', answered, again })
    const [inEnglish, inChinese] = [en, zh].map(catalogue => describeFailure(asItIs(failure), catalogue))
    expect([inEnglish?.cause, inChinese?.cause]).toEqual([
      expect.stringMatching(english), expect.stringMatching(chinese),
    ])
    expect(inEnglish?.next).toEqual(['df /home/t.json', command])
    expect(inChinese?.next).toEqual(inEnglish?.next)
  })
})

// Where nothing can be mounted, test/cli/full-disk.test.ts has shown the reason.
describe.skipIf(whyNotMountable() !== undefined)('H105 on a file system of 64 KB', () => {
  test('more room than the stored session takes is proven before anything is sent', async () => {
    const home = mountSmall()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const before = readFileSync(sessionPath(home), 'utf8')
    fill(home, 2)
    expect(await runToError(6, ['token', 'refresh'], { home })).toMatchObject({ code: 'store-unwritable' })
    expect([stub.seenAt('/token'), readFileSync(sessionPath(home), 'utf8')]).toEqual([[], before])
  })

  test('a longer answer than that leaves a session that can be refreshed', async () => {
    const home = mountSmall()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    fill(home, 4)
    stub.endpoints['/token'] = () => ({ body: { ...tokens(1), access_token: long.slice(0, 16_000) } })
    const { cause } = await runToError(6, ['token', 'refresh'], { home })
    expect(cause).toMatch(/its new refresh token is stored/)
    const { refresh_token } = readSession(home)
    expect(refresh_token).toContain('stub-refresh-1')
    stub.endpoints['/token'] = () => ({ body: tokens(2) })
    await runJson(0, ['token', 'refresh'], { home })
    expect(stub.seenAt('/token').map(({ form }) => form['refresh_token'])).toEqual([
      'planted-refresh-token/+=', refresh_token,
    ])
  })
})
