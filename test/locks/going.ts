import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, run, type Ended } from '../support/cli.ts'
import { client } from '../support/locked-provider.ts'

export interface Going { home?: string, environment?: NodeJS.ProcessEnv }

/** Signs in at a locked provider as its client, by a scripted browser; the home is the working folder too. */
export async function login(issuer: string, words: string[], { home = freshHome(), environment = {} }: Going = {}): Promise<Ended> {
  const browser = scriptedBrowser()
  const line = ['login', issuer, '--client-id', client.client_id, '--port', '0', '--timeout', '20', '--browser', browser.command, ...words]
  return run(line, { home, cwd: home, environment: { OAUTH_WALK_CLIENT_SECRET: client.client_secret, ...environment } })
}
