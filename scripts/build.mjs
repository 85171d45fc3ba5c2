// `npm run build`: makes dist and the manual page, unless they are what it would make (build/unchanged.mjs).
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOfOurs, forget, isUnchanged, remember } from './build/unchanged.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
if (!await isUnchanged(root)) {
  await forget(root)
  const before = await digestOfOurs(root)
  const { read } = await import('./build/program.mjs')
  await remember(root, read, before)
}
