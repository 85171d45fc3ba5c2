import { describe, expect, test } from 'vitest'
import { thorough } from '../../../support/thorough.ts'
import { questions } from './questions.ts'
import { notJudged, openStand } from './stand.ts'
import { wide } from '../../../support/wide.ts'

// All of them take more than a minute.
const chosen = thorough ? questions : questions.filter((_, place) => place % (wide ? 21 : 42) === 0)

describe('a provider that is weak in one thing', () => {
  test.each(chosen)('holds in all others: weak-$name', async ({ name }) => {
    const broken: string[] = []
    for (const question of questions) {
      const answer = await question.ask(await openStand(`weak-${name}`))
      if (answer !== notJudged && JSON.stringify(answer) !== JSON.stringify(question.well)) broken.push(question.name)
    }
    expect(broken).toEqual([name])
  }, 60_000)
})
