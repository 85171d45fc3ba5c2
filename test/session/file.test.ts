import Conf from 'conf'
import { execFileSync } from 'node:child_process'
import fs, {
  chmodSync, chownSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { PrivatePath } from '../../src/place/folder.ts'
import { readStoreFile } from '../../src/session/read.ts'
import { removeStoreFile, writeStoreFile } from '../../src/session/write.ts'
import { collectWarnings, expectFailure, fileIn, makeFolder, modeOf, readJson } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'

const machine = makeMachine()
const quiet = () => undefined
const read = (path: PrivatePath) => readStoreFile(path, machine, quiet)
const write = async (path: PrivatePath, record: Record<string, unknown>) => writeStoreFile(path, record, machine, quiet)

const nasty = {
  'a.b': { 'c.d': [1, null, 'x'] }, 'https://op.example/realms/x': 1, empty: '', quotes: '"\\\u0000\u2028', 中文: '张三',
  emoji: '🦶',
  big: Number.MAX_SAFE_INTEGER, small: -1.5e-300, nested: { constructor: 1, prototype: 2 }, long: 'x'.repeat(100_000),
}

describe('conf', () => {
  test('is loaded by a write alone: no file imports it up front, and only one imports it at all', () => {
    const folder = join(import.meta.dirname, '../../src/session')
    const sources = readdirSync(folder).filter(name => name.endsWith('.ts')).map(name => ({
      name, text: readFileSync(join(folder, name), 'utf8'),
    }))
    expect(sources.filter(({ text }) => /from 'conf'|import 'conf'/.test(text))).toEqual([])
    expect(sources.filter(({ text }) => text.includes('\'conf\'')).map(({ name }) => name)).toEqual(['write.ts'])
  })
})

describe('reading by node:fs and by conf', () => {
  test('agree on what conf wrote through us', async () => {
    const folder = makeFolder()
    await write(fileIn(folder, 'config.json'), nasty)
    const conf = new Conf({ cwd: folder, configName: 'config', accessPropertiesByDotNotation: false })
    expect(read(fileIn(folder, 'config.json'))).toEqual(nasty)
    expect({ ...conf.store }).toEqual(nasty)
  })

  test('agree on what conf wrote by itself', () => {
    const folder = makeFolder()
    const conf = new Conf({ cwd: folder, configName: 'config', accessPropertiesByDotNotation: false })
    conf.store = nasty
    expect(read(conf.path as PrivatePath)).toEqual({ ...conf.store })
  })
})

describe('reading', () => {
  test('gives undefined where there is nothing, without making anything', () => {
    const folder = makeFolder()
    expect(read(fileIn(folder, 'config.json'))).toBeUndefined()
    expect(read(fileIn(folder, 'missing', 'config.json'))).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['empty', ''], ['zeroes', '\0\0\0\0'], ['torn', '{"access_token":"canary-abc'], ['array', '[1,2]'],
    ['null', 'null'],
    ['text', '"canary-abc"'], ['number', '7'], ['foreign', 'canary-abc: yes\n'], ['garbage', 'canary-abc{}'],
  ])('S7 refuses %s, keeps it as it is and quotes nothing of it', async (_name, content) => {
    const path = fileIn(makeFolder(), 'config.json')
    writeFileSync(path, content, { mode: 0o600 })
    const before = statSync(path)
    const failure = await expectFailure(() => read(path), 'store-corrupt', { path })
    await expectFailure(async () => write(path, { v: 1 }), 'store-corrupt', { path })
    expect(readFileSync(path, 'utf8')).toBe(content)
    expect(statSync(path).ino).toBe(before.ino)
    expect(JSON.stringify(failure) + String(failure.stack) + String(failure.cause)).not.toContain('canary')
  })

  test.each(['0644', '0666', '0640', '0604'])('S3 repairs a file restored with mode %s and warns once', (mode) => {
    const { warnings, warn } = collectWarnings()
    const path = fileIn(makeFolder(), 'config.json')
    writeFileSync(path, '{}')
    chmodSync(path, parseInt(mode, 8))
    readStoreFile(path, machine, warn)
    readStoreFile(path, machine, warn)
    expect(modeOf(path)).toBe('0600')
    expect(warnings).toEqual([{ code: 'file-was-readable', path, mode }])
  })

  test('S1 of a file that a writer replaces at that moment gives the old record', () => {
    const folder = makeFolder()
    const path = fileIn(folder, 'config.json')
    writeFileSync(path, '{"old":true}', { mode: 0o600 })
    writeFileSync(fileIn(folder, 'next'), '{"old":false}', { mode: 0o600 })
    const open = fs.openSync
    vi.spyOn(fs, 'openSync').mockImplementationOnce((...parts) => {
      const descriptor = open(...parts)
      renameSync(fileIn(folder, 'next'), path)
      return descriptor
    })
    syncBuiltinESMExports()
    onTestFinished(() => {
      vi.restoreAllMocks()
      syncBuiltinESMExports()
    })
    expect([read(path), read(path)]).toEqual([{ old: true }, { old: false }])
  })

  test('says why a file cannot be read', async () => {
    const file = fileIn(makeFolder(), 'file')
    writeFileSync(file, '')
    await expectFailure(() => read(fileIn(file, 'config.json')), 'store-unreadable', { errno: 'ENOTDIR' })
  })
})

describe('S12 what is not a plain file of ours is neither read nor overwritten', () => {
  const refused = async (path: PrivatePath, came: string | number, machineHere = machine) => {
    await expectFailure(() => readStoreFile(path, machineHere, quiet), 'store-unsafe', { path, came })
    await expectFailure(async () => writeStoreFile(path, { v: 1 }, machineHere, quiet), 'store-unsafe', { path, came })
  }

  function plant(): { path: PrivatePath, target: PrivatePath } {
    const folder = makeFolder()
    const target = fileIn(folder, 'target')
    writeFileSync(target, '{"planted":true}', { mode: 0o600 })
    return { path: fileIn(folder, 'config.json'), target }
  }

  test('a symbolic link', async () => {
    const { path, target } = plant()
    symlinkSync(target, path)
    await refused(path, '(link)')
    expect(readJson(target)).toEqual({ planted: true })
  })

  test('a second name of a file', async () => {
    const { path, target } = plant()
    linkSync(target, path)
    await refused(path, '(names 2)')
    expect(readJson(target)).toEqual({ planted: true })
  })

  test('a folder', async () => {
    const path = fileIn(makeFolder(), 'config.json')
    mkdirSync(path)
    await refused(path, '(folder)')
  })

  test('a pipe, without waiting for its other end', async () => {
    const path = fileIn(makeFolder(), 'config.json')
    execFileSync('mkfifo', [path])
    await refused(path, '(other)')
  })

  test('a socket', async () => {
    const path = fileIn(makeFolder(), 'config.json')
    const server = createServer().listen(path)
    onTestFinished(() => void server.close())
    await vi.waitFor(() => expect(existsSync(path)).toBe(true), { timeout: 10_000 })
    await expectFailure(() => read(path), 'store-unreadable', { errno: 'ENXIO' })
  })

  test('a file of another user', async () => {
    const { target } = plant()
    const other = makeMachine({ uid: (machine.uid ?? 0) + 1 })
    await refused(target, `(user-id ${machine.uid})`, other)
  })

  test.runIf(machine.uid === 0)('a file that was given to another user', async () => {
    const { target } = plant()
    chownSync(target, 12345, 12345)
    await refused(target, '(user-id 12345)')
  })
})

describe('writing', () => {
  test('replaces the whole record, with mode 0600 and nothing left beside it', async () => {
    const folder = makeFolder()
    const path = fileIn(folder, 'config.json')
    await write(path, { v: 1, old: true })
    await write(path, { v: 1, young: true })
    expect(readJson(path)).toEqual({ v: 1, young: true })
    expect([modeOf(path), readdirSync(folder)]).toEqual(['0600', ['config.json']])
  })

  test('drops SNAP before conf looks at it', async () => {
    vi.stubEnv('SNAP', '/snap/code/1')
    onTestFinished(() => void vi.unstubAllEnvs())
    const path = fileIn(makeFolder(), 'config.json')
    await write(path, { v: 1 })
    const before = statSync(path).ino
    await write(path, { v: 1, again: true })
    expect(process.env['SNAP']).toBeUndefined()
    expect(statSync(path).ino).not.toBe(before)
  })

  test('says what the system said', async () => {
    const path = fileIn(makeFolder(), 'missing', 'config.json')
    await expectFailure(async () => write(path, { v: 1 }), 'store-unwritable', { errno: 'ENOENT' })
  })
})

describe('removing', () => {
  test('takes a corrupt file as well as a good one, and a link rather than its target', () => {
    const folder = makeFolder()
    const path = fileIn(folder, 'config.json')
    writeFileSync(path, '{torn')
    expect([removeStoreFile(path), removeStoreFile(path)]).toEqual([true, false])
    writeFileSync(fileIn(folder, 'target'), 'kept')
    symlinkSync(fileIn(folder, 'target'), path)
    removeStoreFile(path)
    expect(readFileSync(fileIn(folder, 'target'), 'utf8')).toBe('kept')
  })

  test('says why it cannot', async () => {
    const path = fileIn(makeFolder(), 'config.json')
    mkdirSync(path)
    const failure = await expectFailure(() => removeStoreFile(path), 'store-unwritable', { path })
    expect(['EISDIR', 'EPERM']).toContain(failure.details['errno'])
  })
})
