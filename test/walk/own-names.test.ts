import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'

interface Double {
  /** Under which names the code comes back. */
  callback: Record<string, string>
  /** What each path answers. */
  answers: Record<string, string>
}

/**
 * A provider that sends everybody back with a code, and answers each path with one text whose content type says
 * nothing.
 */
async function serve({ callback, answers }: Double): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://double')
    const back = searchParams.get('redirect_uri')
    if (answers[pathname] !== undefined)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(answers[pathname])
    if (back === null) return response.writeHead(404).end()
    const query = new URLSearchParams({ ...callback, state: searchParams.get('state') ?? '' })
    return response.writeHead(302, { location: `${back}?${query.toString()}` }).end()
  })
  onTestFinished(async () => release(server))
  return listen(server)
}

async function login(preset: string, double: Double) {
  const words = [
    'login', preset, '--provider-origin', await serve(double), '--client-id', '123', '--port', '0', '--browser',
    scriptedBrowser().command, '--events', '-vvv',
  ]
  return runInside(words, { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'the-client-secret' } })
}

const canaries = { access: 'canary-access-token', refresh: 'canary-refresh-token', extra: 'canary-extra-key' }

describe('a token under a provider’s own name, or in an answer of its own shape, is a secret from its first event on', () => {
  test.each([
    ['dingtalk', 'in camel case', {
      callback: { authCode: 'canary-code', code: 'canary-other-code' },
      answers: {
        '/v1.0/oauth2/userAccessToken': JSON.stringify({
          accessToken: canaries.access, refreshToken: canaries.refresh, expireIn: 7200,
        }),
        '/v1.0/contact/users/me': JSON.stringify({ unionId: 'user-1', nick: '张三' }),
      },
    }],
    ['xiaomi', 'behind a prefix, with a MAC key', {
      callback: { code: 'canary-code' },
      answers: {
        '/oauth2/token': `&&&START&&&${JSON.stringify({
          access_token: canaries.access, refresh_token: canaries.refresh, token_type: 'mac', mac_key: canaries.extra,
        })}`,
        '/user/profile': JSON.stringify({ result: 'ok', code: 0, data: { unionId: 'user-1', miliaoNick: '张三' } }),
      },
    }],
    ['qq', 'as a form', {
      callback: { code: 'canary-code' },
      answers: {
        '/oauth2.0/token': `access_token=${canaries.access}&refresh_token=${canaries.refresh}&expires_in=7776000`,
        '/oauth2.0/me': 'callback( {"client_id":"123","openid":"user-1"} );',
        '/user/get_user_info': JSON.stringify({ ret: 0, nickname: '张三' }),
      },
    }],
  ])('%s: %s', async (preset, _, double) => {
    const { status, stdout, stderr } = await login(preset, double)
    expect(status, stderr).toBe(0)
    expect(stdout).toContain('user-1')
    expect(stdout + stderr).not.toMatch(/canary|the-client-secret/)
  })
})

test('an error number that a provider calls `code` is shown as it is', async () => {
  const { status, stdout } = await login('dingtalk', {
    callback: { authCode: 'canary-code' },
    answers: {
      '/v1.0/oauth2/userAccessToken': JSON.stringify({
        code: 'invalidParameter.authCode.notFound', message: '不合法的临时授权码',
      }),
    },
  })
  expect(status).toBe(3)
  expect(stdout).toContain('invalidParameter.authCode.notFound')
})
