import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openRegisteringStub, registrationToken } from '../support/registering-stub.ts'
import { openStub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

const run = async (home: string, ...words: string[]) => startInside(words, { home }).ended

describe('secrets: a refusal that repeats what was sent is told without it', () => {
  test.each(['token revoke', 'logout'])('%s', { timeout: 60_000 }, async (command) => {
    for (const form of [[], ['--json']]) {
      const stub = await openStub()
      const home = freshHome()
      const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
      expect(
        (await walk(
          [stub.issuer, '--client-id', stub.client.client_id, '--port', '0'], { home, environment }, {}, startInside,
        )).status,
      ).toBe(0)
      const sent: string[] = []
      stub.reset({ revoke: ({ parameters }) => {
        sent.push(parameters.get('token') ?? '')
        return { status: 400, body: { error: 'invalid_request', error_description: `what is ${sent.at(-1) ?? ''}?` } }
      } })
      const { stdout, stderr } = await run(home, ...command.split(' '), ...form)
      expect(sent.length).toBeGreaterThan(0)
      expect(`${stdout}${stderr}`).toContain('what is <')
      for (const token of sent) expect(`${stdout}${stderr}`).not.toContain(token)
    }
  })

  test.each([['show', 'GET'], ['remove', 'DELETE']])('client %s', { timeout: 60_000 }, async (command, refused) => {
    for (const form of [[], ['--json']]) {
      const { stub } = await openRegisteringStub({
        manage: (method, body) =>
          method === refused
            ? { status: 400, body: { error: 'invalid_request', error_description: `what is ${registrationToken}?` } }
            : { body },
      })
      const home = freshHome()
      expect((await walk([stub.issuer, '--register', '--port', '0'], { home }, {}, startInside)).status).toBe(0)
      const { stdout, stderr } = await run(home, 'client', command, ...form)
      expect(`${stdout}${stderr}`).toContain('what is ')
      expect(`${stdout}${stderr}`).not.toContain(registrationToken)
    }
  })
})
