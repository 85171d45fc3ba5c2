import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Packs what is built for the tests of one file, as `npm publish` would. */
export function packOnce(): { file: string } {
  const tarball = { file: '' }
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'oauth-walk-tarball-'))
    // Its scripts would build again what the tests beside this one are reading.
    const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
    const said = JSON.parse(
      execFileSync('npm', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    ) as unknown
    const [{ filename = '' } = {}]
      = (Array.isArray(said) ? said : Object.values(said as object)) as { filename?: string }[]
    tarball.file = join(folder, filename)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return tarball
}
