import { describe, expect, test } from 'vitest'
import { parseHost } from '../../../src/addresses/host.ts'
import { parseSetting } from '../../../src/providers/settings.ts'
import { freshHome } from '../../support/cli.ts'
import { runJson, runToError } from '../inside.ts'
import { plantBound, plantSession, runTo } from '../support.ts'

const long = `${'a'.repeat(60)}.`.repeat(5)

describe('a host that a profile is bound to', () => {
  test.each([
    ['API.Example.com', 'api.example.com'], ['api.example.com.', 'api.example.com'],
    ['api.example.com.:8443', 'api.example.com:8443'], ['api.example.com:443', 'api.example.com'],
    ['https://api.example.com/', 'api.example.com'], ['http://localhost:8080', 'localhost:8080'],
    ['[::1]:8080', '[::1]:8080'], ['[2001:DB8:0::1]', '[2001:db8::1]'], ['127.0.0.1', '127.0.0.1'],
    ['LOCALHOST.', 'localhost'], ['a_b.example', 'a_b.example'], ['a.com:80', 'a.com:80'],
  ])('%s is kept as %s', (text, host) => {
    expect(parseHost(text)).toBe(host)
    expect(parseHost(host)).toBe(host)
  })

  test.each([
    '*', '*.example.com', '', '.', '..', 'a..b', '.a.com', 'a.com:0', 'a.com:65536', 'user@a.com', 'user:p@a.com', '::1',
    'fe80::1', '::1:8080', '[fe80::1%25eth0]', '-a.com', 'a-.com', 'a,b', 'a!b', '$(x)', 'a b', 'a.com?', 'a.com#', '//a.com',
    'a.com/x', '1', '1.2.3', '0x7f.1', '2130706433', `${'a'.repeat(64)}.com`, `${long}com`, 'http://a.com', 'ftp://a.com',
  ])('%s is refused: it never matches, or another host does', (text) => {
    expect(() => parseHost(text)).toThrow(expect.objectContaining({ code: 'setting-invalid' }) as Error)
  })

  test.each(['*', '', 'a.com:0', 'a.com,b.com'])('profile bind --host "%s" is a usage error and binds nothing', async (host) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const told = await runToError(2, ['profile', 'bind', '--host', 'a.example', '--host', host], { home })
    expect(told).toMatchObject({ code: 'setting-invalid' })
    expect(told['message']).toContain('one host or host:port')
    expect(await runJson(0, ['profile', 'bind'], { home })).toMatchObject({ hosts: [] })
  })

  test('a login takes no list without a host', () => {
    expect(parseSetting('host', 'A.example, b.example.', 'flag')).toEqual(['a.example', 'b.example'])
    for (const empty of [',', ' , ', '*'])
      expect(() => parseSetting('host', empty, 'flag')).toThrow(expect.objectContaining({ code: 'setting-invalid' }) as Error)
  })

  test('git gets the token for the same host however it writes it, and none without TLS', async () => {
    const home = freshHome()
    plantBound(home, 'http://127.0.0.1:9', ['git.example.', '*', 'localhost'])
    const ask = (protocol: string, host: string) => ({ home, input: `protocol=${protocol}\nhost=${host}\n\n` })
    const get = ['credential', 'git', 'get']
    expect((await runTo(0, get, ask('https', 'Git.Example.'))).stdout).toContain('password=')
    expect((await runTo(2, get, ask('https', '*'))).stdout).toBe('')
    expect((await runTo(2, get, ask('http', 'localhost.'))).stdout).toBe('')
  })

  test.each(['https://*.example.com', 'https://*', 'https://a.example:0'])('api --allow-origin %s is refused', async (origin) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    expect(await runToError(2, ['api', '--allow-origin', origin, 'https://b.example/x'], { home }))
      .toMatchObject({ code: 'setting-invalid' })
  })
})
