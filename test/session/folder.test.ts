import Conf from 'conf'
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFolder, type PrivateFolder } from '../../src/place/folder.ts'
import { storeFolder } from '../../src/place/home.ts'
import { removeTemporaries, sweepLitter } from '../../src/session/litter.ts'
import { collectWarnings, expectFailure, fileIn, makeFolder, modeOf } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'

const machine = makeMachine()

describe('the default folder', () => {
  test('is where conf itself would put the project', () => {
    const store = new Conf({ projectName: 'oauth-walk', projectSuffix: '', configName: 'never-written' })
    expect(storeFolder({ ...process.env, OAUTH_WALK_HOME: undefined }, process.platform)).toBe(dirname(store.path))
  })
})

describe('opening the folder', () => {
  test.runIf(
    existsSync('/proc/self'),
  )('ends where the system has no room for folders: Node’s own recursive way never does', async () => {
    await expectFailure(
      () => openFolder('/proc/oauth-walk/home', machine, () => undefined), 'store-unwritable', { errno: 'ENOENT' },
    )
  })

  test('S3 makes it, and what leads to it, for its owner alone', () => {
    const { warnings, warn } = collectWarnings()
    const outer = join(makeFolder(), 'config')
    openFolder(join(outer, 'oauth-walk'), machine, warn)
    expect([modeOf(outer), modeOf(join(outer, 'oauth-walk')), warnings]).toEqual(['0700', '0700', []])
  })

  test.each(['0755', '0777', '0750', '0701', '1777'])('S3 repairs mode %s with one warning', (mode) => {
    const { warnings, warn } = collectWarnings()
    const path = makeFolder()
    chmodSync(path, parseInt(mode, 8))
    openFolder(path, machine, warn)
    openFolder(path, machine, warn)
    expect(modeOf(path)).toBe('0700')
    expect(warnings).toEqual([{ code: 'folder-was-open', path, mode }])
  })

  test('S12 refuses a link to a folder', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'real'))
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    await expectFailure(
      () => openFolder(join(folder, 'link'), machine, () => undefined), 'store-unsafe',
      { expected: '(folder)', came: '(link)' },
    )
  })

  test('S12 refuses a dangling link and a file', async () => {
    const folder = makeFolder()
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
    writeFileSync(join(folder, 'file'), '')
    await expectFailure(() => openFolder(join(folder, 'link'), machine, () => undefined), 'store-unsafe')
    await expectFailure(
      () => openFolder(join(folder, 'file'), machine, () => undefined), 'store-unsafe', { came: '(file)' },
    )
  })

  test('S12 refuses a folder of another user', async () => {
    const path = makeFolder()
    const other = makeMachine({ uid: (machine.uid ?? 0) + 1 })
    const details = { path, expected: `(user-id ${other.uid})`, came: `(user-id ${machine.uid})` }
    await expectFailure(() => openFolder(path, other, () => undefined), 'store-unsafe', details)
  })

  test.runIf(machine.uid === 0)('S12 refuses a folder that was given to another user', async () => {
    const path = makeFolder()
    chownSync(path, 12345, 12345)
    await expectFailure(() => openFolder(path, machine, () => undefined), 'store-unsafe', { came: '(user-id 12345)' })
  })

  test('S8 says which folder cannot be made', async () => {
    const file = join(makeFolder(), 'file')
    writeFileSync(file, '')
    await expectFailure(
      () => openFolder(join(file, 'below'), machine, () => undefined), 'store-unwritable', { errno: 'ENOTDIR' },
    )
  })

  test('leaves modes and owners alone where they mean nothing', () => {
    const { warnings, warn } = collectWarnings()
    const path = makeFolder()
    chmodSync(path, 0o755)
    openFolder(path, makeMachine({ uid: undefined }), warn)
    expect([modeOf(path), warnings]).toEqual(['0755', []])
  })
})

describe('litter', () => {
  const stem = `t-${'a'.repeat(32)}.json`
  const litter = [
    `${stem}.tmp-1234567890abcdef`, `p-${'b'.repeat(32)}.json.tmp-x`, 'config.json.tmp-1234567890abcdef',
    `${stem}.dead.nonce`, `${stem}.gone.nonce`, `${stem}.lock.nonce`, 'open-01234567-89ab-4cde-8f01-23456789abcd.html',
  ]
  const keepers = [
    stem, `${stem}.lock`, `p-${'b'.repeat(32)}.json`, 'config.json', 'notes.tmp-1', 'config.json.backup',
    'open-me.html',
  ]

  function fill(): PrivateFolder {
    const folder = makeFolder()
    for (const name of [...litter, ...keepers]) writeFileSync(join(folder, name), 'secret')
    return folder
  }
  const present = (folder: string, names: string[]) => names.filter(name => existsSync(join(folder, name)))

  test('S2 D23 is swept when it is old enough, and nothing else is', () => {
    const folder = fill()
    sweepLitter(folder, makeMachine({ now: () => Date.now() + 30_000 }), 60_000)
    expect(present(folder, litter)).toEqual(litter)
    sweepLitter(folder, makeMachine({ now: () => Date.now() + 61_000 }), 60_000)
    expect(present(folder, litter)).toEqual([])
    expect(present(folder, keepers)).toEqual(keepers)
  })

  test('a grave whose lock was made long ago is as young as its burial', () => {
    const folder = makeFolder()
    const grave = join(folder, `${stem}.dead.nonce`)
    mkdirSync(grave)
    utimesSync(grave, 1, 1)
    sweepLitter(folder, machine, 60_000)
    expect(existsSync(grave)).toBe(true)
  })

  test('S11 of one file goes at once, whatever its age', () => {
    const folder = fill()
    removeTemporaries(fileIn(folder, stem))
    expect(present(folder, litter)).toEqual(litter.slice(1))
    expect(present(folder, keepers)).toEqual(keepers)
  })

  test('a folder that is not there has none', () => {
    const folder = makeFolder()
    rmSync(folder, { recursive: true })
    expect(() => sweepLitter(folder, machine, 0)).not.toThrow()
  })
})
