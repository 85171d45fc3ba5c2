import { describe, expect, test } from 'vitest'
import { freshHome, program } from '../../support/cli.ts'
import { plantBound, runTo, runToError } from '../support.ts'

const nothingHere = 'credentials not found in native keychain\n'
const docker = (operation: string) => ['credential', 'docker', operation]

/** A home with a session that is bound to two registries. */
function boundHome(): string {
  const home = freshHome()
  plantBound(home, 'http://127.0.0.1:9', ['registry.example', 'index.docker.io'])
  return home
}

describe('credential docker', () => {
  test('get answers for a registry by host or by address, and says back how docker named it', async () => {
    const home = boundHome()
    for (const server of ['registry.example', 'https://index.docker.io/v1/']) {
      const { stdout } = await runTo(0, docker('get'), { home, input: `${server}\n` })
      expect(JSON.parse(stdout)).toEqual({ ServerURL: server, Username: 'oauth2', Secret: 'planted-access-token/+=' })
    }
    expect(JSON.parse(
      (await runTo(0, [...docker('get'), '--username', '<token>'], { home, input: 'registry.example' })).stdout,
    )).toMatchObject({ Username: '<token>' })
  })

  test('docker’s own name for the helper leads to the same', async () => {
    const helper = program.replace('oauth-walk.cjs', 'docker-credential-oauth-walk.cjs')
    const { stdout } = await runTo(0, ['get'], { home: boundHome(), input: 'registry.example', program: helper })
    expect(JSON.parse(stdout)).toMatchObject({ Username: 'oauth2' })
  })

  test.each([
    'evil.example', 'http://registry.example', 'registry.example:5000', 'https://registry.example@evil.example/', '',
    'registry.example\nevil.example',
  ])('%j is refused in docker’s own words', async (server) => {
    expect((await runTo(2, docker('get'), { home: boundHome(), input: server })).stdout).toBe(nothingHere)
  })

  test('without a session docker is told the same, with exit 7', async () => {
    const home = boundHome()
    await runTo(0, ['logout'], { home })
    expect((await runTo(7, docker('get'), { home, input: 'registry.example' })).stdout).toBe(nothingHere)
    expect(await runToError(7, docker('get'), { home, input: 'registry.example' })).toMatchObject({ exit_code: 7 })
  })

  test('list names the registries, store takes back what get gave, erase leaves the session', async () => {
    const home = boundHome()
    expect(JSON.parse((await runTo(0, docker('list'), { home })).stdout)).toEqual({
      'registry.example': 'oauth2', 'index.docker.io': 'oauth2',
    })
    const given = (Secret: string) => JSON.stringify({ ServerURL: 'registry.example', Username: 'oauth2', Secret })
    expect((await runTo(0, docker('store'), { home, input: given('planted-access-token/+=') })).stdout).toBe('')
    const { stdout, stderr } = await runTo(2, docker('store'), { home, input: given('typed-password') })
    expect([stdout, stderr.includes('typed-password')]).toEqual(['', false])
    await runTo(2, docker('store'), { home, input: 'no JSON' })
    await runTo(0, docker('erase'), { home, input: 'registry.example' })
    await runTo(0, ['token'], { home })
    await runTo(2, docker('invent'), { home })
  })
})
