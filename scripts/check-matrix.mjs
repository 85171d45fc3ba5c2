// Examines the sandbox that behaves, then each one that is weak in one thing, by the built program in a home of its
// own, and prints a line of verdicts for each: the rule that it breaks must fail, and every other rule be judged as
// where nothing is wrong. Words choose the weak ones by name or number; `--at-once N` sets how many run at the same
// time, `--slow` has the rules judged too that take minutes: one is enough here.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from './check-matrix/child.mjs'
import { asClient, besides, wantedOf } from './check-matrix/expected.mjs'
import { describe, heading } from './check-matrix/print.mjs'

const program = fileURLToPath(new URL('../bin/oauth-walk.cjs', import.meta.url))
const { names: asked, atOnce, slow } = readWords(process.argv.slice(2))
const check = [
  'check', 'sandbox', '--auto', '--json', '--quiet', '--destructive', '--port', '0', ...slow ? ['--slow', '61'] : [],
]

const numbers = Object.fromEntries(
  (await read(['check', 'sandbox', '--plan', '--json'])).plan.map(({ id, name }) => [`weak-${name}`, id]),
)
const queue = choose(
  (await read(['sandbox', '--misbehave', 'list', '--json'])).misbehaviours.filter(({ group }) => group === 'weak'),
)
const well = await verdictsOf(undefined, [])
if (well.problem) throw new Error(well.problem)
const rules = Object.keys(well.verdicts)
console.log(heading(rules))
console.log(describe('', well, []))
let [planted, unjudged, otherwise] = [0, 0, 0]
await Promise.all(Array.from({ length: atOnce }, work))
console.log(`${planted} as planted, ${unjudged} not judged, ${otherwise} otherwise`)
// Whatever is wrong with a sandbox that behaves is wrong with its judges.
const isWell = Object.values(well.verdicts).every(verdict => ['PASS', 'SKIP'].includes(verdict))
process.exitCode = isWell && otherwise === 0 ? 0 : 1

function choose(all) {
  const isMeant = (word, name) => [name, name.replace('weak-', ''), numbers[name]].includes(word)
  const unknown = asked.filter(word => !all.some(({ name }) => isMeant(word, name)))
  if (unknown.length > 0) throw new Error(`no weakness is called ${unknown.join(', ')}`)
  return all.filter(({ name }) => asked.length === 0 || asked.some(word => isMeant(word, name)))
}

async function work() {
  for (let weakness = queue.shift(); weakness; weakness = queue.shift()) {
    const words = asClient[weakness.name] ?? []
    const [usual, found] = [
      words.length === 0 ? well : await verdictsOf(undefined, words), await verdictsOf(weakness.name, words),
    ]
    const problems = judge(weakness.name, found, usual)
    if (problems.length > 0) otherwise += 1
    else if (found.verdicts[numbers[weakness.name]] === 'SKIP') unjudged += 1
    else planted += 1
    console.log(describe(weakness.name, found, problems))
  }
}

function judge(name, { verdicts, problem }, usual) {
  if (problem) return [problem]
  return rules.flatMap((rule) => {
    const wanted = rule === numbers[name]
      ? wantedOf(usual.verdicts[rule])
      : besides[name]?.[rule] ?? usual.verdicts[rule]
    return verdicts[rule] === wanted ? [] : [`${rule} is ${verdicts[rule]}, not ${wanted}`]
  })
}

async function read(words) {
  return JSON.parse((await withHome(async home => runProgram(program, words, home))).stdout)
}

async function verdictsOf(misbehave, words) {
  const ended = await withHome(async home =>
    runProgram(program, [...check, ...words, ...misbehave === undefined ? [] : ['--misbehave', misbehave]], home))
  const document = readDocument(ended.stdout)
  const { seconds } = ended
  if (document?.rules === undefined)
    return { verdicts: {}, seconds, problem: `ended with ${ended.status}: ${ended.stderr.slice(-300)}` }
  return { verdicts: Object.fromEntries(document.rules.map(({ id, verdict }) => [id, verdict])), seconds }
}

function readDocument(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function withHome(work) {
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-matrix-'))
  try {
    return await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function readWords(words) {
  const place = words.indexOf('--at-once')
  const atOnce = place < 0 ? cpus().length : Number(words[place + 1])
  const names = words.filter((word, index) => !word.startsWith('--') && (place < 0 || index !== place + 1))
  return { names, atOnce, slow: words.includes('--slow') }
}
