import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { startStub, tokens } from '../stub-provider.ts'
import { runTo } from '../inside.ts'
import { plantBound, plantSession, readSession } from '../support.ts'
import * as atDoor from '../support.ts'
import { missingTool, serveCluster, writeConfig } from './cluster.ts'

const kubectl = ['credential', 'kubectl']
const execInfo = (
  version = 'v1', spec: object | null = { interactive: false, cluster: { server: 'https://k8s.example:6443' } },
) => ({
  KUBERNETES_EXEC_INFO: JSON.stringify({
    apiVersion: `client.authentication.k8s.io/${version}`, kind: 'ExecCredential', spec,
  }),
})
const exp = Math.floor(Date.now() / 1000) + 3000

function boundHome(host = 'k8s.example:6443', parts: object = {}, issuer = 'http://127.0.0.1:9'): string {
  const home = freshHome()
  plantBound(home, issuer, [host], { id_token: 'planted.id.token', id_token_claims: { aud: 'walker', exp }, ...parts })
  return home
}

describe('credential kubectl', () => {
  test.each(['v1', 'v1beta1'])('answers in %s with the ID token and its end', async (version) => {
    const home = boundHome()
    expect(JSON.parse(
      (await runTo(0, [...kubectl, '--audience', 'walker'], { home, environment: execInfo(version) })).stdout,
    )).toEqual({
      kind: 'ExecCredential', apiVersion: `client.authentication.k8s.io/${version}`, spec: { interactive: false },
      status: {
        token: 'planted.id.token', expirationTimestamp: new Date(exp * 1000).toISOString().replace('.000Z', 'Z'),
      },
    })
  })

  test.each([253_402_300_800, 8_640_000_000_001, 1e15, 2 ** 53, 1e20])('writes the end %d as the last that kubectl can read', async (far) => {
    const home = boundHome(undefined, { id_token_claims: { aud: 'walker', exp: far } })
    expect(JSON.parse((await runTo(0, kubectl, { home, environment: execInfo() })).stdout)).toMatchObject({
      status: { token: 'planted.id.token', expirationTimestamp: '9999-12-31T23:59:59Z' },
    })
  })

  test('--token-type access_token hands out that one, without an end where nobody stated any', async () => {
    const home = boundHome(undefined, { expires_at: null })
    const { stdout } = await runTo(0, [...kubectl, '--token-type', 'access_token'], { home, environment: execInfo() })
    expect(JSON.parse(stdout)).toMatchObject({ status: { token: 'planted-access-token/+=' } })
    expect(stdout).not.toContain('expirationTimestamp')
  })

  test.each<[string, NodeJS.ProcessEnv]>([
    ['another cluster', execInfo('v1', { cluster: { server: 'https://evil.example:6443' } })],
    ['another port', execInfo('v1', { cluster: { server: 'https://k8s.example' } })],
    ['a cluster without TLS', execInfo('v1', { cluster: { server: 'http://k8s.example:6443' } })],
    ['no cluster', execInfo('v1', { interactive: false })],
    ['a version of the future', execInfo('v9')], ['no JSON', { KUBERNETES_EXEC_INFO: '{' }], ['nothing', {}],
    ...['null', '[]', '1', '"x"'].map((text): [string, NodeJS.ProcessEnv] => [
      `JSON that is ${text}`, { KUBERNETES_EXEC_INFO: text },
    ]),
    ['null for a spec', execInfo('v1', null)], ['a number for a cluster', execInfo('v1', { cluster: { server: 5 } })],
  ])('%s gets nothing: exit 2 and an empty stdout', async (_what, environment) => {
    expect((await runTo(2, kubectl, { home: boundHome(), environment })).stdout).toBe('')
  })

  test('an ID token that has expired is refreshed though the access token lives; without a new one exit is 7', async () => {
    const stub = await startStub({ '/token': () => ({ body: tokens(1) }) })
    const home = boundHome(undefined, { id_token_claims: { aud: 'walker', exp: 1 } }, stub.issuer)
    expect((await runTo(7, kubectl, { home, environment: execInfo() })).stdout).toBe('')
    expect(stub.seenAt('/token')).toHaveLength(1)
    expect(readSession(home).access_token).toBe('stub-access-1/+=')
  })

  test('kubectl itself brings the token to a cluster that is bound, and none to another', async ({ skip }) => {
    if (missingTool) return skip(`${missingTool} is not installed`)
    const home = freshHome()
    const cluster = await serveCluster(home)
    plantSession(home, 'http://127.0.0.1:9', { id_token: 'planted.id.token', id_token_claims: { exp } })
    const ask = async () => promisify(execFile)(
      'kubectl', ['--kubeconfig', writeConfig(home, cluster.url), 'get', '--raw', '/version'], {
        env: { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home },
      },
    )
    await expect(ask()).rejects.toThrow(/not bound to 127\.0\.0\.1/)
    expect(cluster.seen.filter(header => header !== undefined)).toEqual([])
    await atDoor.runTo(0, ['profile', 'bind', '--host', new URL(cluster.url).host], { home })
    expect((await ask()).stdout).toContain('v1.32.0')
    expect(cluster.seen.at(-1)).toBe('Bearer planted.id.token')
  })
})
