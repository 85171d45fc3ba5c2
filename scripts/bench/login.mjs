import { subscribe } from 'node:diagnostics_channel'
import { get } from 'node:http'
import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { environmentOf, start, usedBy } from './child.mjs'

const { signInAsTheUser } = createRequire(import.meta.url)('../../dist/sandbox-index.cjs')
const returned = new Map()
subscribe('http.client.request.start', ({ request }) => {
  const state = /^\/(?:callback)?\?.*\bstate=([^&]+)/.exec(request.path)?.[1]
  if (state) returned.set(state, performance.now())
})

// What the libraries of Python need to be told before they speak http with this machine; Python leaves nothing in this
// checkout.
const forPython = { AUTHLIB_INSECURE_TRANSPORT: '1', OAUTHLIB_INSECURE_TRANSPORT: '1', PYTHONDONTWRITEBYTECODE: '1' }

/**
 * Runs one login to its end and signs in for it from this process, after `pause` milliseconds: a person's, and no part
 * of any figure. Milliseconds of the clock for the whole, until the address was there to be opened, and from the
 * browser's return to the result. `shown` is the address as the program shows it, `until` is what a program says that
 * listens only after it has shown the address; `more` is more of its environment. What is not `isMetered` tells
 * nothing of what it has used.
 */
export async function runLogin({
  program, words, home, pause = 0, shown = /http:\/\/127\.0\.0\.1:\S+response_type=\S+(?=\s)/, until = /./, more = {},
  isMetered = true,
}) {
  const started = performance.now()
  const { child, said, ended } = start(program, words, environmentOf(home, { ...forPython, ...more }))
  const at = {}
  child.stdout.once('data', () => { at.result = performance.now() })
  const address = new Promise((resolve) => {
    child.stderr.on('data', () => {
      const [url] = shown.exec(said.stderr) ?? []
      if (!url || at.opened || !until.test(said.stderr)) return
      at.opened = performance.now()
      resolve(url)
    })
  })
  const first = await Promise.race([address, ended])
  if (typeof first !== 'string') throw new Error(`${words.join(' ')} ended with ${first.status}: ${first.stderr}`)
  const url = await authorizationAt(first)
  await delay(pause)
  const asked = performance.now()
  await signInAsTheUser(url)
  const used = usedBy(words, await ended, isMetered)
  const callback = returned.get(new URL(url).searchParams.get('state'))
  return {
    clock: performance.now() - started - (asked - at.opened), ...used, browser: at.opened - started,
    tail: at.result - callback,
  }
}

/** The authorization request that an address of the program's own leads to. */
async function authorizationAt(url) {
  if (new URL(url).searchParams.has('response_type')) return url
  const answer = await new Promise((resolve, reject) => get(url, resolve).on('error', reject))
  answer.resume()
  return answer.headers.location ?? url
}
