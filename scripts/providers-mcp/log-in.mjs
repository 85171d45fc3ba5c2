// The built program at one server: login, token, and logout, each as a person types it.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { freePort } from './serve.mjs'

const fileOf = name => fileURLToPath(new URL(name, import.meta.url))
const browser = `'${process.execPath}' '${fileOf('browser.mjs')}'`

/** Logs in at that address in a home of its own: what came, and the whole transcript. */
export async function logInAt(url) {
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-providers-mcp-'))
  const run = async words => runProgram(words, home)
  try {
    const login = await run([
      'login', url, '--browser', browser, '--port', await freePort(), '--timeout', '30', '--json', '-v',
    ])
    const document = JSON.parse(login.stdout || '{}')
    const after = login.status === 0 ? [await run(['token', '--json']), await run(['logout'])] : []
    const wrong = [login, ...after].find(({ status }) => status !== 0)
    return {
      isFine: wrong === undefined, version: document.resource?.server?.protocol_version,
      tools: document.resource?.tools?.length,
      findings: (document.findings ?? []).map(({ code }) => code),
      why: document.error?.message ?? `exit ${wrong?.status}: ${wrong?.words.join(' ')}`,
      transcript: [login, ...after.slice(1)].map(({ stderr }) => stderr).join('\n'),
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function runProgram(words, home) {
  const ours = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OAUTH_WALK_')))
  const child = spawn(
    process.execPath, [fileOf('../../bin/oauth-walk.cjs'), ...words],
    { env: { ...ours, OAUTH_WALK_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout), text(child.stderr), new Promise(resolve => child.once('close', resolve)),
  ])
  return { words, stdout, stderr, status }
}
