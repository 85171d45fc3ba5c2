import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { hasPseudoTerminal, startInTerminal } from '../../support/pseudo-terminal.ts'
import { startStub, type Stub } from '../../support/stub-provider.ts'
import { plantSession, readSession, runTo } from '../support.ts'
import { missingTool, serveCluster, writeConfig } from './cluster.ts'

const browser = fileURLToPath(new URL('../../support/scripted-browser.mjs', import.meta.url))
let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())

/** A cluster, and a profile that is bound to it whose session has ended for good. */
async function endedSession() {
  const home = freshHome()
  const cluster = await serveCluster(home)
  plantSession(home, stub.issuer, {
    ...stub.client, scope: ['openid'], refresh_token: null, expires_at: 1, id_token: 'old.id.token',
    id_token_claims: { exp: 1 },
  })
  await runTo(0, ['profile', 'bind', '--host', new URL(cluster.url).host], { home })
  const environment = {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OAUTH_WALK_HOME: home, OAUTH_WALK_PORT: '0',
    OAUTH_WALK_BROWSER: `"${process.execPath}" "${browser}" --report "${join(home, 'report')}"`,
  }
  return {
    home, cluster, environment, words: ['--kubeconfig', writeConfig(home, cluster.url), 'get', '--raw', '/version'],
  }
}

describe.skipIf(missingTool !== undefined)('kubectl, when the session has ended', () => {
  test.runIf(hasPseudoTerminal)('at a terminal: the person signs in, and kubectl goes on with the new ID token', async () => {
    const { home, cluster, environment, words } = await endedSession()
    const shown = await startInTerminal(
      `stty rows 24 columns 80; kubectl ${words.map(word => `'${word}'`).join(' ')}`, environment,
    ).shown
    expect(shown).toMatch(/Signed in as[^]*v1\.32\.0/)
    expect(shown.split('\n').length, shown).toBeLessThanOrEqual(24)
    expect(shown).not.toContain('ExecCredential')
    expect(new Set(cluster.seen)).toEqual(new Set([`Bearer ${readSession(home).id_token}`]))
  })

  test('without a terminal: nobody is asked, exit 7 says what to type', async () => {
    const { cluster, environment, words } = await endedSession()
    await expect(promisify(execFile)('kubectl', words, { env: environment })).rejects.toThrow(
      /oauth-walk login default[^]*exit code 7/,
    )
    expect(cluster.seen.filter(header => header !== undefined)).toEqual([])
  })
})
