import { mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const { digestOfOurs, forget, isUnchanged, remember } = await import(
  new URL('../scripts/build/unchanged.mjs', import.meta.url).href,
) as {
  digestOfOurs: (root: string) => Promise<string>
  forget: (root: string) => Promise<void>
  isUnchanged: (root: string) => Promise<boolean>
  remember: (root: string, inputs: string[], before: string) => Promise<void>
}

const inputs = ['src/main.ts', 'node_modules/jose/lib/sign.js', 'node_modules/@types/node/fs.d.ts']

/** A place in which something was built from a few files. */
async function build(): Promise<{ root: string, write: (file: string, text: string) => void }> {
  const root = mkdtempSync(join(tmpdir(), 'oauth-walk-build-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  for (const file of [
    ...inputs, 'src/other.ts', 'schema/a.json', 'scripts/build/a.mjs', 'scripts/build.mjs', 'package.json',
    'node_modules/.package-lock.json', 'node_modules/jose/package.json', 'node_modules/jose/LICENSE',
    'node_modules/jose/lib/unread.js', 'dist/oauth-walk.cjs', 'dist/vendor/open.cjs', 'man/oauth-walk.1',
  ]) write(file, file)
  await remember(root, inputs, await digestOfOurs(root))
  return { root, write }
}

describe('what was built is built again', () => {
  test('not where all is as it was, nor where another file of a package is', async () => {
    const { root, write } = await build()
    expect(await isUnchanged(root)).toBe(true)
    write('node_modules/jose/lib/unread.js', 'other')
    write('src/main.ts', 'src/main.ts')
    expect(await isUnchanged(root)).toBe(true)
  })

  test.each([
    'src/main.ts', 'src/other.ts', 'src/new.ts', 'schema/a.json', 'scripts/build/a.mjs', 'scripts/build.mjs',
    'package.json', 'node_modules/.package-lock.json', 'node_modules/jose/lib/sign.js', 'node_modules/jose/package.json',
    'node_modules/jose/LICENSE', 'node_modules/@types/node/fs.d.ts', 'dist/oauth-walk.cjs', 'dist/vendor/open.cjs',
    'dist/left.cjs', 'man/oauth-walk.1',
  ])('where %s is another', async (file) => {
    const { root, write } = await build()
    write(file, 'other')
    expect(await isUnchanged(root)).toBe(false)
  })

  test.each([
    'src/main.ts', 'node_modules/jose/lib/sign.js', 'node_modules/jose', 'node_modules/.package-lock.json', 'dist',
    'dist/vendor/open.cjs', 'man', 'node_modules/.cache',
  ])('where %s is gone', async (name) => {
    const { root } = await build()
    rmSync(join(root, name), { recursive: true })
    expect(await isUnchanged(root)).toBe(false)
  })

  test('where a file can be run that could not', async () => {
    const { root } = await build()
    chmodSync(join(root, 'dist/vendor/open.cjs'), 0o755)
    expect(await isUnchanged(root)).toBe(false)
  })

  test('where a build began and did not end, and where a source changed during one', async () => {
    const { root, write } = await build()
    await forget(root)
    expect(await isUnchanged(root)).toBe(false)
    const before = await digestOfOurs(root)
    write('src/main.ts', 'changed')
    await remember(root, inputs, before)
    expect(await isUnchanged(root)).toBe(false)
  })
})
