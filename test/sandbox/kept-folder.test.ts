import { linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
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

const names = `
  const { linkSync, unlinkSync, writeFileSync } = require('node:fs')
  const { workerData: path, parentPort } = require('node:worker_threads')
  const isAsked = new Int32Array(path.asked)
  while (Atomics.load(isAsked, 0) === 0) {
    writeFileSync(path.file + '.tmp', 'whole', { mode: 0o600 })
    linkSync(path.file + '.tmp', path.file)
    unlinkSync(path.file + '.tmp')
    unlinkSync(path.file)
  }
`

test('a file that just gets its name is read, though it has two for a moment', async () => {
  const path = temporaryFolder()
  const asked = new SharedArrayBuffer(4)
  const writer = new Worker(names, { eval: true, workerData: { file: join(path, 'notes'), asked } })
  const folder = stateFolder(path)
  const found = new Set<string | undefined>()
  try {
    await new Promise(resolve => writer.once('online', resolve))
    for (let times = 0; times < 5000 || !found.has('whole'); times += 1) found.add(folder.read('notes'))
  } finally {
    Atomics.store(new Int32Array(asked), 0, 1)
    await new Promise(resolve => writer.once('exit', resolve))
  }
  expect(found).toEqual(new Set([undefined, 'whole']))
})
