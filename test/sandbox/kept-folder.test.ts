import { linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stateFolder, temporaryFolder } from './support.ts'

describe('a file that is appended to', () => {
  test('is made where there is none, for its owner only, and grows at its end', () => {
    const path = join(temporaryFolder(), 'deep', 'er')
    const folder = stateFolder(path)
    folder.append('notes', 'one\n')
    folder.append('notes', 'two\n')
    expect([folder.read('notes'), statSync(join(path, 'notes')).mode & 0o777]).toEqual(['one\ntwo\n', 0o600])
    folder.remove('notes')
    folder.remove('notes')
    expect(folder.read('notes')).toBeUndefined()
  })

  test.each<[string, (target: string, path: string) => void, string]>([
    ['a link', (target, path) => symlinkSync(target, path), 'store-unwritable'],
    ['a second name', (target, path) => linkSync(target, path), 'store-unsafe'],
    ['a folder', (_, path) => mkdirSync(path), 'store-unwritable'],
  ])('is not %s', (_, plant, code) => {
    const path = temporaryFolder()
    const target = join(temporaryFolder(), 'of-somebody')
    writeFileSync(target, 'before', { mode: 0o600 })
    plant(target, join(path, 'notes'))
    expect(() => stateFolder(path).append('notes', 'after')).toThrow(expect.objectContaining({ code }))
    expect(readFileSync(target, 'utf8')).toBe('before')
  })
})
