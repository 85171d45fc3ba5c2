import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { toCurl } from '../../src/render/curl.ts'
import { readTranscript } from '../../src/render/saved/read-transcript.ts'

const at = (second: number) => `2026-11-28T10:00:0${second}.000Z`
const message = (second: number) => ({
  type: 'message', name: 'start', from: 'user', to: 'client', channel: 'person', step: 'start', n: 1, at: at(second),
})
const http = (second: number, purpose: string, url: string, status: number) => ({
  type: 'http', purpose, request: { method: 'GET', url, headers: {} }, response: { status, headers: {}, body: '' },
  ms: 1, at: at(second), step: 'start', n: 1,
})

/** A saved walk with these exchanges. */
function walkWith(exchanges: object[], tls?: object): string {
  return JSON.stringify({
    format: 'oauth-walk-transcript', version: 1, program: 'oauth-walk 0', secrets: 'hidden', ...tls ? { tls } : {},
    document: { ok: true },
    events: [
      { type: 'walk-started', profile: 'p', target: 'https://op.example', client_id: 'c', at: at(0) },
      { type: 'step-started', step: 'start', n: 1, at: at(0) },
      message(0), ...exchanges,
    ],
  })
}

/** What the script runs, with a curl that answers an address with `missing` in it as curl does a 404. */
function runScript(transcript: string, words: string[] = []): { status: number | null, calls: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [script, curl, log] = ['walk.sh', 'curl', 'calls'].map(name => join(folder, name)) as [string, string, string]
  writeFileSync(script, toCurl(readTranscript(transcript, 'walk.json'), en))
  writeFileSync(
    curl, `#!/bin/sh\nprintf '%s\\t' "$@" >> '${log}'; echo >> '${log}'\ncase "$*" in *missing*) exit 22 ;; esac\n`,
  )
  chmodSync(curl, 0o755)
  writeFileSync(log, '')
  const { status } = spawnSync('bash', [script, ...words], { env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` } })
  return { status, calls: readFileSync(log, 'utf8').trim().split('\n') }
}

test('curl: the script goes on past a document that the walk found missing, and tells it where it is asked for alone', () => {
  const transcript = walkWith([
    http(1, 'discovery', 'https://op.example/missing/.well-known/openid-configuration', 404),
    http(2, 'discovery', 'https://op.example/.well-known/oauth-authorization-server', 200),
    http(3, 'jwks', 'https://op.example/jwks', 200),
  ])
  const all = runScript(transcript)
  expect([all.status, all.calls.map(call => /https:\/\/\S+/.exec(call)?.[0])]).toEqual([0, [
    'https://op.example/missing/.well-known/openid-configuration',
    'https://op.example/.well-known/oauth-authorization-server', 'https://op.example/jwks',
  ]])
  expect(runScript(transcript, ['discovery']).status).toBe(22)
})

test('curl: what the walk did not expect to be refused still ends the script', () => {
  const { status, calls } = runScript(
    walkWith([http(1, 'jwks', 'https://op.example/missing', 200), http(2, 'userinfo', 'https://op.example/me', 200)]),
  )
  expect([status, calls.length]).toEqual([22, 1])
})

test('curl: authorities, certificate and key are carried, whatever their names hold', () => {
  const tls = { ca: '/etc/my ca\'s.pem', certificate: '/home/me/$(id).crt', key: '/home/me/key.pem' }
  const { calls: [call = ''] } = runScript(walkWith([http(1, 'jwks', 'https://op.example/jwks', 200)], tls))
  const words = call.split('\t')
  expect(['--cacert', '--cert', '--key'].map(flag => words[words.indexOf(flag) + 1])).toEqual([
    tls.ca, tls.certificate, tls.key,
  ])
  expect(runScript(walkWith([http(1, 'jwks', 'https://op.example/jwks', 200)])).calls.join()).not.toMatch(
    /--c(?:acert|ert)|--key/,
  )
})
