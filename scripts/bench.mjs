// Times whole commands against `node -e 0`: every round runs all of them in random order, and what counts is the median over the rounds of a
// command's time divided by that of `node -e 0` in the same round. So the figures hold although the machine's speed drifts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2] ?? 15)
const program = fileURLToPath(new URL('../bin/oauth-walk.cjs', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'oauth-walk-bench-'))
// On Node 20 this variable alone makes every start three times slower, and each ratio three times better than it is.
const env = { ...process.env, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8' }
delete env.NODE_EXTRA_CA_CERTS

const commands = [
  { name: 'node -e 0', words: ['-e', '0'] },
  { name: '--version', words: [program, '--version'], target: 1.15 },
  { name: '--help', words: [program, '--help'], target: 1.5 },
  { name: 'token (valid, stored)', words: [program, 'token'], target: 1.4 },
  { name: 'login sandbox --auto', words: [program, 'login', 'sandbox', '--auto', '--quiet'], target: 9 },
]

try {
  for (const { words } of [commands.at(-1), ...commands]) time(words)
  const samples = Array.from({ length: rounds }, round)
  console.log(`${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${rounds} rounds, medians`)
  console.log('command                      ms   × node -e 0   target')
  for (const [place, { name, target }] of commands.entries()) {
    const ratio = median(samples.map(sample => sample[place] / sample[0]))
    const verdict = target === undefined ? '' : `≤ ${target}  ${ratio <= target ? 'met' : 'not met'}`
    console.log(`${name.padEnd(24)} ${median(samples.map(sample => sample[place])).toFixed(0).padStart(6)} ${ratio.toFixed(2).padStart(13)}   ${verdict}`)
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}

function round() {
  const times = []
  for (const place of shuffle([...commands.keys()])) times[place] = time(commands[place].words)
  return times
}

function time(words) {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - started
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function shuffle(values) {
  return values.map(value => [Math.random(), value]).sort(([a], [b]) => a - b).map(([, value]) => value)
}
