import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pathBeside, type PrivatePath } from '../../src/place/folder.ts'
import { buryDead } from '../../src/session/holder.ts'
import { withLock } from '../../src/session/lock.ts'
import { bundleChild, crowded, raceChildren } from './children.ts'
import { expectFailure, fileIn, makeFolder } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'
import { wide } from '../support/wide.ts'

bundleChild()

const machine = makeMachine()
const lockOf = (path: PrivatePath) => pathBeside(path, '.lock')
const tryOnce = { waitMs: 0 }
const take = async (path: PrivatePath, here = machine) => withLock(path, here, tryOnce, async () => 'taken')

interface Owner { pid?: unknown, started?: string | undefined, hostname?: string, nonce?: string }

/** Leaves a lock as another process would have, made so many milliseconds ago. */
function plantLock(owner: Owner | string, ageMs = 0): PrivatePath {
  const path = fileIn(makeFolder(), 'store.json')
  const lock = `${path}.lock`
  mkdirSync(lock)
  const whole = {
    pid: process.pid, started: machine.startTime(process.pid), hostname: machine.hostname, nonce: 'planted',
    ...typeof owner === 'string' ? {} : owner,
  }
  writeFileSync(join(lock, 'owner'), typeof owner === 'string' ? owner : JSON.stringify(whole))
  const made = (Date.now() - ageMs) / 1000
  utimesSync(lock, made, made)
  return path
}

describe('a lock', () => {
  test('gives what the section gives and leaves nothing behind', async () => {
    const folder = makeFolder()
    expect(await withLock(fileIn(folder, 'x'), machine, tryOnce, async () => readdirSync(folder))).toEqual(['x.lock'])
    expect(readdirSync(folder)).toEqual([])
  })

  test('is released when the section fails, and the section\'s error is what comes', async () => {
    const folder = makeFolder()
    const failing = withLock(fileIn(folder, 'x'), machine, tryOnce, async () => Promise.reject(new Error('mine')))
    await expect(failing).rejects.toThrow('mine')
    expect(readdirSync(folder)).toEqual([])
  })

  test('held by this very process keeps others of it out, and says who holds it', async () => {
    const path = fileIn(makeFolder(), 'x')
    await withLock(path, machine, tryOnce, async () => {
      await expectFailure(
        async () => take(path), 'store-locked', { path, pid: process.pid, hostname: machine.hostname },
      )
    })
    expect(await take(path)).toBe('taken')
  })

  test('is waited for no longer than asked, whatever the wall clock does', async () => {
    const path = fileIn(makeFolder(), 'x')
    const stopped = makeMachine({ now: () => 0 })
    await withLock(path, machine, tryOnce, async () => {
      const start = performance.now()
      await expectFailure(async () => withLock(path, stopped, { waitMs: 120 }, async () => 'never'), 'store-locked')
      expect(performance.now() - start).toBeGreaterThanOrEqual(120)
    })
  })

  test('can be given up on', async () => {
    const path = fileIn(makeFolder(), 'x')
    await withLock(path, machine, tryOnce, async () => {
      const controller = new AbortController()
      const waiting = withLock(path, machine, { waitMs: 20_000, signal: controller.signal }, async () => 'never')
      setImmediate(() => controller.abort(new Error('interrupted')))
      await expect(waiting).rejects.toThrow('interrupted')
      await expect(
        withLock(path, machine, { waitMs: 0, signal: controller.signal }, async () => 'never'),
      ).rejects.toThrow(
        'interrupted',
      )
    })
  })

  test('has its owner inside from the first instant, in private files', async () => {
    const path = fileIn(makeFolder(), 'x')
    await withLock(path, machine, tryOnce, async () => {
      const owner: unknown = JSON.parse(readFileSync(fileIn(`${path}.lock`, 'owner'), 'utf8'))
      const nonce: unknown = expect.stringMatching(/^[\w-]{8,}$/)
      expect(owner).toEqual({
        pid: process.pid, started: machine.startTime(process.pid), hostname: machine.hostname, nonce,
      })
    })
  })

  test('taken away meanwhile is not released for the thief', async () => {
    const path = fileIn(makeFolder(), 'x')
    const other = makeMachine({ hostname: 'elsewhere', now: () => Date.now() + 61_000 })
    await withLock(path, machine, tryOnce, async () => {
      expect(buryDead(path, lockOf(path), other)).toBe(true)
      mkdirSync(`${path}.lock`)
      writeFileSync(fileIn(`${path}.lock`, 'owner'), JSON.stringify({ pid: 1, hostname: 'elsewhere', nonce: 'thief' }))
    })
    expect(existsSync(`${path}.lock`)).toBe(true)
  })

  test('says why the folder takes none', async () => {
    await expectFailure(async () => take(fileIn(makeFolder(), 'missing', 'x')), 'store-unwritable', { errno: 'ENOENT' })
  })

  test('S12 is refused where something else has its name', async () => {
    const path = fileIn(makeFolder(), 'x')
    writeFileSync(`${path}.lock`, '')
    await expectFailure(async () => take(path), 'store-unsafe', { expected: '(folder)', came: '(file)' })
  })
})

describe('a holder', () => {
  const dead = { isAlive: () => false }
  test('that died is replaced at once, and its grave keeps a second thief out', async () => {
    const path = plantLock({})
    const here = makeMachine(dead)
    expect(await take(path, here)).toBe('taken')
    expect(existsSync(`${path}.dead.planted`)).toBe(true)
    mkdirSync(`${path}.lock`)
    writeFileSync(
      fileIn(`${path}.lock`, 'owner'), JSON.stringify({ pid: 1, hostname: machine.hostname, nonce: 'planted' }),
    )
    expect(buryDead(path, lockOf(path), here)).toBe(false)
  })

  test('whose pid is another program\'s by now is replaced at once', async () => {
    expect(await take(plantLock({ started: '1' }))).toBe('taken')
  })

  test('that lives is never replaced, however long it takes', async () => {
    await expectFailure(async () => take(plantLock({}, 3_600_000)), 'store-locked', { pid: process.pid })
  })

  test('that released just when it was looked at does not cost the next holder its lock', () => {
    const path = plantLock({ pid: 4_000_000 })
    // While the dead pid is judged, the lock passes on to a living process.
    const isAlive = () => {
      writeFileSync(
        fileIn(`${path}.lock`, 'owner'),
        JSON.stringify({ pid: process.pid, hostname: machine.hostname, nonce: 'next' }),
      )
      return false
    }
    expect(buryDead(path, lockOf(path), makeMachine({ isAlive }))).toBe(false)
    expect(existsSync(`${path}.lock`)).toBe(true)
  })

  test('S18 of another host is left alone for a minute, though its pid is nobody\'s here', async () => {
    const here = makeMachine(dead)
    await expectFailure(
      async () => take(plantLock({ hostname: 'elsewhere' }, 58_000), here), 'store-locked', { hostname: 'elsewhere' },
    )
    expect(await take(plantLock({ hostname: 'elsewhere' }, 61_000), here)).toBe('taken')
  })

  test('S18 of another host is not replaced because our clock was set back', async () => {
    const here = makeMachine({ ...dead, now: () => Date.now() - 86_400_000 })
    await expectFailure(async () => take(plantLock({ hostname: 'elsewhere' }, 61_000), here), 'store-locked')
  })

  test('is believed for ten minutes where processes have no start time', async () => {
    const here = makeMachine({ startTime: () => undefined })
    await expectFailure(async () => take(plantLock({ started: undefined }, 590_000), here), 'store-locked')
    expect(await take(plantLock({ started: undefined }, 610_000), here)).toBe('taken')
  })

  test.each([
    '', '{', '[]', '{"pid":"1"}', '{"pid":1,"hostname":"x","nonce":"../../x"}',
  ])('that left %j is waited for a minute', async (content) => {
    await expectFailure(async () => take(plantLock(content, 50_000)), 'store-locked')
    expect(await take(plantLock(content, 61_000))).toBe('taken')
  })
})

const [many, killed] = wide ? [20, 5] : [8, 3]

describe('many processes', crowded, () => {
  test(`${many} of them, ${killed} killed while holding: no overlap, no lost increment, no wait for the dead`, async () => {
    const folder = makeFolder()
    const [log, counter] = [fileIn(folder, 'log'), fileIn(folder, 'counter')]
    writeFileSync(log, '')
    writeFileSync(counter, '0')
    const shared = { do: 'locked-sections', path: fileIn(folder, 'x'), log, counter, sections: 5 } as const
    const ends = await raceChildren(
      Array.from({ length: many }, (_, index) => index < killed ? { ...shared, dieIn: index + 1 } : shared),
    )

    expect(ends.slice(0, killed).map(end => end.signal)).toEqual(Array.from({ length: killed }, () => 'SIGKILL'))
    expect(ends.slice(killed).map(end => end.report)).toEqual(Array.from({ length: many - killed }, () => ({})))
    expect(Number(readFileSync(counter, 'utf8'))).toBe((many - killed) * 5 + killed * (killed - 1) / 2)
    expect(countOverlaps(readFileSync(log, 'utf8'))).toEqual({ overlaps: 0, cutOff: killed })
    // The last to hold it may be one of the dead.
    expect(await take(fileIn(folder, 'x'))).toBe('taken')
  })
})

/**
 * Reads a log of sections: one cut off is entered and never left; one that overlaps is left after another was entered.
 */
function countOverlaps(log: string): { overlaps: number, cutOff: number } {
  let inside: string | undefined
  let overlaps = 0
  let cutOff = 0
  for (const line of log.trim().split('\n')) {
    const [word, pid] = line.split(' ')
    if (word === 'enter') {
      if (inside !== undefined) cutOff += 1
      inside = pid
    } else {
      if (inside !== pid) overlaps += 1
      inside = undefined
    }
  }
  return { overlaps, cutOff: inside === undefined ? cutOff : cutOff + 1 }
}
