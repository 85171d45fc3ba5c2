import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, type TestContext } from 'vitest'
import { compiled, freshHome, program } from '../../support/cli.ts'
import { startStub, type Said } from '../stub-provider.ts'
import { plantSession, readSession, runTo } from '../support.ts'

/** The programs themselves, where this machine has them; nothing is installed for their sake. */
function requireProgram(name: string, skip: TestContext['skip']): void {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`])
  } catch {
    skip(`${name} is not installed`)
  }
}

const as = (home: string, more: NodeJS.ProcessEnv) => ({
  env: { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, ...compiled, ...more },
})
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** An answer of STS, in the form of its API reference. */
function sts(action: string, result: string): Said {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  }
}

test('docker itself brings the token to a registry that is bound, and none to another', async ({ skip }) => {
  requireProgram('docker', skip)
  const registry = await startStub({
    '/v2/': () => ({
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="registry"', 'docker-distribution-api-version': 'registry/2.0' },
    }),
  })
  const home = freshHome()
  plantSession(home, 'http://127.0.0.1:9')
  const folder = join(home, 'docker')
  mkdirSync(folder)
  symlinkSync(
    program.replace('oauth-walk.cjs', 'docker-credential-oauth-walk.cjs'), join(folder, 'docker-credential-oauth-walk'),
  )
  writeFileSync(join(folder, 'config.json'), '{"credsStore":"oauth-walk"}')
  const { host } = new URL(registry.issuer)
  const docker = async (...words: string[]) => promisify(execFile)(
    'docker', words, as(home, { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` }),
  )
  // The image is not there either way: what counts is with whose word docker asked for it.
  const ask = async () => docker('manifest', 'inspect', '--insecure', `${host}/team/image:1`).catch(() => undefined)
  await ask()
  expect(registry.seen.map(({ authorization }) => authorization).filter(Boolean)).toEqual([])
  await runTo(0, ['profile', 'bind', '--host', host], { home })
  await ask()
  expect(registry.seenAt('/v2/team/image/manifests/1').at(-1)).toMatchObject({
    authorization: basic('oauth2', readSession(home).access_token),
  })
  expect((await docker('logout', host)).stdout).toContain('Removing login credentials')
})

test('aws itself signs with the role that it gets', async ({ skip }) => {
  requireProgram('aws', skip)
  const keys
    = '<AccessKeyId>AKIAWALK</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session/+=</SessionToken>'
  const expiration = `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>`
  const service = await startStub({
    '/sts': () => sts('AssumeRoleWithWebIdentity', `<Credentials>${keys}${expiration}</Credentials>`),
    '/': () => sts('GetCallerIdentity', '<Arn>arn:aws:sts::123456789012:assumed-role/reader/walk</Arn>'),
  })
  const home = freshHome()
  plantSession(home, service.issuer, {
    id_token: 'planted.id.token', id_token_claims: { aud: 'walker', exp: Math.floor(Date.now() / 1000) + 3000 },
  })
  await runTo(0, ['profile', 'bind', '--host', new URL(service.issuer).host], { home })
  const words = [
    'credential', 'aws', '--role-arn', 'arn:aws:iam::123456789012:role/reader', '--sts-endpoint',
    `${service.issuer}/sts`,
  ]
  writeFileSync(
    join(home, 'aws-config'),
    `[profile walk]\nregion = eu-west-1\ncredential_process = "${process.execPath}" "${program}" ${words.join(' ')}\n`,
  )
  const { stdout } = await promisify(execFile)(
    'aws', ['--profile', 'walk', '--endpoint-url', service.issuer, 'sts', 'get-caller-identity'],
    as(home, { AWS_CONFIG_FILE: join(home, 'aws-config') }),
  )
  expect(stdout).toContain('assumed-role/reader')
  expect(service.seenAt('/')[0]?.authorization)
    .toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAWALK\/.*SignedHeaders=\S*x-amz-security-token/)
})
