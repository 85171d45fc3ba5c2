import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { noteAcr, noteDetails, noteResources } from '../../src/protocol/asked.ts'
import { freshHome, run } from '../support/cli.ts'
import { startLockedProvider } from '../support/locked-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { login } from './going.ts'

const jwt = (claims: object) =>
  `${[{ alg: 'ES256' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`

describe('what was asked for beyond a scope', () => {
  test('is compared with the class of the sign-in', () => {
    expect(noteAcr('gold platinum', JSON.stringify({ id_token: jwt({ acr: 'platinum' }) }))).toEqual([])
    expect(noteAcr('gold', JSON.stringify({ id_token: jwt({ acr: 'silver' }) }))).toEqual([
      { code: 'acr-differs', details: { asked: 'gold', came: 'silver' } },
    ])
    expect(noteAcr('gold', JSON.stringify({ id_token: jwt({}) }))).toEqual([
      { code: 'acr-differs', details: { asked: 'gold', came: null } },
    ])
    expect(noteAcr('gold', JSON.stringify({ access_token: 'x' }))).toEqual([])
    expect(noteAcr(undefined, JSON.stringify({ id_token: jwt({}) }))).toEqual([])
  })

  test('is compared with the audience of an access token that can be read', () => {
    const body = (aud: unknown) => JSON.stringify({ access_token: jwt({ aud }) })
    expect(noteResources(['https://a.example'], body('https://a.example'))).toEqual([])
    expect(noteResources(['https://a.example', 'https://b.example'], body(['https://b.example', 'account']))).toEqual(
      [
        {
          code: 'resource-ignored',
          details: { resources: ['https://a.example'], audience: ['https://b.example', 'account'] },
        },
      ],
    )
    expect(noteResources(['https://a.example'], body(undefined))).toEqual([
      { code: 'resource-ignored', details: { resources: ['https://a.example'], audience: [] } },
    ])
    expect(noteResources(['https://a.example'], JSON.stringify({ access_token: 'opaque' }))).toEqual([])
  })

  test('is compared with the details that were granted', () => {
    const asked = [{ type: 'payment', amount: 1 }]
    expect(noteDetails(asked, JSON.stringify({ authorization_details: [{ type: 'payment', amount: 1 }] }))).toEqual([])
    expect(
      noteDetails(asked, JSON.stringify({ authorization_details: [{ type: 'payment', amount: 2 }] })),
    ).toMatchObject(
      [{ code: 'details-differ' }],
    )
    expect(noteDetails(asked, '{}')).toEqual([{ code: 'details-differ', details: { granted: null } }])
  })

  test('is told in the story, and the claims go as they stand in a file', async () => {
    const provider
      = await startLockedProvider({ acrValues: ['gold'], features: { claimsParameter: { enabled: true } } })
    const home = freshHome()
    const claims = { id_token: { email: { essential: true } } }
    writeFileSync(join(home, 'claims.json'), `${JSON.stringify(claims, undefined, 2)}\n`)
    const ended = await login(provider.issuer, ['--acr-values', 'gold', '--claims', '@claims.json', '--json'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    expect(JSON.parse(new URLSearchParams(provider.at('/auth')[0]?.query).get('claims') ?? '')).toEqual(claims)
    expect((documentOf(ended)['findings'] as Json[]).map(({ code }) => code)).toContain('acr-differs')
    const again = await login(provider.issuer, ['--json'], { home, environment: { OAUTH_WALK_LANG: 'zh' } })
    expect(again.stderr).toContain('登录的强度（acr）不是所请求的 gold')
  })

  test.each([
    ['--claims', '{'], ['--claims', '7'], ['--authorization-details', 'payment'], ['--claims', '@nowhere.json'],
    ['--claims', '@bad.json'],
  ])('%s %s ends before anything is sent: exit 2', async (flag, value) => {
    const home = freshHome()
    writeFileSync(join(home, 'bad.json'), 'no json')
    const ended = await run(
      ['login', 'http://127.0.0.1:9', '--client-id', 'x', flag, value, '--json'], { home, cwd: home },
    )
    expect([ended.status, (documentOf(ended)['error'] as Json)['code']]).toEqual([
      2, value.includes('nowhere') ? 'file-unreadable' : 'setting-invalid',
    ])
  })
})
