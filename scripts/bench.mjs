// Times whole commands against `node -e 0`: every round runs all of them in random order, and what counts is the median over the rounds of a
// command's figure divided by that of `node -e 0` in the same round. So the ratios hold although the machine's speed drifts. Processor time is
// shown beside the time on the clock, since a busy machine stretches the latter; targets are judged by the clock.
import { rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { program, runOnce } from './bench/child.mjs'
import { makeHome, plantSessions, serveSandbox } from './bench/homes.mjs'
import { measureThroughput } from './bench/throughput.mjs'

const rounds = Number(process.argv[2] ?? 15)
const homes = { own: makeHome(), joined: makeHome() }
const sizes = [1, 100, 10_000].map(size => ({ size, home: plantSessions(size) }))
const sandbox = await serveSandbox(homes.joined)

const commands = [
  { name: 'node -e 0', words: ['-e', '0'], home: homes.own },
  { name: '--version', words: [program, '--version'], home: homes.own, target: 1.15 },
  { name: '--help', words: [program, '--help'], home: homes.own, target: 1.5 },
  ...sizes.map(({ size, home }) => ({ name: `token, ${size} profiles`, words: [program, 'token'], home, target: 1.4, memory: 1.2 })),
  { name: 'login, sandbox elsewhere', words: [program, 'login', 'sandbox', '--auto', '--quiet'], home: homes.joined },
  { name: 'login sandbox --auto', words: [program, 'login', 'sandbox', '--auto', '--quiet'], home: homes.own, target: 9 },
]

try {
  for (const { words, home } of [commands.at(-1), commands.at(-2), ...commands]) await runOnce(words, home)
  const samples = []
  for (let n = 0; n < rounds; n += 1) samples.push(await round())
  console.log(`${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${rounds} rounds, medians; × is against node -e 0`)
  console.log('command                      ms   × clock   × processor   MiB   × memory   target')
  for (const [place, command] of commands.entries()) console.log(toRow(command, figuresOf(samples, place)))
  for (const line of await measureThroughput()) console.log(line)
} finally {
  sandbox.kill()
  for (const home of [...Object.values(homes), ...sizes.map(size => size.home)]) rmSync(home, { recursive: true, force: true })
}

async function round() {
  const figures = []
  for (const place of shuffle([...commands.keys()])) figures[place] = await runOnce(commands[place].words, commands[place].home)
  return figures
}

function figuresOf(samples, place) {
  const ratio = name => median(samples.map(sample => sample[place][name] / sample[0][name]))
  return {
    ms: median(samples.map(sample => sample[place].clock)), clock: ratio('clock'), processor: ratio('processor'),
    mebibytes: median(samples.map(sample => sample[place].memory)) / 1024, memory: ratio('memory'),
  }
}

function toRow({ name, target, memory }, figures) {
  const judge = (limit, ratio, what) => limit === undefined ? '' : `${what} ≤ ${limit} ${ratio <= limit ? 'met' : 'not met'}  `
  const cell = (value, digits, width) => value.toFixed(digits).padStart(width)
  return [
    name.padEnd(24), cell(figures.ms, 0, 7), cell(figures.clock, 2, 10), cell(figures.processor, 2, 14), cell(figures.mebibytes, 0, 6),
    cell(figures.memory, 2, 11), `   ${judge(target, figures.clock, 'clock')}${judge(memory, figures.memory, 'memory')}`,
  ].join('').trimEnd()
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function shuffle(values) {
  return values.map(value => [Math.random(), value]).sort(([a], [b]) => a - b).map(([, value]) => value)
}
