/**
 * Prints a line for each command, and whether its targets are met; `samples` holds the figures of every command, round
 * by round.
 */
export function printFigures(commands, samples) {
  console.log(
    'command                        ms   × clock   × processor   MiB   × memory   × browser   tail ms   bare ms   target',
  )
  for (const [place, command] of commands.entries()) console.log(
    [toRow(command, figuresOf(samples, place)), ...compare(commands, samples, place)].join('\n'),
  )
}

function figuresOf(samples, place) {
  const each = read => median(samples.map(sample => Number(read(sample[place], sample[0]))))
  const against = name => each((own, zero) => own[name] / zero[name])
  return {
    ms: each(own => own.clock), clock: against('clock'), processor: against('processor'),
    mebibytes: each(own => own.memory / 1024), memory: against('memory'),
    browser: each((own, zero) => own.browser / zero.clock),
    tailMs: each(own => own.tail), bareMs: each(own => own.bare), tail: each(own => own.tail / own.bare),
  }
}

/** A command beside others of the same round: by the clock, which is judged, and by the processor. */
function compare(commands, samples, place) {
  const { name, beside = {} } = commands[place]
  return Object.entries(beside).flatMap(([other, limit]) => {
    const from = commands.findIndex(command => command.name === other)
    const [clock, processor] = ['clock', 'processor'].map(figure =>
      median(samples.map(sample => sample[place][figure] / sample[from]?.[figure])))
    const verdict = `${clock <= limit ? 'met' : 'not met'} (× processor ${processor.toFixed(2)})`
    return from < 0 ? [] : [`  ${name} is ${clock.toFixed(2)} × ${other} ≤ ${limit} ${verdict}`]
  })
}

function toRow({ name, targets = {} }, figures) {
  const columns = [
    ['ms', 0, 7], ['clock', 2, 10], ['processor', 2, 14], ['mebibytes', 0, 6],
    ['memory', 2, 11], ['browser', 2, 12], ['tailMs', 1, 10], ['bareMs', 1, 10],
  ]
  const cells = columns.map(([column, digits, width]) =>
    (Number.isNaN(figures[column]) ? '' : figures[column].toFixed(digits)).padStart(width))
  const verdicts = Object.entries(targets).map(([figure, limit]) =>
    `${figure} ${figures[figure].toFixed(2)} ≤ ${limit} ${figures[figure] <= limit ? 'met' : 'not met'}`)
  return `${name.padEnd(26)}${cells.join('')}   ${verdicts.join('; ')}`.trimEnd()
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
