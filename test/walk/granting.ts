import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { documentOf, walk, type Json, type Walked } from '../support/walks.ts'

export const secret = 'canary-client-secret'
export const soon = () => Math.floor(Date.now() / 1000) + 300

export interface Going { home?: string, environment?: NodeJS.ProcessEnv }

/** A login in which no browser takes part. */
export const go = async (words: string[], { home = freshHome(), environment = {} }: Going = {}): Promise<Walked> =>
  walk([...words, '--timeout', '90'], { home, environment }, 'nobody', startInside)
export const errorOf = (ended: Walked) => documentOf(ended)['error'] as Json

/** A file in the home, and its path. */
export function write(home: string, name: string, content: string): string {
  const path = join(home, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

export const reached = {
  ok: true, resource: { server: { name: 'stub' }, tools: [{ name: 'one' }] }, scope: ['tools'], refreshable: false,
}
