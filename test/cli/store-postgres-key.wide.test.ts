import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whyNoPostgres } from '../support/postgres.ts'
import { newMachine, shareLogin, withOtherKey } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { containing } from './support.ts'

const listed = async (url: string) =>
  (await runJson(0, ['store', 'list', '--store', url], newMachine(url)))['sessions'] as unknown[]

describe.skipIf(whyNoPostgres !== undefined)('the key of a shared session', { timeout: 120_000 }, () => {
  test('is compared where it is another one: no machine ends the session of all with it', async () => {
    const { url, machine, provider } = await shareLogin()
    for (const one of [machine, newMachine(url)]) {
      const error = await runToError(6, ['token', '--profile', 'default'], withOtherKey(one))
      expect(error).toMatchObject({
        code: 'store-sealed', hint: containing('Compare the key with that of the other machines'),
      })
      expect(error['hint']).not.toContain('logout')
      expect(error['cause']).not.toContain('file')
      expect(await runToError(6, ['logout', '--profile', 'default'], withOtherKey(one))).toMatchObject({
        code: 'store-sealed',
      })
      const keyless = { ...one, environment: { ...one.environment, OAUTH_WALK_PASSPHRASE_FILE: undefined } }
      expect(await runToError(7, ['logout', '--profile', 'default'], keyless)).toMatchObject({ code: 'person-needed' })
    }
    expect([(await listed(url)).length, provider.seen]).toMatchObject([1, { requests: 0, isRevoked: false }])
    const ended = await runTo(0, ['logout', '--profile', 'default'], machine)
    expect(ended.stderr).toContain(`is deleted in ${url}: every machine is signed out`)
    expect(await listed(url)).toEqual([])
  })

  test('is not to blame where somebody damaged the row, which names no file to put aside', async () => {
    const { url, machine, cluster, database } = await shareLogin()
    await cluster.query('UPDATE oauth_walk_sessions SET sealed = \'torn\'', database)
    expect(await runToError(6, ['token'], machine)).toMatchObject({
      code: 'store-corrupt', message: `The session in ${url} is damaged`, hint: containing('oauth-walk login'),
    })
    expect(await runJson(0, ['logout'], machine)).toMatchObject({ deleted: true })
  })

  test('is blamed by its own file, and by what named that', async () => {
    const { machine } = await shareLogin()
    const path = join(machine.home, 'no.key')
    for (const [words, environment, source] of [
      [[], { ...machine.environment, OAUTH_WALK_PASSPHRASE_FILE: path }, 'OAUTH_WALK_PASSPHRASE_FILE'],
      [['--passphrase-file', path], machine.environment, '--passphrase-file'],
    ] as const) {
      const error = await runToError(2, ['token', ...words], { ...machine, environment })
      expect(error).toMatchObject({
        code: 'file-unreadable', message: `${path} can’t be read (ENOENT)`,
        cause: `There is no such file. Its name comes from ${source}.`, hint: `ls -l ${machine.home}/`,
      })
    }
    writeFileSync(path, `oauthwalk_key_${'A'.repeat(43)}\n`)
    chmodSync(path, 0o644)
    expect(await runToError(6, ['token', '--passphrase-file', path], machine)).toMatchObject({
      code: 'store-unsafe',
      message: `${path} is not safe to use: expected only its owner to have the right to read it, found the mode 0644`,
      hint: `chmod 600 ${path}`,
    })
  })
})
