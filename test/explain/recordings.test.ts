import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recognise } from '../../src/explain/recognise/index.ts'
import type { WalkRecord } from '../../src/explain/record.ts'
import { freshHome, program, surroundings } from '../support/cli.ts'
import { thorough } from '../support/thorough.ts'
import { harOf } from './har.ts'

const read = (entries: readonly unknown[]): WalkRecord =>
  recognise([JSON.stringify({ log: { version: '1.2', entries } })], { issuer: undefined, clientId: undefined, now: 0 })

const form
  = 'grant_type=authorization_code&client_id=web&code=a%2Bb%2Fc&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb'
const wanted = [
  ['grant_type', 'authorization_code'], ['client_id', 'web'], ['code', 'a+b/c'],
  ['redirect_uri', 'https://app.example.com/cb'],
]
const params = (isEncoded: boolean) => form.split('&').map(pair => pair.split('=')).map(([name = '', value = '']) => ({
  name, value: isEncoded ? value : decodeURIComponent(value),
}))
const request = {
  method: 'POST', url: 'https://id.example.com/token',
  headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
}
const response = {
  status: 200, headers: [{ name: 'Content-Type', value: 'application/json' }],
  content: { mimeType: 'application/json', text: '{"access_token":"t"}' },
}
const mimeType = 'application/x-www-form-urlencoded'

/** How the programs that record write a posted form, and an answer. */
const dialects: Record<string, { request: object, response: object }> = {
  'Chrome: text and params, as they are on the wire': {
    request: { ...request, postData: { mimeType, text: form, params: params(true) } }, response,
  },
  'Firefox: params that are decoded, and the text': {
    request: { ...request, postData: { mimeType, params: params(false), text: form } }, response,
  },
  'Firefox: params without a text': {
    request: { ...request, postData: { mimeType, params: params(false) } }, response,
  },
  'Charles: params without a text, as on the wire': {
    request: { ...request, postData: { mimeType, params: params(true) } }, response,
  },
  'Playwright: text, an empty list, and a body in base64': {
    request: { ...request, postData: { mimeType, text: form, params: [] } },
    response: {
      ...response,
      content: {
        mimeType: 'application/json', encoding: 'base64', text: Buffer.from('{"access_token":"t"}').toString('base64'),
      },
    },
  },
  'mitmproxy: HTTP/2 with the request line among the fields': {
    request: {
      ...request, httpVersion: 'HTTP/2.0',
      headers: [{ name: ':method', value: 'POST' }, { name: ':path', value: '/token' }, ...request.headers],
      postData: { mimeType, text: form, params: [] },
    }, response,
  },
}

test.each(Object.entries(dialects))('a form is read as it was sent (%s)', (_, entry) => {
  const { seen: [one] } = read([{ startedDateTime: '2026-11-28T10:00:00.000Z', ...entry }])
  expect(one).toMatchObject({
    kind: 'token-request', request: { method: 'POST', form: wanted },
    response: { status: 200, members: { access_token: 't' } },
  })
  expect(one?.request?.headers.filter(([name]) => name.startsWith(':'))).toEqual([])
})

test('what is not in a recording is not made up: no body, no answer, no time', () => {
  const { seen } = read([
    {
      request: { method: 'GET', url: 'https://id.example.com/userinfo', headers: [] },
      response: { status: 200, headers: [], content: { size: 100, mimeType: 'application/json' } },
    },
    {
      request: { method: 'POST', url: 'https://id.example.com/token', headers: [] },
      response: { status: 0, headers: [], content: {} },
    },
    { response }, null, 'x', { request: { url: 7 } },
  ])
  expect(seen.map(({ kind, at, response: answer }) => [kind, at, answer?.body])).toEqual([
    ['userinfo-request', undefined, undefined], ['token-request', undefined, undefined],
    ['other', undefined, undefined],
  ])
  expect(seen[1]?.response).toBeUndefined()
})

test('a redirect that only redirectURL tells is one', () => {
  const { seen } = read([
    {
      request: { method: 'GET', url: 'https://id.example.com/authorize?response_type=code&client_id=web', headers: [] },
      response: { status: 302, headers: [], content: {}, redirectURL: 'https://app.example.com/cb?code=c&state=s' },
    },
  ])
  expect(seen.map(({ kind }) => kind)).toEqual(['authorization-request', 'authorization-response'])
})

test('entries are taken in the order of their times, and pictures and scripts not at all', () => {
  const entry = (second: number, url: string, type = 'text/html') => ({
    startedDateTime: `2026-11-28T10:00:0${second}.000Z`, request: { method: 'GET', url, headers: [] },
    response: { status: 200, headers: [], content: { mimeType: type, text: 'x' } },
  })
  const { seen } = read([
    entry(2, 'https://a.example/cb?code=c&state=s'), entry(3, 'https://a.example/a.js', 'application/javascript'),
    entry(1, 'https://a.example/'),
  ])
  expect(seen.map(({ request: sent }) => sent?.url)).toEqual([
    'https://a.example/', 'https://a.example/cb?code=c&state=s',
  ])
})

test('a recording that was cut off has the entries that are whole; one that is pretty-printed is the same', () => {
  const whole = harOf([
    { url: 'https://a.example/cb?code=c&state=s', answer: { status: 200 } },
    { url: 'https://a.example/userinfo', answer: { status: 200, text: '\\"}]{' } },
  ])
  const kinds = (text: string) =>
    recognise([text], { issuer: undefined, clientId: undefined, now: 0 }).seen.map(({ kind }) => kind)
  expect(kinds(whole)).toEqual(['authorization-response', 'userinfo-request'])
  expect(kinds(whole.slice(0, -120))).toEqual(['authorization-response'])
  expect(kinds(JSON.stringify(JSON.parse(whole), null, 2))).toEqual(['authorization-response', 'userinfo-request'])
})

/** Writes a recording of that many megabytes, with a login in it, and gives what a process that reads it took. */
function measure(megabytes: number): { status: number | null, kinds: string[], mebibytes: number, seconds: number } {
  const home = freshHome()
  const file = join(home, 'big.har')
  const descriptor = openSync(file, 'w')
  const login = [
    { url: 'https://a.example/authorize?response_type=code&client_id=a&redirect_uri=b', answer: { status: 200 } },
    { url: 'https://a.example/cb?code=c&state=s', answer: { status: 200 } },
  ]
  const other = [
    {
      url: 'https://a.example/a.js',
      answer: {
        status: 200, headers: { 'Content-Type': 'application/javascript' }, text: 'f("\\n");\n'.repeat(20_000),
      },
    },
    {
      url: 'https://a.example/api', headers: { Cookie: 'a=b'.repeat(50) },
      answer: { status: 200, json: Array.from({ length: 2000 }, (_, id) => ({ id, name: `name ${id}` })) },
    },
  ]
  const parts = harOf(login).split('"entries":[')
  const filler = `${harOf(other).split('"entries":[')[1]?.slice(0, -3) ?? ''},`
  writeSync(descriptor, `${parts[0] ?? ''}"entries":[`)
  for (let size = 0; size < megabytes * 1e6; size += filler.length) writeSync(descriptor, filler)
  writeSync(descriptor, parts[1] ?? '')
  closeSync(descriptor)
  const meter = join(home, 'meter.cjs')
  writeFileSync(meter, `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  require('node:fs').writeSync(2, JSON.stringify({ mebibytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }))
})`)
  const ended = spawnSync(
    // What collects garbage beside the program comes late on a busy machine: here the program does it itself.
    process.execPath, ['--single-threaded-gc', '-r', meter, program, 'explain', file, '--json'],
    { env: surroundings(home, {}), encoding: 'utf8' },
  )
  const { messages } = JSON.parse(ended.stdout || '{"messages":[]}') as { messages: { kind: string }[] }
  return {
    status: ended.status, kinds: messages.map(({ kind }) => kind).filter(kind => kind !== 'other'),
    ...JSON.parse(ended.stderr) as { mebibytes: number, seconds: number },
  }
}

test('a large recording takes little memory and time', () => {
  const { status, kinds, mebibytes, seconds } = measure(thorough ? 200 : 50)
  expect([status, kinds]).toEqual([0, ['authorization-request', 'authorization-response']])
  expect(mebibytes).toBeLessThan(100)
  // Of the processor's time: other tests run beside this one.
  expect(seconds).toBeLessThan(thorough ? 10 : 3)
})
