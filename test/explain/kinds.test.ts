import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { kinds } from './kinds.ts'

interface Finding { name: string, gravity: string, said: string, why: string, fix: string }

async function explain(input: string, language: 'en' | 'zh' = 'en'): Promise<Finding[]> {
  const home = freshHome()
  const file = join(home, 'input.txt')
  writeFileSync(file, input)
  const { stdout } = await runInside(
    ['explain', file, '--json', '--at', '2026-11-28T10:00:00Z', '--lang', language], { home },
  )
  // What has nothing of OAuth in it has no findings either.
  return (JSON.parse(stdout) as { findings?: Finding[] }).findings ?? []
}

describe('kinds of faults from public threads', () => {
  test.each(kinds)('%s is told of each, and not of what is as it should be', async (name, inputs, control) => {
    for (const input of inputs) expect((await explain(input)).map(finding => finding.name)).toContain(name)
    expect((await explain(control)).map(finding => finding.name)).not.toContain(name)
    expect((await explain(control)).filter(({ gravity }) => gravity === 'broken')).toEqual([])
  })

  test('is told in Chinese with every value in its place', async () => {
    for (const [name, [input = '']] of kinds) {
      const found = (await explain(input, 'zh')).find(finding => finding.name === name)
      expect([found?.said, found?.why, found?.fix].join('\n')).toMatch(/\p{Script=Han}/u)
      expect([found?.said, found?.why, found?.fix].join('\n')).not.toMatch(/\{\w+(?::\w+)?\}/)
    }
  }, 60_000)
})
