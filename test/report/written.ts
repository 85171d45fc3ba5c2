import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ExportKind } from '../../src/cli/report/export-kinds.ts'
import { freshHome, start, type Ended } from '../support/cli.ts'
import type { Begin } from '../support/walks.ts'

/** A walk that was written down in every way, with the text of each file. */
export interface Written {
  home: string
  ended: Ended
  files: Record<ExportKind, string>
  pathOf: (kind: keyof Written['files']) => string
}

/** The file of each way. */
export const names: Record<ExportKind, string> = {
  html: 'walk.html', mermaid: 'walk.mmd', har: 'walk.har', curl: 'walk.sh', save: 'walk.json',
}

/** Flags that write every file into this folder. */
export function everyExport(folder: string): string[] {
  return Object.entries(names).flatMap(([kind, name]) => [`--${kind}`, join(folder, name)])
}

export function readExport(folder: string, kind: keyof Written['files']): string {
  return readFileSync(join(folder, names[kind]), 'utf8')
}

/** Reads what `everyExport` asked for. */
export function readExports(folder: string): Written['files'] {
  const kinds = Object.keys(names) as (keyof Written['files'])[]
  return Object.fromEntries(kinds.map(kind => [kind, readExport(folder, kind)])) as Written['files']
}

/** Walks to the sandbox and writes the walk down in every way. */
export async function writeWalk(words: readonly string[] = [], status = 0, begin: Begin = start): Promise<Written> {
  const home = freshHome()
  const ended
    = await begin(['login', 'sandbox', '--auto', '--port', '0', ...words, ...everyExport(home)], { home }).ended
  expect(ended.status, ended.stderr).toBe(status)
  return { home, ended, files: readExports(home), pathOf: kind => join(home, names[kind]) }
}
