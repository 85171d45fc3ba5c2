import fs, { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { checkProfileName, createProfileStore } from '../../src/session/profiles.ts'
import type { Profile } from '../../src/session/profiles.ts'
import { bundleChild, crowded, raceChildren } from './children.ts'
import { collectWarnings, expectFailure, makeFolder, modeOf, readJson } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'
import { wide } from '../support/wide.ts'

bundleChild()

const machine = makeMachine()
const makeProfile = (name: string, settings: Profile['settings'] = {}): Profile => ({
  v: 1, name, created_at: '2025-01-01T00:00:00Z', settings,
})

function open(folder: string = makeFolder()) {
  const { warnings, warn } = collectWarnings()
  return { folder, warnings, store: createProfileStore(folder, machine, warn) }
}

const allowed = ['a', 'A', '0', '_', '-', 'con', 'nul', '__proto__', 'constructor', 'x'.repeat(64), '--help']
const refused = [
  '', '..', '.', 'a/b', 'a\\b', 'a.b', 'x'.repeat(65), 'x'.repeat(300), 'é', '张三', '🦶', 'a b', ' a', 'a\n', 'a\0', '*',
  'C:',
]

describe('S13 names', () => {
  test.each(allowed)('%s is allowed and stored', async (name) => {
    const { store } = open()
    await store.write(makeProfile(name, { issuer: name }))
    expect(checkProfileName(name)).toBe(name)
    expect(store.read(name)).toEqual(makeProfile(name, { issuer: name }))
    expect(store.list().map(profile => profile.name)).toEqual([name])
  })

  test.each(refused)('%j is refused everywhere and touches nothing', async (name) => {
    const { store, folder } = open()
    await expectFailure(() => checkProfileName(name), 'profile-name-invalid', { name })
    await expectFailure(() => store.read(name), 'profile-name-invalid')
    await expectFailure(async () => store.write(makeProfile(name)), 'profile-name-invalid')
    await expectFailure(async () => store.remove(name), 'profile-name-invalid')
    await expectFailure(async () => store.activate(name), 'profile-name-invalid')
    expect(readdirSync(folder)).toEqual([])
  })

  test('that differ only in case are different profiles in different files', async () => {
    const { store, folder } = open()
    await store.write(makeProfile('work', { n: 1 }))
    await store.write(makeProfile('WORK', { n: 2 }))
    expect([store.read('work')?.settings, store.read('WORK')?.settings]).toEqual([{ n: 1 }, { n: 2 }])
    expect(new Set(readdirSync(folder).map(name => name.toLowerCase())).size).toBe(2)
  })
})

describe('profiles', () => {
  test('are listed by name and keep settings with dots, addresses and lists', async () => {
    const { store } = open()
    const settings = { issuer: 'https://op.example/a.b', scope: ['openid'], nested: { 'x.y': null } }
    for (const name of ['b', 'C', 'a']) await store.write(makeProfile(name, settings))
    expect(store.list()).toEqual(['C', 'a', 'b'].map(name => makeProfile(name, settings)))
  })

  test('S3 lie in private files', async () => {
    const { store, folder } = open()
    await store.write(makeProfile('a'))
    expect(readdirSync(folder).map(name => modeOf(join(folder, name)))).toEqual(['0600'])
  })

  test('are absent, not an error, in a folder that does not exist', async () => {
    const { store, folder } = open(join(makeFolder(), 'missing'))
    expect([store.list(), store.read('a'), store.active(), await store.remove('a')]).toEqual([
      [], undefined, undefined, false,
    ])
    expect(() => readdirSync(folder)).toThrow()
  })

  test('S7 a broken one is told and skipped; the others work', async () => {
    const { store, folder, warnings } = open()
    for (const name of ['a', 'b', 'c']) await store.write(makeProfile(name))
    const [path = ''] = readdirSync(folder).map(name => join(folder, name)).filter(path =>
      (readJson(path) as Profile).name === 'b')
    writeFileSync(path, '{"v":1,')
    expect(store.list().map(profile => profile.name)).toEqual(['a', 'c'])
    expect(warnings).toEqual([{ code: 'file-skipped', path, reason: 'store-corrupt' }])
    await expectFailure(() => store.read('b'), 'store-corrupt', { path })
    expect(store.read('c')?.name).toBe('c')
    expect(await store.remove('b')).toBe(true)
  })

  test.each([
    [{ v: 2 }, 'v'], [{ name: 7 }, 'name'], [{ name: '../x' }, 'name'], [{ created_at: null }, 'created_at'],
    [{ settings: [] }, 'settings'],
  ])('S7 foreign content %j is named by its field', async (parts, field) => {
    const { store, folder } = open()
    await store.write(makeProfile('a'))
    const path = join(folder, readdirSync(folder)[0] ?? '')
    writeFileSync(path, JSON.stringify({ ...makeProfile('a'), ...parts }))
    await expectFailure(() => store.read('a'), 'store-corrupt', { path, field })
  })

  test('S15 one put in the place of another is refused', async () => {
    const { store, folder } = open()
    await store.write(makeProfile('a'))
    writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), JSON.stringify(makeProfile('b')))
    await expectFailure(() => store.read('a'), 'store-unsafe', { expected: 'a', came: 'b' })
  })
})

describe('the active profile', () => {
  test('is remembered, changed and forgotten', async () => {
    const { store } = open()
    expect(store.active()).toBeUndefined()
    await store.activate('a')
    await store.activate('b')
    expect(store.active()).toBe('b')
    await store.activate(undefined)
    await store.activate(undefined)
    expect(store.active()).toBeUndefined()
  })

  test('is forgotten with its profile, and not with another', async () => {
    const { store } = open()
    for (const name of ['a', 'b']) await store.write(makeProfile(name))
    await store.activate('a')
    expect([await store.remove('b'), store.active()]).toEqual([true, 'a'])
    expect([await store.remove('a'), store.active()]).toEqual([true, undefined])
  })

  test('S7 edited into something else is refused', async () => {
    const { store, folder } = open()
    writeFileSync(join(folder, 'config.json'), '{"active":"../../etc"}', { mode: 0o600 })
    await expectFailure(() => store.active(), 'store-corrupt', { field: 'active' })
  })
})

const writers = wide ? 10 : 4

describe('many profiles', () => {
  test(`S6 ${writers} processes that write one profile each twenty times lose nothing`, crowded, async () => {
    const { store, folder } = open()
    const names = Array.from({ length: writers }, (_, index) => `profile-${index}`)
    const ends = await raceChildren(names.map(name => ({ do: 'write-profile', folder, name, times: 20 })))
    expect(ends.map(end => end.report)).toEqual(names.map(() => ({})))
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    expect(store.list().map(profile => profile.settings['written'])).toEqual(names.map(() => all))
    expect(readdirSync(folder)).toHaveLength(writers)
  })

  test('reading one of 300 makes exactly the calls that reading the only one makes', async () => {
    const single = open()
    await single.store.write(makeProfile('a'))
    const crowd = open()
    await crowd.store.write(makeProfile('a'))
    for (let index = 0; index < 299; index += 1) writeFileSync(
      join(crowd.folder, `p-${String(index).padStart(32, '0')}.json`), '{broken',
    )
    chmodSync(crowd.folder, 0o700)
    const alone = callsOf(() => single.store.read('a'))
    expect(callsOf(() => crowd.store.read('a'))).toEqual(alone)
    // The way to the folder is looked at, however many there are.
    expect(alone.filter(call => call !== 'lstatSync')).toEqual(['openSync', 'fstatSync', 'readFileSync', 'closeSync'])
    expect(crowd.warnings).toEqual([])
  })
})

function callsOf(run: () => unknown): string[] {
  const calls: string[] = []
  const names = [
    'openSync', 'fstatSync', 'lstatSync', 'statSync', 'readFileSync', 'readdirSync', 'closeSync', 'opendirSync',
  ] as const
  const watch = () => {
    for (const name of names) {
      const real = fs[name] as (...parts: unknown[]) => unknown
      vi.spyOn(fs, name).mockImplementation((...parts: unknown[]) => {
        calls.push(name)
        return real(...parts)
      })
    }
    syncBuiltinESMExports()
  }
  const stop = () => {
    vi.restoreAllMocks()
    syncBuiltinESMExports()
  }
  onTestFinished(stop)
  watch()
  run()
  stop()
  return calls
}
