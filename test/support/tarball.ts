import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll } from 'vitest'
import { onceARun } from './once-a-run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Packs what is built, as `npm publish` would: once for all test files. */
export function packOnce(): { file: string } {
  const tarball = { file: '' }
  beforeAll(async () => {
    const folder = await onceARun('tarball', pack)
    tarball.file = join(folder, readdirSync(folder)[0] ?? '')
  })
  return tarball
}

function pack(folder: string): void {
  // Its scripts would build again what the tests beside this one are reading.
  const words = ['pack', '--ignore-scripts', '--pack-destination', folder]
  execFileSync('npm', words, { cwd: root, stdio: 'ignore' })
}
