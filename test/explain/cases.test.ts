import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { sampled, wide } from '../support/wide.ts'

/** An input from a public thread, its values replaced: what was wrong with it, and what an explanation has to say. */
interface Case {
  id: string
  source: string
  input: string
  /** The authorization request, where it is given beside the answer. */
  request?: string
  truth: string
  /** The name of the finding that has to come first. */
  first?: string
  /** Expressions that its sentences match, in lower case. */
  expect: string[]
  /** Nothing is wrong with it. */
  expectNone?: boolean
  now?: string
}

interface Finding { name: string, gravity: string, said: string, why: string, fix: string }

const folder = fileURLToPath(new URL('cases', import.meta.url))
const cases = readdirSync(folder).filter(file => file.endsWith('.json')).flatMap(file =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[])
function argumentsFor(
  { id, input, request, now = '2026-11-28T10:00:00Z' }: Case, home: string, language: 'en' | 'zh' = 'en',
): string[] {
  const file = join(home, `${id}.txt`)
  writeFileSync(file, input)
  return [
    'explain', file, '--json', '--at', now, '--lang', language, ...request === undefined ? [] : ['--request', request],
  ]
}

async function explain(item: Case, language: 'en' | 'zh' = 'en'): Promise<Finding[]> {
  const home = freshHome()
  const { status, stdout, stderr } = await runInside(argumentsFor(item, home, language), { home })
  expect([status, stderr]).toEqual([0, ''])
  return (JSON.parse(stdout) as { findings: Finding[] }).findings
}

const sentencesOf = (findings: readonly Finding[]) =>
  findings.flatMap(({ said, why, fix }) => [said, why, fix]).join('\n')

describe('what others reported', () => {
  test.each(
    sampled(cases.filter(({ expectNone }) => !expectNone).map(item => [item.id, item] as const), 4),
  )('%s is explained', async (
    _id, item,
  ) => {
    const findings = await explain(item)
    if (item.first !== undefined) expect(findings[0]?.name).toBe(item.first)
    const told = sentencesOf(item.first === undefined ? findings : findings.slice(0, 1)).toLowerCase()
    for (const expression of item.expect) expect(told).toMatch(new RegExp(expression))
  })

  test('is told in Chinese as well, with every value in its place', async () => {
    for (const item of cases.filter(({ expectNone }) => !expectNone).slice(0, wide ? 80 : 30)) {
      const [english, chinese] = [await explain(item), await explain(item, 'zh')]
      expect(chinese.map(({ name }) => name)).toEqual(english.map(({ name }) => name))
      expect(sentencesOf(chinese)).toMatch(/\p{Script=Han}/u)
      expect(sentencesOf([...chinese, ...english])).not.toMatch(/\{\w+(?::\w+)?\}|undefined\b(?![”"])/)
    }
  }, 60_000)

  test('comes out of the program itself', async () => {
    const item = cases.find(({ id }) => id === 'form-post-lax-cookie')
    if (!item) throw new Error('the case is gone')
    const home = freshHome()
    const { status, stdout } = await run(argumentsFor(item, home), { home })
    expect(status).toBe(0)
    expect((JSON.parse(stdout) as { findings: Finding[] }).findings[0]?.said).toContain('oauth_state')
  })
})

describe('what is as it should be', () => {
  test.each(
    cases.filter(({ expectNone }) => expectNone).map(item => [item.id, item] as const),
  )('%s raises no alarm', async (
    _id, item,
  ) => {
    expect((await explain(item)).filter(({ gravity }) => gravity !== 'note')).toEqual([])
  })
})
