import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { stepIds } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome, program } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'
import { refusedBy } from '../support/waiting-walk.ts'
import { sampled } from '../support/wide.ts'

interface Stepping extends InTerminal { home: string }

/** A login of the sandbox's own user, step by step, in a terminal of 80 columns. */
function step(words = ''): Stepping {
  const home = freshHome()
  const command = `trap : INT; stty columns 80 rows 24; "${process.execPath}" "${program}" login sandbox --auto --step --brief ${words}; echo "status $?"`
  const environment = {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'dumb', SHELL: '/bin/sh', OAUTH_WALK_HOME: home,
  }
  return { home, ...startInTerminal(command, environment) }
}

/** A text as the terminal wraps it: any white space between its words, and anywhere between Chinese ones. */
function wrapped(text: string): RegExp {
  const characters = Array.from(text.replace(/\s+/g, ''), character =>
    character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(characters.join('\\s*'))
}

describe.runIf(hasPseudoTerminal)('--step', () => {
  test.each(
    sampled([['en', en], ['zh', zh]] as const, 2),
  )('in %s says what comes, and answers ? with each attack and its protection before the step is taken', async (
    language, { telling, steps },
  ) => {
    const { sees, answer, shown } = step(`--lang ${language}`)
    for (const id of stepIds) {
      await sees(wrapped(telling.aheadByItself[id] ?? telling.ahead[id]))
      await answer(wrapped(telling.keys), '?\n')
      for (const danger of telling.dangers[id]) {
        await sees(wrapped(danger.attack))
        await sees(wrapped(danger.answer))
      }
      await answer(wrapped(telling.keys), '\n')
      await sees(wrapped(`${stepIds.indexOf(id) + 1}  ${steps[id].title}`))
    }
    expect(await shown).toContain('status 0')
  })

  test('asks again after anything but Enter, q and ?', async () => {
    const { sees, answer, shown } = step()
    await answer(/q Enter: leave > /, 'yes\n')
    await answer(/q Enter: leave > /, 'q\n')
    await sees(/status 130/)
    expect(await shown).not.toMatch(/^1 {2}You start/m)
  })

  test.each([
    ['q', 'q\n'], ['Ctrl-C', '\u0003'], ['the end of the input', '\u0004'],
  ])('%s leaves before step 3: exit 130, the port is free, nothing is stored', async (_name, keys) => {
    const port = await freePort()
    const { home, answer, shown } = step(`--port ${port}`)
    await answer(/Step 1 of 6[^]*q Enter: leave > /, '\n')
    await answer(/Step 2 of 6[^]*q Enter: leave > /, '\n')
    await answer(/Step 3 of 6[^]*q Enter: leave > /, keys)
    expect(await shown).toContain('status 130')
    expect(await refusedBy(port, '127.0.0.1')).toBe('ECONNREFUSED')
    expect(readdirSync(home).filter(name => name.startsWith('t-'))).toEqual([])
  })
})
