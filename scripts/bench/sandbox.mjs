// The sandbox of `oauth-walk/sandbox` beside oauth2-mock-server, in the same run: start, logins a second, memory. A
// login is all that goes over HTTP from the authorization request to userinfo, with the client on the same machine, 16
// at once. Ours signs in and asks for consent by its pages; the other has neither, so ours is measured without them
// too. The processor's time for a login is shown beside the clock's, which a busy machine stretches: server and client,
// of which each may have a core. The word behind is how many logins (10000).
import { fork, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loginAgain } from './sandbox/client.mjs'

const [logins = 10_000] = process.argv.slice(2).map(Number)
const atOnce = 16
const rounds = 10
// Its ninth version needs Node 22.
const peer = `oauth2-mock-server@${Number(process.versions.node.split('.')[0]) < 22 ? 8 : 9}`
const server = fileURLToPath(new URL('sandbox/server.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-bench-'))
const sides = [
  { name: 'the sandbox, with its pages', kind: 'sandbox' }, { name: 'the sandbox, without a page', kind: 'unasked' },
  { name: peer, kind: 'peer' },
]

try {
  install()
  console.log(`${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${logins} logins of each, ${atOnce} at once`)
  console.log(
    'side                          start ms   requests   processor ms, server + client   logins/s, of each tenth                                        MiB of heap after each tenth                      and of all',
  )
  for (const side of sides) console.log(await measure(side))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function install() {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  const { status, stderr } = spawnSync(
    'npm', ['install', '--no-audit', '--no-fund', peer], { cwd: folder, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`${peer} can’t be installed: ${stderr}`)
}

async function measure({ name, kind }) {
  const starts = []
  while (starts.length < 4) starts.push(await startOnce(kind))
  const { child, ready } = await start(kind)
  try {
    const { rates, memory, requests, used } = await load(child, ready)
    const cells = [[median(starts), 9], [requests, 11]].map(([value, width]) => value.toFixed(0).padStart(width))
      .join('')
    const processor = used.map(milliseconds => milliseconds.toFixed(1)).join(' + ').padStart(32)
    const columns = [rates, memory].map(figures => figures.map(figure => figure.toFixed(0).padStart(5)).join(''))
    return `${name.padEnd(29)}${cells}${processor}   ${columns[0].padEnd(62)}${columns[1]}`
  } finally {
    child.kill()
  }
}

/** Milliseconds from the call, with the loading of the module, until it answers. */
async function startOnce(kind) {
  const { child, ready } = await start(kind)
  child.kill()
  return ready.ms
}

async function start(kind) {
  const child = fork(
    server, [kind, folder], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  return { child, ready: await next(child) }
}

async function load(child, { issuer }) {
  const login = await loginAgain(issuer)
  for (let warm = 0; warm < 5; warm += 1) await login()
  const [rates, memory] = [[], []]
  let requests = 0
  const before = [await look(child), process.cpuUsage()]
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    let left = logins / rounds
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        left -= 1
        requests = await login()
      }
    }))
    rates.push(logins / rounds / (performance.now() - started) * 1000)
    memory.push((await look(child)).heapUsed / 1024 / 1024)
  }
  const last = await look(child)
  const used = [last, process.cpuUsage()]
    .map(({ user, system }, place) => (user + system - before[place].user - before[place].system) / 1000 / logins)
  return { rates, memory: [...memory, last.rss / 1024 / 1024], requests, used }
}

async function look(child) {
  child.send('memory')
  return next(child)
}

async function next(child) {
  return new Promise(resolve => child.once('message', resolve))
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
