// Plays every fault of `oauth-walk sandbox --misbehave list` against the built program, each in a child process and a
// home of its own, and compares how it ends with what a correct client does. Two at a time. Words name the faults to
// play; `--every N` takes each Nth one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../bin/oauth-walk.cjs', import.meta.url))
const order = ['discovery', 'registration', 'push', 'authorization', 'token', 'jwks', 'userinfo']
const login = ['login', 'sandbox', '--auto', '--json', '--port', '0', '--http-timeout', '3']
// A fault that is about ports names its own.
const loginFor = ({ settings }) =>
  settings.port === undefined
    ? login
    : login.filter((word, place) => word !== '--port' && login[place - 1] !== '--port')
const commands = {
  refresh: ['token', 'refresh', '--json', '--http-timeout', '3'],
  userinfo: ['userinfo', '--json', '--http-timeout', '3'],
  logout: ['logout', '--auto', '--port', '0', '--json', '--http-timeout', '3'],
}
// No command may take longer: two requests of three seconds, a wait of two, and the time of a slow machine.
const patience = 30_000

const { misbehaviours } = JSON.parse((await run(['sandbox', '--misbehave', 'list', '--json'], {})).stdout)
const chosen = choose(misbehaviours, process.argv.slice(2))
const started = performance.now()
let [passed, failed] = [0, 0]
await Promise.all([work(chosen), work(chosen)])
console.log(`${Math.round((performance.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function choose(all, words) {
  const place = words.indexOf('--every')
  const step = place >= 0 ? Number(words[place + 1]) : 1
  const names = words.filter((_, index) => place < 0 || (index !== place && index !== place + 1))
  const unknown = names.filter(name => !all.some(variant => variant.name === name))
  if (unknown.length > 0) throw new Error(`no fault is called ${unknown.join(', ')}`)
  return all.filter((variant, index) => names.length > 0 ? names.includes(variant.name) : index % step === 0)
}

async function work(queue) {
  for (let variant = queue.shift(); variant; variant = queue.shift()) {
    const problems = await play(variant)
    const { expected } = variant
    if (problems.length > 0) failed += 1
    else passed += 1
    console.log(`${problems.length > 0 ? '✗' : '✓'} ${variant.name}  exit ${expected.exit_code}${expected.code
      ? ` ${expected.code}`
      : ''}`)
    for (const problem of problems) console.log(`    ${problem}`)
  }
}

async function play(variant) {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-conformance-'))
  const place = { home: join(folder, 'home'), requests: join(folder, 'requests') }
  try {
    return await walk(variant, place)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function walk(variant, { home, requests }) {
  const alone = variant.run === 'login' || variant.run === 'two-logins'
  if (!alone) {
    const flags = Object.entries(variant.settings).flatMap(([name, value]) => [`--${name}`, value])
    const first = await run([...login, ...flags], { OAUTH_WALK_HOME: home })
    if (first.status !== 0) return [`the login before it ended with ${first.status}: ${first.stderr}`]
  }
  const before = sessionIn(home)
  const faulty = {
    OAUTH_WALK_HOME: home, OAUTH_WALK_SANDBOX_MISBEHAVE: variant.name, OAUTH_WALK_SANDBOX_REQUESTS: requests,
  }
  const ended = variant.run === 'two-logins'
    ? await twice(home, faulty)
    : await run(commands[variant.run] ?? loginFor(variant), faulty)
  return [
    ...judgeEnd(ended, variant.expected),
    ...judgeRequests(count(requests), variant.expected),
    ...judgeSession(before, sessionIn(home), variant.expected.session),
  ]
}

/** Another process serves the sandbox, and two logins in a row go there. */
async function twice(home, environment) {
  const server = spawn(
    process.execPath, [program, 'sandbox', '--json'],
    { env: environmentWith(environment), stdio: ['ignore', 'pipe', 'ignore'] },
  )
  try {
    await new Promise(resolve => server.stdout.once('data', resolve))
    const first = await run(login, { OAUTH_WALK_HOME: home })
    return first.status === 0 ? await run(login, { OAUTH_WALK_HOME: home }) : first
  } finally {
    const ended = once(server, 'exit')
    server.kill()
    // It tidies up its home, which is about to be removed.
    await ended
  }
}

function judgeEnd({ status, stdout, stderr }, expected) {
  const error = readError(stdout)
  // eslint-disable-next-line no-control-regex
  const control = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.exec(stdout + stderr)?.[0]
  return [
    ...status === expected.exit_code
      ? []
      : [
          `ended with ${status}, not ${expected.exit_code}: ${error?.code
          ?? ''} ${error?.message ?? stderr.slice(-400)}`,
        ],
    ...error?.code === expected.code ? [] : [`its failure is ${error?.code}, not ${expected.code}`],
    ...judgeSignOut(stdout, expected.signed_out),
    ...control === undefined ? [] : [`U+${control.charCodeAt(0).toString(16)} reached the terminal`],
  ]
}

/** A logout says of the browser's way back whether it proved anything. */
function judgeSignOut(stdout, expected) {
  if (expected === undefined) return []
  const { end_session: ended } = JSON.parse(stdout)
  const actual = ended?.confirmed ? 'confirmed' : ended?.reason
  return actual === expected ? [] : [`the end of the provider’s session is ${actual}, not ${expected}`]
}

function readError(stdout) {
  try {
    return JSON.parse(stdout).error
  } catch {
    return { code: 'none', message: `stdout is no JSON: ${stdout.slice(0, 200)}` }
  }
}

function judgeRequests(counts, { furthest, requests }) {
  // The keys, which anybody may have, are fetched while the user signs in.
  const ahead = furthest === 'discovery' ? [] : ['jwks']
  const forbidden = [...order.slice(order.indexOf(furthest) + 1), 'elsewhere'].filter(endpoint =>
    counts[endpoint] > 0 && !ahead.includes(endpoint))
  const wrong = Object.entries(requests).filter(([endpoint, times]) => (counts[endpoint] ?? 0) !== times)
  return [
    ...forbidden.map(endpoint => `${endpoint} was asked`),
    ...wrong.map(([endpoint, times]) => `${endpoint} was asked ${counts[endpoint] ?? 0} times, not ${times}`),
  ]
}

function count(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  const counts = {}
  for (const [endpoint] of lines.map(line => line.split(' '))) counts[endpoint] = (counts[endpoint] ?? 0) + 1
  return counts
}

/** The session that is stored, if one is: whatever else is there holds no tokens. */
function sessionIn(home) {
  const files = existsSync(home)
    ? readdirSync(home, { recursive: true }).filter(name => /(^|\/)t-[0-9a-f]+\.json/.test(name))
    : []
  return files.length === 0 ? undefined : files.map(file => readFileSync(join(home, file), 'utf8')).join('\n')
}

function judgeSession(before, after, expected) {
  const actual = after === undefined
    ? (before === undefined ? 'none' : 'ended')
    : before === undefined
      ? 'saved'
      : sameTokens(before, after)
        ? 'kept'
        : 'renewed'
  return actual === expected ? [] : [`the session is ${actual}, not ${expected}`]
}

function sameTokens(before, after) {
  const tokens = text =>
    [...text.matchAll(/"(access_token|refresh_token)":\s*"([^"]*)"/g)].map(([, , value]) => value).join()
  return tokens(before) === tokens(after)
}

async function run(words, environment) {
  const child = spawn(
    process.execPath, [program, ...words],
    { env: environmentWith(environment), stdio: ['ignore', 'pipe', 'pipe'], timeout: patience, killSignal: 'SIGKILL' },
  )
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => {
    said[stream] += text
  })
  const status = await new Promise(resolve => child.once('close', (code, signal) => resolve(code ?? signal)))
  return { status, ...said }
}

function environmentWith(more) {
  return { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', ...more }
}
