import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { freePort, release } from '../support/ports.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { bash } from './bash.ts'
import { takeCode } from './taken-code.ts'
import { everyExport, readExports } from './written.ts'

interface Served { issuer: string, clients: { client_id: string, client_secret: string }[] }

/** Signs in with a verifier of the test's own and takes the code from the redirect. */
async function freshCode(issuer: string, port: number, codeVerifier: string): Promise<string> {
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url')
  return takeCode(`${issuer}/user/authorize?${new URLSearchParams({
    response_type: 'code', client_id: 'oauth-walk', redirect_uri: `http://127.0.0.1:${port}/callback`,
    scope: 'openid profile', state: 'of-the-test', nonce: 'n',
    code_challenge: challenge, code_challenge_method: 'S256',
  }).toString()}`, port)
}

test('the script of the back channel runs in bash, and the provider answers each request with 200', async () => {
  const home = freshHome()
  const [script, page] = [join(home, 'walk.sh'), join(home, 'walk.html')]
  const serving = start(['sandbox', '--json'], { home })
  const { issuer, clients: [client] } = JSON.parse((await serving.sees('stdout', /^\{.*\}\n/))[0]) as Served
  const port = await freePort()
  const login = await runInside(
    ['login', 'sandbox', '--auto', '--port', String(port), '--curl', script, '--html', page], { home },
  )
  expect(login.status, login.stderr).toBe(0)

  const codeVerifier = 'v'.repeat(43)
  const secrets = {
    CLIENT_SECRET: client?.client_secret, CODE_VERIFIER: codeVerifier,
    CODE: await freshCode(issuer, port, codeVerifier),
  }
  expect(readFileSync(script, 'utf8')).toMatch(/^# CODE is good once: .*browser comes back/m)
  const all = await bash(script, [], secrets)
  expect(all.status, all.stderr).toBe(0)
  expect(all.stdout.match(/^HTTP\/1\.1 \d+/gm)).toEqual(Array(4).fill('HTTP/1.1 200'))
  expect(all.stdout).toContain('"name":"张三"')

  const accessToken = /"access_token":"([^"]+)"/.exec(all.stdout)?.[1]
  const one = await bash(script, ['userinfo'], { ACCESS_TOKEN: accessToken })
  expect(one.stdout).toMatch(/^HTTP\/1\.1 200/)
  const [token, userinfo] = commandsIn(readFileSync(page, 'utf8'), home)
  expect((await bash(userinfo ?? '', [], { ACCESS_TOKEN: accessToken })).stdout).toMatch(/^HTTP\/1\.1 200/)

  // From here on the tokens are revoked too, since the code comes again.
  expect(await bash(script, ['token'], secrets), 'a code is good once').toMatchObject({
    status: 22, stdout: expect.stringContaining('invalid_grant') as string,
  })
  expect(await bash(script, ['token'], {}), 'secrets must be given').toMatchObject({
    status: 1, stdout: '', stderr: expect.stringContaining('CLIENT_SECRET') as string,
  })
  expect(await bash(script, ['nonsense'], {})).toMatchObject({ status: 2 })
  expect((await bash(token ?? '', [], secrets)).stdout, 'client and form are right, the code is spent')
    .toContain('invalid_grant')
})

/** The commands to be copied from a report, each in a file of its own. */
function commandsIn(page: string, folder: string): string[] {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\'' }
  return [...page.matchAll(/<pre id="curl-(\d)">([^<]*)</g)].map(([, number, text = '']) => {
    const file = join(folder, `command-${number ?? ''}.sh`)
    writeFileSync(file, text.replace(/&[#\w]+;/g, sign => signs[sign] ?? sign))
    return file
  })
}

/** Values with which a provider, or whoever sends a saved walk, might want to run a command or send a variable away. */
const hostile = [
  '\'; touch "$MARK"; \'', '$(touch "$MARK")', '`touch "$MARK"`', '"; touch "$MARK"; "', '\n touch "$MARK"\n',
  '\\\'$(touch "$MARK")', '<path#0000>', '<mark#0000>',
  '${MARK}', '-o/dev/null', '@/etc/passwd', '!!', '\0', '\r\ntouch "$MARK"',
]

test('nothing that stands in a walk can break out of the script', async () => {
  const home = freshHome()
  const [saved, script, mark] = ['walk.json', 'walk.sh', 'mark'].map(name => join(home, name)) as [
    string, string, string,
  ]
  const server = createServer((request, answer) => {
    seen.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`)
    answer.end('{}')
  })
  const seen: string[] = []
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => release(server))
  const at = '2026-01-01T00:00:00.000Z'
  const exchange = (value: string) => ({
    type: 'http', at, step: 'start', n: 1, purpose: 'discovery', ms: 1,
    response: { status: 200, headers: {}, body: '' },
    request: {
      method: 'POST', url: `http://127.0.0.1:${port}/?x=${value.replace(/[\0\r\n ]/g, encodeURIComponent)}`,
      headers: { accept: value.replace(/[\0\r\n]/g, ' '), [value]: 'x' }, body: value,
    },
  })
  // What the client signed, and the proof of each request, is made by the script: out of claims and addresses that come
  // from the walk.
  const signed = (value: string) => ({
    type: 'decoded', at, step: 'start', n: 1, token: 'client_assertion', header: { alg: 'ES256', kid: value },
    claims: { aud: value, [value]: value, jti: value, iat: value },
  })
  const proven = (value: string) => {
    const { request, ...rest } = exchange(value)
    return {
      ...rest,
      request: {
        ...request, headers: { dpop: `<dpop#0000>${value.replace(/[\0\r\n]/g, ' ')}` },
        body: `<client_assertion#0000>&dpop_jkt=x${value}`,
      },
    }
  }
  const key = join(home, 'client.pem')
  writeFileSync(
    key, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    { mode: 0o600 },
  )
  writeFileSync(saved, JSON.stringify({
    format: 'oauth-walk-transcript', version: 1, program: 'oauth-walk 0.1.0', secrets: 'hidden', document: { ok: true },
    events: [
      { type: 'walk-started', at, profile: 'p', target: 't', client_id: '\'; touch "$MARK"; \'' },
      { type: 'step-started', at, step: 'start', n: 1 },
      { type: 'message', at, step: 'start', n: 1, name: 'start', from: 'user', to: 'client', channel: 'person' },
      signed(hostile.join('')),
      ...hostile.map(exchange), proven(hostile.join(' ')),
    ],
  }))
  const report = await runInside(['report', saved, '--curl', script], { home })
  expect(report.status, report.stderr).toBe(0)
  const ended = await bash(
    script, [], { MARK: mark, LANG: 'C.UTF-8', CLIENT_KEY: key, DPOP_KEY: join(home, 'own.pem') },
  )
  expect(ended.status, ended.stderr).toBe(0)
  expect(existsSync(mark)).toBe(false)
  expect(seen).toHaveLength(hostile.length + 1)
  expect(seen.join('\n')).not.toContain(mark)
  expect(seen.join('\n')).not.toContain(process.env['PATH'])
})

test('a provider with names of its own: both names are shown, and its addresses with secrets in them run', async () => {
  const home = freshHome()
  const serving = start(['sandbox', '--as', 'wechat', '--json'], { home })
  const facts = JSON.parse((await serving.sees('stdout', /^\{.*\}\n/))[0]) as {
    origin: string
    app_id: string
    app_secret: string
  }
  const login = await runInside(
    [
      'login', 'wechat-web', '--provider-origin', facts.origin, '--client-id', facts.app_id, '--port', '0', '--auto',
      '--lang', 'zh', ...everyExport(home),
    ],
    { home, environment: { OAUTH_WALK_CLIENT_SECRET: facts.app_secret } },
  )
  expect(login.status, login.stderr).toBe(0)
  const files = readExports(home)
  expect(files.mermaid).toContain(`appid (client_id) = ${facts.app_id}`)
  expect(files.html).toContain('<code>appid</code> <span>(<code>client_id</code>)</span>')
  const accessToken = (await runInside(['token'], { home })).stdout.trim()
  for (const [kind, text] of Object.entries(files)) expect([
    kind, leaksIn(text, new Map([['secret', facts.app_secret], ['access_token', accessToken]])),
  ]).toEqual([kind, []])

  const script = join(home, 'walk.sh')
  expect(await bash(script, ['userinfo'], { ACCESS_TOKEN: accessToken })).toMatchObject({
    status: 0, stdout: expect.stringContaining('"unionid"') as string,
  })
  const spent = await bash(script, ['token'], { CLIENT_SECRET: facts.app_secret, CODE: 'spent' })
  expect(spent.stdout, 'the secret was right, the code was not').toMatch(/"errcode":\s*40029/)
})
