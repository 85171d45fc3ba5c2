// The files of the program that go into an executable, each with its name there.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** By name, where each lies. In an executable nothing is kept on the disk of what V8 made: it is within. */
export function listFiles(root) {
  const names = [
    'package.json', 'LICENSE', 'dist/vendor/LICENSES.txt', 'bin/oauth-walk.cjs', 'bin/docker-credential-oauth-walk.cjs',
    'bin/keyring.cjs',
    ...['dist', 'dist/vendor'].flatMap(folder =>
      readdirSync(join(root, folder)).filter(name => name.endsWith('.cjs')).map(name => `${folder}/${name}`)),
  ]
  return new Map([
    ...names.map(name => [name, join(root, name)]), ['bin/compiled.cjs', join(root, 'scripts/executable/compiled.cjs')],
  ])
}
