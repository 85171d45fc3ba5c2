import { expect, test } from 'vitest'
import { providerProbes } from '../../../../src/codes/exam.ts'
import { variants } from '../../../../src/sandbox/misbehave/index.ts'
import { sampled } from '../../../support/wide.ts'
import { questions } from './questions.ts'
import { openStand } from './stand.ts'

test('there is a weakness for each probe of a provider, and a question that shows it', () => {
  const names = Object.values(providerProbes).sort()
  expect(
    variants.filter(({ group }) => group === 'weak').map(({ name }) => name.replace('weak-', '')).sort(),
  ).toEqual(names)
  expect(questions.map(({ name }) => name).sort()).toEqual(names)
})

test.each(sampled(questions, 4))('$name: a provider that behaves holds, and the weak one does not', async (
  { name, ask, well, weak },
) => {
  expect(await ask(await openStand())).toEqual(well)
  expect(await ask(await openStand(`weak-${name}`))).toEqual(weak)
})
