import { readdirSync } from 'node:fs'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { stepIds } from '../../src/codes/failure.ts'
import { enLearn } from '../../src/messages/en/learn.ts'
import { en } from '../../src/messages/en/index.ts'
import { enLearnMcp } from '../../src/messages/en/learn-mcp.ts'
import { attacks, letters, mcpAttacks, type LearnWords, type QuizQuestion } from '../../src/messages/learn.ts'
import { zhLearn } from '../../src/messages/zh/learn.ts'
import { zhLearnMcp } from '../../src/messages/zh/learn-mcp.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome, program, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'
import { sampled } from '../support/wide.ts'

interface Learning extends InTerminal { home: string }

function learn(words = '', columns = 80): Learning {
  const home = freshHome()
  const command = `trap : INT; stty columns ${columns} rows 24; "${process.execPath}" "${program}" learn --auto ${words}; echo "status $?"`
  const environment = {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'dumb', SHELL: '/bin/sh', OAUTH_WALK_HOME: home,
  }
  return { home, ...startInTerminal(command, environment) }
}

/** A text as the terminal wraps it. */
function wrapped(text: string): RegExp {
  const characters = Array.from(text.replace(/\s+/g, ''), character =>
    character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(characters.join('\\s*'))
}

const catalogues = [['en', enLearn, en], ['zh', zhLearn, zh]] as const
const wrongOf = ({ right }: QuizQuestion) => letters.find(letter => letter !== right) ?? 'a'

async function answerRight({ sees, answer }: InTerminal, words: LearnWords, question: QuizQuestion): Promise<void> {
  await sees(wrapped(question.ask))
  await answer(wrapped(words.keys), `${question.right}\n`)
  await sees(wrapped(`${words.right}${question.answers[question.right].reply}`))
}

describe.runIf(hasPseudoTerminal)('learn', () => {
  test.each(sampled(catalogues, 2))('in %s asks after each step, plays three attacks that end with the check that it names, and counts', async (
    language, words, { checkWords },
  ) => {
    const learning = learn(`--lang ${language}`)
    const { sees, answer, shown, home } = learning
    const { start, ...steps } = words.steps
    await sees(wrapped(start.ask))
    await answer(wrapped(words.keys), '1\n')
    await answer(wrapped(`${words.unknown}${words.keys}`), `${wrongOf(start)}\n`)
    await sees(wrapped(`${words.wrong}${start.answers[wrongOf(start)].reply}`))
    await answer(wrapped(words.keys), `${start.right}\n`)
    for (const question of Object.values(steps)) await answerRight(learning, words, question)
    for (const { fault, check } of attacks) {
      await answerRight(learning, words, words.attacks[fault])
      await sees(wrapped(`✗ ${checkWords[check].wrong}`))
      await sees(wrapped(words.nothingSaved))
    }
    await sees(wrapped(words.result(8, 9)))
    await sees(
      /oauth-walk login sandbox --explain[^]*oauth-walk login sandbox --misbehave invalid-aud[^]*oauth-walk login github/,
    )
    expect(await shown).toContain('status 0')
    expect(readdirSync(home)).toEqual([])
  })

  test('asks again after anything but an answer, and q leaves', async () => {
    const { answer, sees, shown } = learn()
    await answer(/q: leave > /, 'maybe\n')
    await answer(/q: leave > /, '?\n')
    await sees(/a, b, c +then Enter: your answer[^]*q +then Enter: leave[^]*Ctrl-C/)
    await sees(wrapped(`${enLearn.help} ${enLearn.steps.start.ask}`))
    await answer(/q: leave > /, 'q\n')
    await sees(/You left the walk[^]*oauth-walk learn\s[^]*status 130/)
    expect(await shown).not.toContain(enLearn.steps.redirect.ask)
  })

  test('ends at Ctrl-C between two attacks', async () => {
    const learning = learn()
    for (const id of stepIds) await answerRight(learning, enLearn, enLearn.steps[id])
    await answerRight(learning, enLearn, enLearn.attacks[attacks[0].fault])
    await learning.sees(wrapped(enLearn.attacks[attacks[1].fault].ask))
    await learning.answer(/q: leave > /, '\u0003')
    expect(await learning.shown).toMatch(/Stopped by Ctrl-C[^]*status 130/)
  })

  test.each(
    sampled([['en', enLearn, 40], ['zh', zhLearn, 40], ['en', enLearn, 80], ['zh', zhLearn, 80]] as const, 4),
  )('in %s fits into its terminal', async (language, words, columns) => {
    const learning = learn(`--lang ${language}`, columns)
    for (const id of stepIds) await answerRight(learning, words, words.steps[id])
    await learning.answer(wrapped(words.keys), 'q\n')
    const lines = (await learning.shown).replaceAll('\r', '').split('\n')
    // eslint-disable-next-line no-control-regex
    expect(lines.filter(line => !/\u001b|https?:|oauth-walk /.test(line) && stringWidth(line) > columns)).toEqual([])
  })

  test('on a screen of 24 rows a step, its lesson and its question stand together', async () => {
    const learning = learn()
    for (const id of stepIds) await answerRight(learning, enLearn, enLearn.steps[id])
    await learning.answer(/q: leave > /, 'q\n')
    const text = (await learning.shown).replaceAll('\r', '')
    const blocks = text.split(/^(?=\d {2}[A-Z])/m).slice(1).map(block => block.slice(0, block.search(/q: leave > /)))
    expect(blocks.map(block =>
      block.split(
        '\n',
      ).flatMap(line => Array.from({ length: Math.max(1, Math.ceil(stringWidth(line) / 80)) })).length).filter(rows =>
      rows > 24)).toEqual([])
    expect(blocks.length).toBe(6)
    // What a question asks about stands above it.
    for (const name of ['state', 'nonce', 'code_challenge']) expect(blocks[1]).toContain(`     ${name} `)
    expect(blocks[4]).toContain('     code_verifier  <code_verifier#')
  })
})

describe('learn without a terminal', () => {
  test.each([['en', 'no terminal'], ['zh', '终端']] as const)('in %s says what to do instead, exit 2', async (
    language, said,
  ) => {
    const { status, stdout, stderr } = await runInside(['learn', '--lang', language], { home: freshHome() })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr).toContain('oauth-walk login sandbox --explain')
    expect(
      JSON.parse((await runInside(['learn', '--json', '--lang', language], { home: freshHome() })).stdout),
    ).toMatchObject(
      { error: { code: 'terminal-missing', exit_code: 2 } },
    )
  })
})

describe('learn mcp without a terminal', () => {
  test.each(
    [['en', enLearnMcp, en], ['zh', zhLearnMcp, zh]] as const,
  )('in %s tells each question with its answer, and plays three servers that are wrong', async (
    lang, words, { checkWords },
  ) => {
    const home = freshHome()
    const { status, stdout, stderr } = await runInside(['learn', 'mcp', '--json', '--lang', lang], { home })
    expect([status, JSON.parse(stdout)], stderr).toEqual([0, { ok: true, questions: 0, right: 0 }])
    for (const { ask, answers, right } of [...Object.values(words.steps), ...Object.values(words.attacks)]) {
      expect(stderr).toMatch(wrapped(ask))
      expect(stderr).toMatch(wrapped(answers[right].reply))
    }
    for (const { check } of mcpAttacks) expect(stderr).toContain(`✗ ${checkWords[check].wrong}`)
    for (const { what } of Object.values(words.lessons)) expect(stderr).toMatch(wrapped(what))
    expect(stderr).not.toMatch(wrapped(Object.values(enLearn.steps)[0]?.ask ?? ''))
    expect(readdirSync(home)).toEqual([])
  })
})

describe('the questions', () => {
  const questions = ({
    steps, attacks: played,
  }: Pick<LearnWords, 'steps'> & { attacks: Record<string, QuizQuestion> }) => [
    ...Object.values(steps), ...Object.values(played),
  ]

  test('have the same right answers in both languages, and each letter is right sometimes', () => {
    expect(questions(zhLearn).map(({ right }) => right)).toEqual(questions(enLearn).map(({ right }) => right))
    expect(new Set(questions(enLearn).map(({ right }) => right)).size).toBe(3)
    expect(questions(zhLearnMcp).map(({ right }) => right)).toEqual(questions(enLearnMcp).map(({ right }) => right))
    expect(new Set(questions(enLearnMcp).map(({ right }) => right)).size).toBe(3)
  })

  test('are attacked by what ends with the check that the lesson names, by the sandbox’s own word', async () => {
    const { misbehaviours } = JSON.parse(
      (await run(['sandbox', '--misbehave', 'list', '--json'], { home: freshHome() })).stdout,
    ) as { misbehaviours: { name: string, expected: { code?: string } }[] }
    const played = [...attacks, ...mcpAttacks]
    const ends = played.map(({ fault }) => misbehaviours.find(({ name }) => name.endsWith(fault))?.expected.code)
    expect(ends).toEqual(played.map(({ check }) => check))
  })
})

describe('the teaching texts', () => {
  const sentencesIn = (part: unknown): string[] => typeof part === 'string'
    ? part.split(/(?<=[.?!])\s/)
    : typeof part === 'object' ? Object.values(part as object).flatMap(sentencesIn) : []

  test('have no English sentence of more than 30 words', () => {
    expect(sentencesIn([en.lessons, enLearn, enLearnMcp]).filter(text => text.split(/\s+/).length > 30)).toEqual([])
  })

  test('have full-width punctuation in Chinese', () => {
    expect(sentencesIn([zh.lessons, zhLearn, zhLearnMcp]).filter(text =>
      /\p{Script=Han}[,;:?!]|[,;?!]\p{Script=Han}/u.test(text))).toEqual([])
  })
})
