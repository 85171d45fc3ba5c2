import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fillFix } from '../../src/cli/failures/fill-remedy.ts'
import { Failure } from '../../src/codes/failure.ts'
import { loadCatalogue } from '../../src/messages/load.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { endSentence } from '../../src/render/who.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { runTo } from './support.ts'

describe.each(['en', 'zh'] as const)('a login that saves nothing (%s)', (lang) => {
  test.each([['--no-save'], ['--store', 'none']])('names no profile at its end, and neither does its walk: %s', async (...without) => {
    const home = freshHome()
    const walk = join(home, 'walk.json')
    const login = ['login', 'sandbox', '--auto', '--port', '0', ...without, '--brief', '--save', walk, '--lang', lang]
    const { stderr } = await runTo(0, login, { home }, startInside)
    const { stdout } = await runTo(0, ['report', walk, '--lang', lang], { home }, startInside)
    for (const told of [stderr, stdout]) {
      expect(told).toMatch(/Signed in as 123456\.$|登录用户：123456。$/m)
      expect(told).not.toMatch(/\(profile |（配置“/)
    }
    expect(readFileSync(walk, 'utf8')).toContain('"profile"')
  })

  test('names no profile for a client that signed in alone', async () => {
    const catalogue = await loadCatalogue(lang)
    const told = endSentence(catalogue, {}, { profile: '', way: 'client_credentials' })
    expect(told).toMatch(/^(?:The client has a token|客户端已取得令牌)[.。]$/)
  })

  test('offers nothing that needs a stored session', async () => {
    const catalogue = await loadCatalogue(lang)
    const again = { login: [['github'], ['--no-save']], session: [], played: [], isLogin: true }
    const told = (details: object) =>
      describeFailure(asItIs(new Failure('userinfo-refused', { again, ...details }).with('userinfo')), catalogue).next
    expect(told({ provider: { status: 403 } })).toEqual([
      'oauth-walk login github --no-save --explain', 'oauth-walk login github --no-save --scope SCOPE',
    ])
    expect(told({ provider: { status: 401 } })).toEqual(['oauth-walk login github --no-save -v'])
    const byVariable = { ...again, login: [['github']], keepsNothing: true }
    expect(told({ again: byVariable, provider: { status: 403 } })[0]).toBe('oauth-walk login github --explain')
    expect(fillFix('Look\noauth-walk token refresh', new Failure('userinfo-refused', { again }), () => ''))
      .toEqual([{ advice: 'Look' }, 'oauth-walk login github --no-save'])
  })
})
