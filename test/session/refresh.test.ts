import { readdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import { expectFailure, filesContaining, key, makeSession, readJson, sessionPath } from './fixtures.ts'
import { answer, hour, invalidGrant, now, prepareRefresh } from './prepare-refresh.ts'
import { makeMachine } from './real-machine.ts'

describe('a refresh', () => {
  test('sends the stored refresh token once and stores the answer', async () => {
    const { request, refresh, stored } = await prepareRefresh()
    const outcome = await refresh()
    const expected = { ...makeSession(), ...answer(), obtained_at: now }
    expect(outcome).toEqual({
      how: 'refreshed', session: expected, previous: expect.objectContaining({ access_token: 'access-0' }) as unknown,
    })
    expect(await stored()).toEqual(expected)
    expect(request.mock.calls.map(([session]) => session.refresh_token)).toEqual(['refresh-0'])
  })

  test('H100 D71 an answer without a refresh token keeps the old one', async () => {
    const { refresh, stored } = await prepareRefresh(
      makeSession({ refresh_generation: 3, id_token: 'old', id_token_claims: { sub: 'u' } }),
    )
    await refresh()
    expect(await stored()).toMatchObject({
      refresh_token: 'refresh-0', refresh_generation: 3, scope: ['openid', 'email'], id_token: 'old',
      token_type: 'Bearer',
    })
  })

  test('H101 D71 a new refresh token has replaced the old one on disk when the access token is handed out', async () => {
    const { folder, refresh, request, stored } = await prepareRefresh()
    request.mockResolvedValue(answer({
      refresh_token: 'refresh-1', scope: ['openid'], token_type: 'DPoP', id_token: 'new', id_token_claims: { sub: 'u' },
    }))
    const { session } = await refresh()
    expect(session).toMatchObject({
      refresh_token: 'refresh-1', refresh_generation: 1, scope: ['openid'], token_type: 'DPoP', id_token: 'new',
    })
    expect(await stored()).toEqual(session)
    expect(filesContaining(folder, 'refresh-0')).toEqual([])
  })

  test('H108 the same refresh token again is no rotation', async () => {
    const { refresh, request } = await prepareRefresh()
    request.mockResolvedValue(answer({ refresh_token: 'refresh-0' }))
    expect((await refresh()).session).toMatchObject({ refresh_token: 'refresh-0', refresh_generation: 0 })
  })

  test('an end that the answer leaves open is not the old end', async () => {
    const { refresh, request } = await prepareRefresh()
    request.mockResolvedValue(answer({ expires_at: null }))
    expect((await refresh()).session.expires_at).toBeNull()
  })

  test('is not sent while the token lives long enough', async () => {
    const { request, refresh } = await prepareRefresh(makeSession({ expires_at: now + hour }))
    expect(await refresh()).toMatchObject({ how: 'still-valid', session: { access_token: 'access-0' } })
    expect(request).not.toHaveBeenCalled()
  })

  test('is sent while the token lives long enough, when forced', async () => {
    const { request, refresh } = await prepareRefresh(makeSession({ expires_at: now + hour }))
    expect(await refresh({ force: true })).toMatchObject({ how: 'refreshed' })
    expect(request).toHaveBeenCalledOnce()
  })

  test('takes a token that was obtained since the command began, and refreshes one that is older', async () => {
    const stored = makeSession({ obtained_at: now, expires_at: now + hour })
    const { request, refresh } = await prepareRefresh(stored)
    expect(await refresh({ force: true, startedAt: now - 1 })).toMatchObject({
      how: 'another-process', session: { access_token: stored.access_token },
    })
    expect(request).not.toHaveBeenCalled()
    expect(await refresh({ force: true, startedAt: now + 1 })).toMatchObject({ how: 'refreshed' })
  })

  test('runs from the intent to the stored answer in one deferred piece', async () => {
    const { refresh, stored, folder } = await prepareRefresh()
    const seen: unknown[] = []
    await refresh({
      defer: async (run) => {
        seen.push((await stored())?.intent)
        const value = await run()
        seen.push(readJson(sessionPath(folder)))
        return value
      },
    })
    expect(seen).toEqual([undefined, expect.objectContaining({ access_token: 'access-1' })])
  })
})

describe('D70 another process', () => {
  test.each([true, false])('has refreshed since: its token is used and nothing sent (forced: %s)', async (force) => {
    const { request, refresh } = await prepareRefresh(
      makeSession({ access_token: 'theirs', refresh_token: 'refresh-1', expires_at: now + hour, obtained_at: now }),
    )
    expect(await refresh({ seen: makeSession(), force })).toMatchObject({
      how: 'another-process', session: { access_token: 'theirs' }, previous: { access_token: 'access-0' },
    })
    expect(request).not.toHaveBeenCalled()
  })

  test('has refreshed long ago: its refresh token is sent, not the one seen', async () => {
    const { request, refresh } = await prepareRefresh(
      makeSession({ access_token: 'theirs', refresh_token: 'refresh-1' }),
    )
    expect(await refresh({ seen: makeSession() })).toMatchObject({ how: 'refreshed' })
    expect(request.mock.calls[0]?.[0].refresh_token).toBe('refresh-1')
  })

  test('got the very same access token again: that is a refresh too', async () => {
    const { request, refresh } = await prepareRefresh(makeSession({ obtained_at: now, expires_at: now + hour }))
    expect(await refresh({ seen: makeSession(), force: true })).toMatchObject({ how: 'another-process' })
    expect(request).not.toHaveBeenCalled()
  })

  test('fifty refreshes that saw the same token send one request', async () => {
    const { request, refresh } = await prepareRefresh(makeSession({ expires_at: now + hour }))
    const outcomes = await Promise.all(Array.from({ length: 50 }, async () => refresh({ force: true })))
    expect(request).toHaveBeenCalledOnce()
    expect(outcomes.filter(({ how }) => how === 'refreshed')).toHaveLength(1)
    expect(new Set(outcomes.map(({ session }) => session.access_token))).toEqual(new Set(['access-1']))
  })

  test('has logged out: there is nothing to refresh', async () => {
    const { request, refresh, folder } = await prepareRefresh()
    await createSessionStore(folder, makeMachine(), () => undefined).remove(key)
    await expectFailure(async () => refresh({ force: true }), 'no-session', { profile: 'default' })
    expect([request.mock.calls, readdirSync(folder)]).toEqual([[], []])
  })

  test('takes long: a token that still lives is used without it', async () => {
    const { store, request, refresh } = await prepareRefresh(makeSession({ expires_at: now + 30_000 }))
    await store.exclusively(key, { waitMs: 0 }, async () => {
      expect(await refresh({ patienceMs: 1 })).toMatchObject({
        how: 'still-valid', session: { access_token: 'access-0' },
      })
      await expectFailure(async () => refresh({ force: true, waitMs: 1 }), 'store-locked', { pid: process.pid })
    })
    expect(request).not.toHaveBeenCalled()
  })

  test('takes long: an expired token is not used', async () => {
    const { store, refresh } = await prepareRefresh()
    await store.exclusively(key, { waitMs: 0 }, async () => {
      await expectFailure(async () => refresh({ waitMs: 1 }), 'store-locked')
    })
  })
})

describe('a refresh that fails', () => {
  test.each(
    ['network-failed', 'refreshed-subject', 'token-refused'] as const,
  )('H102 D76 with %s leaves the stored session as it was', async (code) => {
    const { request, refresh, stored } = await prepareRefresh()
    request.mockRejectedValue(new Failure(code))
    await expectFailure(refresh, code)
    const kept = await stored()
    expect(kept).toEqual(makeSession({ obtained_at: kept?.obtained_at ?? 0, expires_at: kept?.expires_at ?? 0 }))
    expect(kept).not.toHaveProperty('intent')
  })

  test.each([
    ['network-timeout', {}, true], ['network-failed', { reason: 'ECONNRESET' }, true],
    ['network-failed', { reason: 'ECONNREFUSED' }, false],
  ] as const)('with %s %j may have lost the answer (%s), and the next one is told so', async (
    code, details, mayBeLost,
  ) => {
    const { request, refresh, stored } = await prepareRefresh()
    request.mockRejectedValueOnce(new Failure(code, details))
    await expectFailure(refresh, code)
    expect((await stored())?.intent?.at).toBe(mayBeLost ? now : undefined)
    request.mockRejectedValueOnce(new Failure('network-failed', { reason: 'ECONNREFUSED' }))
    await expectFailure(refresh, 'network-failed')
    request.mockRejectedValue(new Failure('refresh-refused', { error: 'invalid_grant' }))
    await expectFailure(
      async () => refresh({ isInvalidGrant: () => true }), 'refresh-refused', mayBeLost ? { interrupted_at: now } : {},
    )
    expect(await stored()).toBeUndefined()
  })

  test('by a bug of ours leaves the session and passes the error on as it is', async () => {
    const { request, refresh, stored } = await prepareRefresh()
    const bug = new TypeError('x is undefined')
    request.mockRejectedValue(bug)
    await expect(refresh()).rejects.toBe(bug)
    expect((await stored())?.refresh_token).toBe('refresh-0')
  })

  test('D73 because the provider ended the session removes it', async () => {
    const { folder, request, refresh } = await prepareRefresh()
    request.mockRejectedValue(invalidGrant)
    await expect(refresh()).rejects.toBe(invalidGrant)
    expect(readdirSync(folder)).toEqual([])
  })

  test('H103 D73 with invalid_grant, while another host has rotated: its session is used and kept', async () => {
    const { folder, request, refresh, stored } = await prepareRefresh()
    const theirs = makeSession({
      access_token: 'theirs', refresh_token: 'refresh-1', obtained_at: now, expires_at: now + hour,
    })
    request.mockImplementation(async () => {
      writeFileSync(sessionPath(folder), JSON.stringify(theirs))
      throw invalidGrant
    })
    expect(
      await refresh({ force: true }),
    ).toMatchObject({ how: 'another-process', session: { access_token: 'theirs' } })
    expect(await stored()).toEqual(theirs)
  })

  test('H103 D73 with invalid_grant, and the rotated one has expired: nothing is deleted', async () => {
    const { folder, request, refresh, stored } = await prepareRefresh()
    request.mockImplementation(async () => {
      writeFileSync(sessionPath(folder), JSON.stringify(makeSession({ refresh_token: 'refresh-1' })))
      throw invalidGrant
    })
    await expect(refresh()).rejects.toBe(invalidGrant)
    expect((await stored())?.refresh_token).toBe('refresh-1')
  })

  test('while the file was broken meanwhile says what the request said, and leaves the file', async () => {
    const { folder, request, refresh } = await prepareRefresh()
    request.mockImplementation(async () => {
      writeFileSync(sessionPath(folder), '{')
      throw new Failure('network-failed')
    })
    await expectFailure(refresh, 'network-failed')
    await expectFailure(() => createSessionStore(folder, makeMachine(), () => undefined).read(key), 'store-corrupt')
  })

  test('without a refresh token sends nothing', async () => {
    const session = makeSession()
    delete session.refresh_token
    const { request, refresh, stored } = await prepareRefresh(session)
    await expectFailure(refresh, 'not-refreshable', { profile: 'default' })
    expect([request.mock.calls, await stored()]).toEqual([[], session])
  })

  test('S7 on a corrupt file sends nothing and keeps the file', async () => {
    const { folder, request, refresh } = await prepareRefresh()
    writeFileSync(sessionPath(folder), '{"refresh_token":"canary')
    await expectFailure(refresh, 'store-corrupt')
    expect([request.mock.calls, filesContaining(folder, 'canary')]).toEqual([[], readdirSync(folder)])
  })

  test('that was given up while waiting sends nothing', async () => {
    const { request, refresh, stored } = await prepareRefresh()
    await expect(refresh({ signal: AbortSignal.abort(new Failure('interrupted')) })).rejects.toMatchObject({
      code: 'interrupted',
    })
    expect([request.mock.calls.length, (await stored())?.intent]).toEqual([0, undefined])
  })
})
