import { describe, expect, test } from 'vitest'
import { loadPresets } from '../../src/providers/presets/index.ts'
import { redirectUriOf, resolveSettings } from '../../src/providers/resolve.ts'
import { registrationText } from '../../src/render/registration-words.ts'
import { freshHome, run } from '../support/cli.ts'

const presets = await loadPresets()
const addresses = [
  'http://localhost:39812/callback', 'http://127.0.0.1:4711/cb', 'http://[::1]:80/x',
  'https://login.example.com:8443/oauth',
]

describe('register: texts name this login’s redirect URI', () => {
  test.each(presets.map(preset => [preset.id, preset] as const))('%s', (_, preset) => {
    for (const uri of addresses) {
      const { hostname } = new URL(uri)
      for (const language of ['en', 'zh'] as const) {
        const said = registrationText(preset, uri, language)
        expect(said).not.toMatch(/\{|\}/)
        // An address that a text gives to be entered is this one, whole or without its port.
        const entered = (said.match(/https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[^\s，。、（）()"”]*/g) ?? [])
          .map(text => new URL(text.replace(/[:*;,]+$/, '').replace(':*', '')).hostname)
        if (hostname !== 'login.example.com') expect(entered.filter(name => name !== hostname)).toEqual([])
      }
    }
  })

  test('a port counts where the address is not of this machine', () => {
    const github = presets.find(({ id }) => id === 'github')
    expect(github && registrationText(github, 'https://login.example.com:8443/oauth', 'en'))
      .toContain('enter https://login.example.com:8443/oauth as')
    expect(github && registrationText(github, 'http://localhost:39812/callback', 'en'))
      .toContain('enter http://localhost/callback as')
    expect(github && registrationText(github, 'http://localhost:39812', 'en')).toContain('enter http://localhost as')
  })

  test('--port is the port of the address, the first of a list too; 0 says nothing yet', () => {
    const uriFor = (port: number[]) => redirectUriOf(resolveSettings({ port }, {}, {}, {}))
    expect([uriFor([4711]), uriFor([4711, 4712]), uriFor([0])]).toEqual([
      'http://127.0.0.1:4711/callback', 'http://127.0.0.1:4711/callback', 'http://127.0.0.1:8765/callback',
    ])
    // No slash is added that the login would not send.
    expect(redirectUriOf(resolveSettings({ port: [4711], 'redirect-uri': 'http://127.0.0.1' }, {}, {}, {})))
      .toBe('http://127.0.0.1:4711')
  })

  test('before the first login, by flag and by port', async () => {
    for (const [words, uri] of [
      [['--port', '4711'], 'http://127.0.0.1:4711/callback'],
      [['--redirect-uri', 'http://localhost:39812/cb'], 'http://localhost:39812/cb'],
    ] as const) {
      const { status, stderr } = await run(['login', 'lark', ...words], { home: freshHome() })
      expect([
        status, stderr.includes(`Redirect URLs, add ${uri} (`), stderr.includes('8765'),
      ]).toEqual([2, true, false])
    }
  })
})
