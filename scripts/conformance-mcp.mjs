// Has the official judge of MCP clients (@modelcontextprotocol/conformance) look at the built program: every auth
// scenario of each release, two at a time. Words name the scenarios to play; `--release R` takes one release,
// `--spec-version V` plays them in another version of the protocol, `--show` prints what our program said where it did
// not pass. Exit status 1 where a check failed or warned, 69 where the judge can't be installed.
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installJudge, judge, listScenarios, releases } from './conformance-mcp/judge.mjs'
import { scenarios } from './conformance-mcp/scenarios.mjs'

/** The exit status where the judge can't be installed: nothing is known of the program then. */
const notHere = 69

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { release: { type: 'string' }, 'spec-version': { type: 'string' }, show: { type: 'boolean' } },
})
const judging = install()
const version = values['spec-version']
let [passed, failed] = [0, 0]
try {
  const queue = releases.filter(release => (values.release ?? release) === release).flatMap(release => listScenarios(
    judging, release,
  )
    .filter(({ name }) => positionals.length === 0 || positionals.includes(name)).map(({ name }) => ({
      release, name, version,
    })))
  await Promise.all([work(queue), work(queue)])
} finally {
  if (judging.isTemporary) rmSync(judging.folder, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function install() {
  try {
    return installJudge()
  } catch (error) {
    console.error(error.message)
    return process.exit(notHere)
  }
}

async function work(queue) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const verdict = next.name in scenarios
      ? await judge(judging, next)
      : {
          passed: false, seconds: 0, checks: [],
          stderr: 'this scenario is new: scripts/conformance-mcp/scenarios.mjs does not know it',
        }
    if (verdict.passed) passed += 1
    else failed += 1
    console.log([
      `${verdict.passed
        ? '✓'
        : '✗'} ${next.release.padEnd(15)}${next.name.padEnd(40)}${tally(verdict.checks)}  ${verdict.seconds.toFixed(1)} s`,
      ...problems(verdict),
    ].join('\n'))
  }
}

function tally(checks) {
  return ['SUCCESS', 'FAILURE', 'WARNING'].map(status =>
    `${checks.filter(check => check.status === status).length} ${status}`).join('  ')
}

function problems({ passed: fine, checks, stdout = '', stderr = '' }) {
  const odd = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING').map((
    { status, id, description, errorMessage },
  ) => `    ${status} ${id}: ${errorMessage ?? description}`)
  const said = fine || (odd.length > 0 && !values.show)
    ? []
    : `${stdout}\n${stderr}`.trim().split('\n').slice(-12).map(line => `    | ${line.slice(0, 200)}`)
  return [...odd, ...said]
}
