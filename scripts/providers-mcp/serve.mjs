// Starts a server of others, and knows when it answers.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

const patienceSeconds = 60

/** A port that nobody listens on, as the words of a command have it. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return String(port)
}

/** The server on ports of its own; nothing where what it needs is not installed. */
export async function serve({ folder, python }, how) {
  const { beside, url, ...main } = how([await freePort(), await freePort()])
  if (main.python && python === undefined) return undefined
  const started = [...beside ? [beside] : [], main].map(one =>
    start(folder, one.python ? python : process.execPath, one))
  const end = () => started.forEach(({ child }) => child.kill())
  try {
    await untilAnswered(url, started)
    return { url, end }
  } catch (error) {
    end()
    throw error
  }
}

function start(folder, program, { words, env }) {
  const child = spawn(program, words, {
    cwd: folder, env: { ...process.env, ...env, HOME: folder }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  const started = { child, said: '' }
  child.stderr.on('data', (chunk) => { started.said = `${started.said}${chunk}`.slice(-2000) })
  return started
}

async function untilAnswered(url, started) {
  const last = Date.now() + patienceSeconds * 1000
  while (!await answers(url)) {
    const ended = started.find(({ child }) => child.exitCode !== null)
    if (ended || Date.now() > last)
      throw new Error(`nothing answers at ${url}: ${started.map(({ said }) => said).join('\n')}`)
    await delay(100)
  }
}

function answers(url) {
  return new Promise((resolve) => {
    request(url, { method: 'POST' }, (answer) => {
      answer.resume()
      resolve(true)
    }).once('error', () => resolve(false)).end()
  })
}
