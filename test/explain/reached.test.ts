import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { asked, brought, readingsOf, redeemed, toHar, tokens, type Entry } from './recording.ts'

const ends = async (entries: readonly Entry[]) => (await readingsOf(entries)).filter(one => one.startsWith('broken'))

describe('the browser does not get to the app', () => {
  test.each([
    ['net::ERR_CONNECTION_REFUSED', 'callback-none'], ['net::ERR_NAME_NOT_RESOLVED', 'callback-none'],
    ['NS_ERROR_CONNECTION_REFUSED', 'callback-none'], ['net::ERR_CERT_AUTHORITY_INVALID', 'page-untrusted'],
    ['SEC_ERROR_UNKNOWN_ISSUER', 'page-untrusted'], ['net::ERR_BLOCKED_BY_CLIENT', 'answer-blocked'],
  ])('%s', async (failure, name) => expect(await ends([asked(), { ...brought(), failure }])).toEqual([`broken:${name}`]))

  test.each([500, 502, 400, 401])('which answers %i', async status =>
    expect(await ends([asked(), { ...brought(), status }])).toEqual(['broken:callback-failed']))

  test('is no fault where somebody took the code from there', async () => {
    expect(await ends([asked(), { ...brought(), failure: 'net::ERR_CONNECTION_REFUSED' }, redeemed()])).toEqual([])
    expect(await ends([asked(), { ...brought(), failure: 'net::ERR_CONNECTION_REFUSED' }, brought()])).toEqual([])
    expect(await ends([asked(), { ...brought(), status: 500 }, redeemed()])).toEqual([])
  })

  test('nor where the page was left', async () =>
    expect(await ends([asked(), { ...brought(), failure: 'net::ERR_ABORTED' }])).toEqual([]))
})

describe('the browser does not get to the provider', () => {
  test.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'answer-none'], ['net::ERR_CONNECTION_TIMED_OUT', 'answer-none'],
    ['net::ERR_CERT_DATE_INVALID', 'page-untrusted'], ['net::ERR_BLOCKED_BY_CLIENT', 'answer-blocked'],
  ])('%s', async (failure, name) => {
    expect(await ends([{ ...asked(), failure }])).toEqual([`broken:${name}`])
    expect(await ends([{ ...asked(), headers: {}, failure }])).toEqual([`broken:${name}`])
    expect(await ends([{ ...asked(), failure }, asked(), brought()])).toEqual([])
  })

  test.each([[404, 'authorization-not-found'], [500, 'authorization-failed'], [503, 'authorization-failed']])(
    'which answers %i', async (status, name) =>
      expect(await ends([{ ...asked(), status, answer: {} }])).toEqual([`broken:${name}`]),
  )
})

test('an app that does not run is told of at the front door, with the address', async () => {
  const home = freshHome()
  const file = join(home, 'login.har')
  writeFileSync(file, toHar([asked(), { ...brought(), failure: 'net::ERR_CONNECTION_REFUSED' }]))
  const { status, stdout } = await runInside(['explain', file], { home })
  expect([status, stdout]).toEqual([0, expect.stringMatching(/did not answer at http:\/\/localhost:8000\/\S* \(net::ERR/)])
})

test('scopes that nobody asked for are noted', async () => {
  const granted = redeemed({ body: { ...tokens, scope: 'openid admin' } })
  expect(await readingsOf([asked(), brought(), granted])).toEqual(['note:scope-added'])
})
