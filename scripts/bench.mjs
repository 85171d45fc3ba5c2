// Times whole commands against `node -e 0`: every round runs all of them in random order, and what counts is the median over the rounds of a
// command's figure divided by that of `node -e 0` in the same round. So the ratios hold although the machine's speed drifts. Processor time is
// shown beside the time on the clock, since a busy machine stretches the latter; targets are judged by the clock. Words behind the number of rounds
// choose commands: those whose name has one of them.
import { rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { measureBareRequests } from './bench/bare.mjs'
import { meter, program, runOnce } from './bench/child.mjs'
import { makeHome, plantSessions, serveSandbox } from './bench/homes.mjs'
import { runLogin } from './bench/login.mjs'
import { loginAtResource, mcpPeersHere } from './bench/mcp.mjs'
import { peersHere } from './bench/peers.mjs'
import { printFigures } from './bench/print.mjs'
import { writeRecording } from './bench/recordings.mjs'
import { measureThroughput } from './bench/throughput.mjs'

const [rounds = 15, ...chosen] = process.argv.slice(2).map((word, place) => place === 0 ? Number(word) : word)
const homes = { own: makeHome(), host: makeHome(), guest: makeHome(), peers: makeHome(), mcp: makeHome() }
const sizes = [1, 100, 10_000].map(size => ({ size, home: plantSessions(size) }))
const sandbox = await serveSandbox(homes.host)
const { issuer } = sandbox
const mcp = await serveSandbox(homes.mcp, '--as', 'mcp')
const login = [program, 'login', issuer, '--client-id', 'oauth-walk-public', '--port', '0', '--no-open', '--quiet']
/** A request as people paste it, and recordings of so many millions of bytes. */
const asked = 'https://id.example.com/authorize?response_type=code&client_id=portal&redirect_uri=https%3A%2F%2Fportal.example.com%2Fcallback&scope=openid&state=af0ifjsldkjAb93'
const recordings = [50, 200].map(size => ({ size, path: join(homes.own, `${size}.har`) }))
/** As long as a person who is already signed in takes to allow. */
const personMilliseconds = 1200

const every = [
  { name: 'node -e 0', run: () => runOnce(['-e', '0'], homes.own) },
  { name: '--version', run: () => runOnce([program, '--version'], homes.own), targets: { clock: 1.15 } },
  { name: '--help', run: () => runOnce([program, '--help'], homes.own), targets: { clock: 1.5 } },
  ...sizes.map(({ size, home }) => ({ name: `token, ${size} profiles`, run: () => runOnce([program, 'token'], home), targets: { clock: 1.4, memory: 1.2 } })),
  { name: 'explain ADDRESS', run: () => runOnce([program, 'explain', asked], homes.own), targets: { clock: 1.8 } },
  ...recordings.map(({ size, path }) => ({
    name: `explain, ${size} MB`, prepare: () => writeRecording(path, size * 1e6), run: () => runOnce([program, 'explain', path], homes.own), targets: { 50: { ms: 3000 }, 200: { mebibytes: 100 } }[size],
  })),
  { name: 'login', run: () => loginHere(0), targets: { clock: 5, browser: 3.5, memory: 1.6 } },
  { name: 'login, with a person', run: () => loginBesideBareRequests(), targets: { tail: 2 } },
  { name: 'login sandbox --auto', run: () => runOnce([program, 'login', 'sandbox', '--auto', '--quiet'], homes.own), targets: { clock: 9 } },
  {
    name: 'login at an MCP server', run: () => loginAtResource(mcp.resource), targets: { mebibytes: 70 },
    beside: { login: 1.25, 'the same by mcp-remote': 0.5, 'the same by Inspector CLI': 0.5 },
  },
  ...mcpPeersHere(mcp.resource),
  ...peersHere().map(({ name, python, file }) => ({ name, run: () => runLogin({ program: python, words: [file, issuer, 'oauth-walk-public'], home: homes.peers }) })),
]
const commands = every.filter(({ name }, place) => place === 0 || chosen.length === 0 || chosen.some(word => name.includes(word)))

try {
  // Once without being counted: what is kept for the next start is made now.
  for (const { prepare, run } of commands) {
    prepare?.()
    await run()
  }
  const samples = []
  while (samples.length < rounds) samples.push(await round())
  console.log(`${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${rounds} rounds, medians; × is against node -e 0`)
  printFigures(commands, samples)
  if (chosen.length === 0) for (const line of await measureThroughput()) console.log(line)
} finally {
  sandbox.child.kill()
  mcp.child.kill()
  for (const home of [...Object.values(homes), ...sizes.map(size => size.home)]) rmSync(home, { recursive: true, force: true })
}

async function round() {
  const figures = []
  for (const place of shuffle([...commands.keys()])) figures[place] = await commands[place].run()
  return figures
}

async function loginHere(pause) {
  return runLogin({ program: process.execPath, words: ['--require', meter, ...login], home: homes.guest, pause })
}

async function loginBesideBareRequests() {
  return { ...await loginHere(personMilliseconds), bare: await measureBareRequests(issuer, homes.guest) }
}

function shuffle(values) {
  return values.map(value => [Math.random(), value]).sort(([a], [b]) => a - b).map(([, value]) => value)
}
