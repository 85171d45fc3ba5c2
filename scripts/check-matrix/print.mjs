const letters = { PASS: '.', WEAK: 'w', FAIL: 'F', INCONCLUSIVE: '?', SKIP: '-' }
const width = 32

/** The numbers of the rules, upright. */
export function heading(rules) {
  const digits = place => rules.map(rule => rule[place]).join('')
  return [1, 2].map(place => `${' '.repeat(width)}${digits(place)}`).join('\n')
}

/** One line of verdicts, and below it what is otherwise than it should be. */
export function describe(name, { verdicts, seconds }, problems) {
  const row = Object.values(verdicts).map(verdict => letters[verdict]).join('')
  const line = `${(name || 'well-behaved').padEnd(width)}${row}  ${seconds} s`
  return [line, ...problems.map(problem => `    ${problem}`)].join('\n')
}
