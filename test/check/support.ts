import { readdirSync } from 'node:fs'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import type { Json } from '../support/walks.ts'

export interface Checked { status: number | null, document: Json, stdout: string, stderr: string, stored: string[] }

/**
 * Runs `check` by the program's own entry, with --json unless a document of another kind is asked for; and what it left
 * in its home.
 */
export async function check(
  words: string[], environment: NodeJS.ProcessEnv = {}, form: string[] = ['--json'],
): Promise<Checked> {
  const home = freshHome()
  const { status, stdout, stderr } = await startInside(['check', ...words, ...form], { home, environment }).ended
  return {
    status, stdout, stderr, document: form.includes('--json') ? JSON.parse(stdout) as Json : {},
    stored: readdirSync(home),
  }
}

/** The verdict on each rule. */
export function verdictsOf(document: Json): Record<string, string> {
  return Object.fromEntries(
    (document['rules'] as { id: string, verdict: string }[]).map(({ id, verdict }) => [id, verdict]),
  )
}
