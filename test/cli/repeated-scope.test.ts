import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo } from './inside.ts'
import { expire, plantSession, readSession } from './support.ts'
import * as atDoor from './support.ts'
import { refusal, startStub, tokens, type Seen } from './stub-provider.ts'

/** A provider that refuses a refresh without a scope, as Entra does (AADSTS90009). */
async function startWanting() {
  let generation = 0
  const stub = await startStub({
    '/token': ({ form }: Seen) => {
      generation += 1
      return form['scope'] === undefined
        ? refusal('invalid_request')
        : { body: { ...tokens(generation), scope: form['scope'] } }
    },
  })
  const home = freshHome()
  plantSession(home, stub.issuer, { scope: ['read', 'write'] })
  return { home, scopes: () => stub.seenAt('/token').map(({ form }) => form['scope']) }
}

test('a refresh leaves the scope out, and repeats it where that is asked for: by flag, by variable, and for less', async () => {
  const { home, scopes } = await startWanting()
  await runTo(3, ['token', 'refresh'], { home })
  await atDoor.runTo(0, ['token', 'refresh', '--repeat-scope'], { home })
  expect(readSession(home)).toMatchObject({ access_token: 'stub-access-2/+=' })
  expire(home)
  const environment = { OAUTH_WALK_REPEAT_SCOPE: '1' }
  expect((await runTo(0, ['token'], { home, environment })).stdout).toBe('stub-access-3/+=\n')
  expect((await runTo(0, ['token', '--scope', 'read'], { home, environment })).stdout).toBe('stub-access-4/+=\n')
  expect(scopes()).toEqual([undefined, 'read write', 'read write', 'read'])
})
