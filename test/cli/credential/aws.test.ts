import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { startStub, type Said, type StubProvider } from '../stub-provider.ts'
import { runTo, runToError } from '../inside.ts'
import { plantBound } from '../support.ts'
import * as atDoor from '../support.ts'

const roleArn = 'arn:aws:iam::123456789012:role/reader'
const aws = (stub: StubProvider, ...words: string[]) => [
  'credential', 'aws', '--role-arn', roleArn, '--sts-endpoint', `${stub.issuer}/sts`, ...words,
]

/** The answer of AssumeRoleWithWebIdentity in the form of the STS API reference. */
function assumed(generation: number, seconds: number): Said {
  const credentials = `<Credentials><SessionToken>session/+=${generation}</SessionToken><SecretAccessKey>secret/${generation}</SecretAccessKey>
    <Expiration>${new Date(
      Date.now() + seconds * 1000,
    ).toISOString()}</Expiration><AccessKeyId>000${generation}</AccessKeyId></Credentials>`
  const body = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>zhang-san</SubjectFromWebIdentityToken>${credentials}</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
  return { headers: { 'content-type': 'text/xml' }, body }
}

async function boundHome(answer: (generation: number) => Said): Promise<{ home: string, stub: StubProvider }> {
  const home = freshHome()
  const stub: StubProvider = await startStub({ '/sts': () => answer(stub.seenAt('/sts').length) })
  plantBound(
    home, stub.issuer, [new URL(stub.issuer).host],
    { id_token: 'planted.id.token', id_token_claims: { aud: 'walker', exp: Math.floor(Date.now() / 1000) + 3000 } },
  )
  return { home, stub }
}

const cached = (home: string) => readdirSync(home).filter(name => /^a-[0-9a-f]{32}\.json$/.test(name))

describe('credential aws', () => {
  test('prints what credential_process wants, asks once, and logout forgets the role', async () => {
    const { home, stub } = await boundHome(generation => assumed(generation, 3600))
    const first = await runTo(0, aws(stub, '--role-session-name', 'ci', '--duration-seconds', '900'), { home })
    expect(JSON.parse(first.stdout)).toEqual({
      Version: 1, AccessKeyId: '0001', SecretAccessKey: 'secret/1', SessionToken: 'session/+=1',
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
    })
    expect(stub.seenAt('/sts')).toMatchObject([{ method: 'POST', authorization: undefined, form: {
      Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: roleArn, RoleSessionName: 'ci',
      DurationSeconds: '900', WebIdentityToken: 'planted.id.token',
    } }])
    expect(
      (await runTo(0, aws(stub, '--role-session-name', 'ci', '--duration-seconds', '900'), { home })).stdout,
    ).toBe(first.stdout)
    expect(stub.seenAt('/sts')).toHaveLength(1)
    expect(cached(home).map(name => statSync(join(home, name)).mode & 0o777)).toEqual([0o600])
    await runTo(0, aws(stub, '--role-session-name', 'other'), { home })
    expect(stub.seenAt('/sts')).toHaveLength(2)
    await atDoor.runTo(0, ['logout'], { home })
    expect(cached(home)).toEqual([])
  })

  test('credentials that are about to end are asked for again', async () => {
    const { home, stub } = await boundHome(generation => assumed(generation, 240))
    await runTo(0, aws(stub), { home })
    expect(JSON.parse((await runTo(0, aws(stub), { home })).stdout)).toMatchObject({ AccessKeyId: '0002' })
  })

  test.each<[string, Said, number, string]>([
    [
      'a refusal',
      {
        status: 403,
        body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
      },
      3, 'sts-refused',
    ],
    ['a redirect', { status: 307, headers: { location: 'https://evil.example/' } }, 4, 'redirect-refused'],
    [
      'half of the credentials',
      {
        body: '<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>1</AccessKeyId></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>',
      },
      3, 'unreadable-answer',
    ],
    ['a web page', { body: '<!DOCTYPE html><p>Sign in' }, 3, 'unreadable-answer'],
    [
      'an entity',
      {
        body:
          '<!DOCTYPE a [<!ENTITY b "c">]><AssumeRoleWithWebIdentityResponse>&b;</AssumeRoleWithWebIdentityResponse>',
      },
      3, 'unreadable-answer',
    ],
  ])('%s leaves stdout and store empty', async (_what, said, status, code) => {
    const { home, stub } = await boundHome(() => said)
    expect((await runTo(status, aws(stub), { home })).stdout).toBe('')
    expect(await runToError(status, aws(stub), { home })).toMatchObject({ code })
    expect(cached(home)).toEqual([])
  })

  test('the token goes to no service that is not bound, and to none without TLS', async () => {
    const { home, stub } = await boundHome(() => assumed(1, 3600))
    await atDoor.runTo(0, ['profile', 'bind', '--remove', '--host', new URL(stub.issuer).host], { home })
    expect(await runToError(2, aws(stub), { home })).toMatchObject({ code: 'host-not-bound' })
    expect(await atDoor.runToError(
      2, ['credential', 'aws', '--role-arn', roleArn, '--sts-endpoint', 'http://sts.example'], { home },
    )).toMatchObject({ code: 'setting-invalid' })
    expect(await runToError(2, ['credential', 'aws'], { home })).toMatchObject({ code: 'usage' })
    expect(stub.seenAt('/sts')).toHaveLength(0)
  })
})
