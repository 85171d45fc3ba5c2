// A container whose port is published, without a container engine. Run as `unshare -n node published-port.mjs PROGRAM
// HOME straight|start [ADDRESS]`, this is the host. It makes another network namespace, the container, in which the
// program logs in at a token endpoint of its own; a forwarder on the host's loopback does what `docker run -p
// 127.0.0.1:8765:8765` does. Prints what came of it as JSON.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

const [program, home, way, listen = '0.0.0.0'] = process.argv.slice(2)
const container = '10.213.0.2'
const port = 8765
const children = []

const inContainer = (words, options) => {
  const child = spawn('nsenter', ['-t', String(namespace.pid), '-n', ...words], options)
  children.push(child)
  return child
}

const ip = (...words) => execFileSync('ip', words, { stdio: 'ignore' })
const ipThere = (...words) =>
  execFileSync('nsenter', ['-t', String(namespace.pid), '-n', 'ip', ...words], { stdio: 'ignore' })

// The namespace is there once its process has another one than ours.
const namespace = spawn(
  'unshare', ['-n', 'sh', '-c', 'echo ready; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] },
)
children.push(namespace)
await once(namespace.stdout, 'data')
ip('link', 'set', 'lo', 'up')
ip('link', 'add', 'outside', 'type', 'veth', 'peer', 'name', 'inside', 'netns', String(namespace.pid))
ip('addr', 'add', '10.213.0.1/30', 'dev', 'outside')
ip('link', 'set', 'outside', 'up')
for (const words of ['addr add 10.213.0.2/30 dev inside', 'link set inside up', 'link set lo up']) ipThere(
  ...words.split(' '),
)

const forwarder = createServer((near) => {
  const far = connect(port, container)
  near.pipe(far).pipe(near)
  for (const socket of [near, far]) socket.on('error', () => [near, far].forEach(one => one.destroy()))
})
forwarder.listen(port, '127.0.0.1')

const provider = `
  let tokens = 0
  require('http').createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/count') response.end(String(tokens))
    else response.end(JSON.stringify(request.url === '/token' ? (tokens += 1, { access_token: 'a', token_type: 'Bearer', expires_in: 60 }) : { sub: 'me' }))
  }).listen(4000, '127.0.0.1', () => console.log('ready'))`
await once(inContainer([process.execPath, '-e', provider], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout, 'data')

const words = [
  'login', '--authorization-endpoint', 'https://op.example/authorize', '--token-endpoint',
  'http://127.0.0.1:4000/token', '--userinfo-endpoint', 'http://127.0.0.1:4000/me', '--client-id', 'c', '--scope',
  'read', '--listen', listen, '--events', '--timeout', '20',
]
const login = inContainer(
  [process.execPath, program, ...words],
  {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8' },
  },
)
let stdout = ''
login.stdout.setEncoding('utf8').on('data', chunk => stdout += chunk)
const stderr = text(login.stderr)
const ended = once(login, 'close')
const events = () => stdout.split('\n').slice(0, -1).map(line => JSON.parse(line))
const eventOf = type => events().find(event => event.type === type)
for (let tries = 0; tries < 500 && !eventOf('waiting') && login.exitCode === null; tries += 1) await delay(20)

async function ask(url, headers = {}, host = undefined) {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent: false, headers, ...host && { host } })
    asking.once('error', reject).once('response', answer =>
      void text(answer).then(() => resolve({ status: answer.statusCode, headers: answer.headers }), reject))
    asking.end()
  })
}

const seen = {}
const { start, url } = eventOf('authorization-url') ?? {}
if (start !== undefined) {
  const state = new URL(url).searchParams.get('state')
  const callback = (query, headers = {}, host = undefined) =>
    ask(`http://127.0.0.1:${port}/callback?${query}`, headers, host)
  seen.wrongHost = (await callback(`code=c&state=${state}`, { host: `${container}:${port}` }, container)).status
  seen.wrongState = (await callback('code=c&state=x')).status
  seen.loopbackOfContainer = execFileSync(
    'nsenter',
    [
      '-t', String(namespace.pid), '-n', process.execPath, '-e',
      'require("http").get("http://127.0.0.1:8765/none", answer => console.log(answer.statusCode))',
    ],
    { encoding: 'utf8' },
  ).trim()
  if (way === 'straight') seen.answer = (await callback(`code=c&state=${state}`)).status
  else {
    const sent = await ask(start)
    const [cookie = ''] = (sent.headers['set-cookie']?.[0] ?? '').split(';')
    seen.start = { status: sent.status, isProvider: sent.headers.location === url }
    seen.answer = (await callback(`code=c&state=${state}`, { cookie })).status
  }
} else {
  seen.reached = await ask(`http://127.0.0.1:${port}/callback`).then(({ status }) => status, ({ code }) => code)
  login.kill('SIGINT')
}
const [status] = await ended
seen.tokens = Number(execFileSync(
  'nsenter',
  [
    '-t', String(namespace.pid), '-n', process.execPath, '-e',
    'require("http").get("http://127.0.0.1:4000/count", answer => answer.pipe(process.stdout))',
  ],
  { encoding: 'utf8' },
))
process.stdout.write(JSON.stringify({
  ...seen, address: start, status, stderr: await stderr, document: eventOf('walk-finished')?.document,
}))
for (const child of children) child.kill()
forwarder.close()
process.exit(0)
