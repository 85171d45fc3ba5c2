import { spawn } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { environmentOf } from './child.mjs'

const { signInAsTheUser } = createRequire(import.meta.url)('../../dist/sandbox-index.cjs')
const returned = new Map()
subscribe('http.client.request.start', ({ request }) => {
  const state = /^\/callback\?.*\bstate=([^&]+)/.exec(request.path)?.[1]
  if (state) returned.set(state, performance.now())
})

// What the libraries of Python need to be told before they speak http with this machine; Python leaves nothing in this checkout.
const forPython = { AUTHLIB_INSECURE_TRANSPORT: '1', OAUTHLIB_INSECURE_TRANSPORT: '1', PYTHONDONTWRITEBYTECODE: '1' }

/**
 * Runs one login to its end and signs in for it from this process, after `pause` milliseconds: a person's, and no part of any figure. Milliseconds
 * of the clock for the whole, until the address was there to be opened, and from the browser's return to the result.
 */
export async function runLogin({ program, words, home, pause = 0 }) {
  const started = performance.now()
  const child = spawn(program, words, { env: environmentOf(home, forPython), stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const seen = { stderr: '', report: '' }
  child.stdio[3].on('data', (chunk) => { seen.report += chunk })
  child.stdout.once('data', () => { seen.result = performance.now() })
  const address = new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      seen.stderr += chunk
      const [url] = /http:\/\/127\.0\.0\.1:\S+response_type=\S+(?=\s)/.exec(seen.stderr) ?? []
      if (url && !seen.opened) resolve([seen.opened = performance.now(), url].at(-1))
    })
  })
  const ended = new Promise(resolve => child.once('close', resolve))
  const url = await Promise.race([address, ended])
  if (typeof url !== 'string') throw new Error(`${words.join(' ')} ended with ${url}: ${seen.stderr}`)
  await delay(pause)
  const asked = performance.now()
  await signInAsTheUser(url)
  const status = await ended
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${seen.stderr}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(seen.report)
  const callback = returned.get(new URL(url).searchParams.get('state'))
  return {
    clock: performance.now() - started - (asked - seen.opened), processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS,
    browser: seen.opened - started, tail: seen.result - callback,
  }
}
