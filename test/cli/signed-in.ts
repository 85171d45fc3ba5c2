import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshHome } from '../support/cli.ts'
import { age, signIn, type Json } from './support.ts'

/** What a login at the sandbox leaves: what it printed, the files of its home, and the walk that it saved. */
interface Login { at: number, claims: Json, files: [name: string, content: string][], walk: string }

/** The one login of this worker. */
let login: Login | undefined

async function logIn(): Promise<Login> {
  const home = freshHome()
  const walk = join(home, 'saved.json')
  const claims = await signIn(home, '--save', walk)
  const names = readdirSync(home).filter(name => /^(?:config|sandbox|[pt]-[0-9a-f]{32})\.json$/.test(name))
  return {
    at: Date.now(), claims, files: names.map(name => [name, readFileSync(join(home, name), 'utf8')]),
    walk: readFileSync(walk, 'utf8'),
  }
}

/**
 * Makes a home as a login at its own sandbox leaves it a moment ago, for tests that look at what comes after, and gives
 * the claims. All these sandboxes have one port: where one is to serve, or two at a time are wanted, each needs a login
 * of its own.
 */
export async function copyLogin(home: string): Promise<Json> {
  const { at, claims, files } = login ??= await logIn()
  for (const [name, content] of files) writeFileSync(join(home, name), content, { mode: 0o600 })
  age(home, -Math.floor((Date.now() - at) / 1000))
  return claims
}

/** Writes a saved walk of a login into a folder, and gives its path. */
export async function copyWalk(folder: string): Promise<string> {
  const { walk } = login ??= await logIn()
  writeFileSync(join(folder, 'saved.json'), walk, { mode: 0o600 })
  return join(folder, 'saved.json')
}
