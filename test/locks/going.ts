import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { client } from '../support/locked-provider.ts'
import { walk, type Walked } from '../support/walks.ts'

export interface Going { home?: string, environment?: NodeJS.ProcessEnv }

/** Flags that write a file, which is not there before. */
const writing = new Set(['--save', '--html', '--har', '--curl', '--mermaid'])

/**
 * Signs in at a locked provider as its client, in this process: these tests differ in what the provider demands. Files
 * are named by where they lie in the home.
 */
export async function login(
  issuer: string, words: string[], { home = freshHome(), environment = {} }: Going = {},
): Promise<Walked> {
  const isFile = (word: string, place: number) =>
    /^\w/.test(word) && (writing.has(words[place - 1] ?? '') || existsSync(join(home, word)))
  const named = words.map((word, place) =>
    isFile(word.replace('@', ''), place) ? word.replace(/^@?/, at => `${at}${home}/`) : word)
  const line = [issuer, '--client-id', client.client_id, '--port', '0', '--timeout', '90', ...named]
  return walk(
    line, { home, environment: { OAUTH_WALK_CLIENT_SECRET: client.client_secret, ...environment } }, {}, startInside,
  )
}
