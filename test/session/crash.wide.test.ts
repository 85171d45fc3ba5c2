import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSessionStore } from '../../src/session/sessions.ts'
import { onDisk } from '../support/once-a-run.ts'
import { thorough } from '../support/thorough.ts'
import { bundleChild, startChild } from './children.ts'
import { filesContaining, key, makeFolder, makeSession, sessionPath } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'
import { wide } from '../support/wide.ts'

bundleChild()

const machine = makeMachine()
const rounds = thorough ? 20 : wide ? 8 : 4
// Longer than a block, so that a torn file would be seen.
const session = makeSession({ access_token: `canary-${'a'.repeat(6000)}`, refresh_token: 'canary-refresh' })

/** Starts a process that writes all the time, lets it write a little, kills it, and tells what its killing left. */
async function killWhileWriting(folder: string, environment: NodeJS.ProcessEnv, turns: number): Promise<number> {
  const child = startChild({ do: 'write-forever', folder, session }, { environment })
  await child.said('writing')
  // A different distance into the next write each time; no promise hangs on how far it gets.
  for (let turn = 0; turn < turns; turn += 1) existsSync(folder)
  child.process.kill('SIGKILL')
  await child.ended
  return readdirSync(folder).filter(name => name.includes('.tmp-')).length
}

describe.each([
  {}, { SNAP: '/snap/code/1' },
])('S1 S2 a writer killed at any moment, with environment %j', (environment) => {
  test(`leaves a whole file in at least ${rounds} rounds, and no token outside it after the next command`, async () => {
    const root = makeFolder(onDisk())
    let littered = 0
    const round = async (turns: number) => {
      const folder = mkdtempSync(join(root, 'round-'))
      littered += await killWhileWriting(folder, environment, turns) > 0 ? 1 : 0
      const store = createSessionStore(folder, machine, () => undefined)
      expect(await store.read(key)).toMatchObject({
        refresh_token: 'canary-refresh', access_token: session.access_token,
      })
      await store.exclusively(key, { waitMs: 1000 }, async () => undefined)
      expect(filesContaining(folder, 'canary')).toEqual([sessionPath(folder).slice(folder.length + 1)])
      rmSync(folder, { recursive: true })
    }
    // Without any litter the rounds would have proven nothing about it.
    for (let index = 0; index < rounds || littered === 0; index += 2) {
      expect(index, 'no writer was killed in the middle of a write').toBeLessThan(10 * rounds)
      await Promise.all([round(index * 150), round((index + 1) * 150)])
    }
  }, 60_000)
})

test('S1 a reader beside a writer never sees anything but a whole record', async () => {
  const folder = makeFolder()
  const child = startChild({ do: 'write-forever', folder, session })
  await child.said('writing')
  const store = createSessionStore(folder, machine, () => undefined)
  const generations = new Set<number | undefined>()
  for (let turn = 0; turn < 10_000; turn += 1) generations.add((await store.read(key))?.refresh_generation)
  child.process.kill('SIGKILL')
  await child.ended
  expect(generations).not.toContain(undefined)
  expect(generations.size).toBeGreaterThan(5)
})
