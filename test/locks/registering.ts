import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { freshHome, type Ended } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { documentOf, walk, type Json } from '../support/walks.ts'

interface Going { home?: string, environment?: NodeJS.ProcessEnv }

/** Logs in without a client id. */
export async function login(
  issuer: string, words: string[] = ['--register'], { home = freshHome(), environment = {} }: Going = {},
): Promise<Ended> {
  return walk([issuer, '--port', '0', '--timeout', '90', ...words], { home, environment }, {}, startInside)
}

/** Another command, in this process. */
export async function client(home: string, ...words: string[]): Promise<Ended> {
  return startInside(words, { home }).ended
}

/** An oidc-provider at which clients register, and are managed. */
export const registering = (initialAccessToken: string | false = false) => ({
  features: { registration: { enabled: true, initialAccessToken }, registrationManagement: { enabled: true } },
})

/** The registered clients as they lie in the home. */
export function kept(home: string): { mode: number, record: Json & { registration: Json } }[] {
  return readdirSync(home).filter(name => /^c-[0-9a-f]{32}\.json$/.test(name)).map(name => ({
    mode: statSync(join(home, name)).mode & 0o777,
    record: JSON.parse(readFileSync(join(home, name), 'utf8')) as Json & { registration: Json },
  }))
}

/** What was told of the client. */
export const findingsOf = (ended: Ended) =>
  (documentOf(ended)['findings'] as { code: string, message: string }[]).filter(({ code }) =>
    /^(?:regist|client)/.test(code))
export const errorOf = (ended: Ended) => (documentOf(ended) as { error: Json }).error
