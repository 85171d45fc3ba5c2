import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { openRegisteringStub, registrationToken } from '../support/registering-stub.ts'
import { openStub } from '../support/stub-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'

/** A provider that registers a client, and names the management address of that at somebody else’s. */
async function openPlace() {
  const foreign = await openStub()
  const { stub } = await openRegisteringStub({
    answer: good => ({
      status: 201, body: {
        ...good, registration_access_token: registrationToken, registration_client_uri: `${foreign.issuer}/register/1`,
      },
    }),
  })
  foreign.reset({ elsewhere: () => ({ status: 204 }) })
  return { stub, foreign }
}

test('the token of a registration goes to no other host than the one that registered the client', async () => {
  const { stub, foreign } = await openPlace()
  const home = freshHome()
  const login = async () => walkInside([stub.issuer, '--register', '--port', '0', '--json'], { home })
  const first = await login()
  expect(documentOf(first), first.stderr).toMatchObject({
    ok: true, findings: expect.arrayContaining([
      expect.objectContaining({
        code: 'registration-uri-unsafe', message: expect.stringContaining('is on another host') as string,
      }),
    ]) as unknown,
  })
  // The kept client is looked up by the next login, and used as it was.
  expect((await login()).status).toBe(0)
  const shown = await runInside(['client', 'show', '--json'], { home })
  expect([shown.status, (JSON.parse(shown.stdout) as Json)['state']], shown.stderr).toEqual([0, 'not-read'])
  const removed = await runInside(['client', 'remove', '--json'], { home })
  expect(JSON.parse(removed.stdout)).toMatchObject({ confirmed: false, reason: 'elsewhere' })
  expect(removed.stderr.replace(/\s+/g, ' ')).toContain('is on another host than its registration endpoint')
  expect(foreign.asked).toEqual([])
  expect(JSON.stringify(stub.asked)).not.toContain(registrationToken)
})
