import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshHome } from '../support/cli.ts'
import { freshDatabase, type Cluster } from '../support/postgres.ts'
import { startRotating } from '../support/rotating-endpoint.ts'
import type { Stub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'
import { plantProfile, plantSession, runTo } from './support.ts'

/** As `store init` makes it: with it, nothing takes as long as a passphrase has to. */
export const storeKey = `oauthwalk_key_${Buffer.from('canary-key-of-32-bytes-for-tests').toString('base64url')}`

/** A machine that shares a store: a home of its own, and what a job's environment holds. */
export interface Machine {
  home: string
  environment: NodeJS.ProcessEnv
}

/** A machine that never logged in. */
export function newMachine(url: string): Machine {
  const home = freshHome()
  const key = join(home, 'team.key')
  writeFileSync(key, `${storeKey}\n`, { mode: 0o600 })
  return { home, environment: { OAUTH_WALK_STORE: url, OAUTH_WALK_PASSPHRASE_FILE: key } }
}

/** The same machine with other variables in its environment. */
export function withVariables({ home, environment }: Machine, variables: NodeJS.ProcessEnv): Machine {
  return { home, environment: { ...environment, ...variables } }
}

/** The same machine where no variable names the store. */
export function withoutStore(machine: Machine): Machine {
  return withVariables(machine, { OAUTH_WALK_STORE: undefined })
}

/** The same machine with a file of another key than the fleet's. */
export function withOtherKey(machine: Machine): Machine {
  const path = join(machine.home, 'other.key')
  writeFileSync(path, `oauthwalk_key_${'A'.repeat(43)}\n`, { mode: 0o600 })
  return withVariables(machine, { OAUTH_WALK_PASSPHRASE_FILE: path })
}

/** Signs in at a stub's provider on such a machine. */
export async function logInAt({ issuer, client }: Stub, machine: Machine, profile = 'team') {
  const words = [issuer, '--client-id', client.client_id, '--profile', profile, '--port', '0']
  return walk(words, withVariables(machine, { OAUTH_WALK_CLIENT_SECRET: client.client_secret }))
}

/** A login that lies in a database, due for a refresh, and the machine that put it there. */
export async function shareLogin(
  { cluster, rotated }: { cluster?: Cluster, rotated?: Parameters<typeof startRotating>[0] } = {},
) {
  const provider = await startRotating(rotated)
  const found = await freshDatabase(cluster)
  const machine = newMachine(found.url)
  plantSession(machine.home, provider.url, {
    refresh_token: provider.seen.current, expires_at: Date.now() - 1000, subject: 'canary-subject-zhang',
    id_token: 'canary-id-token/+=',
  })
  plantProfile(machine.home, 'default', {
    target: provider.url, 'authorization-endpoint': `${provider.url}/authorize`,
    'token-endpoint': `${provider.url}/token`,
    'client-id': 'walker', 'auth-method': 'client_secret_post',
  })
  await runTo(0, ['store', 'move', '--to', found.url], withoutStore(machine))
  return { ...found, provider, machine }
}
