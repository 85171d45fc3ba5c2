import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentOf, program } from './child.mjs'

const issuer = 'http://127.0.0.1:9'

export function makeHome() {
  return mkdtempSync(join(tmpdir(), 'oauth-walk-bench-'))
}

/** Runs something in a home of its own: nothing is kept of what ran before. */
export async function afresh(run) {
  const home = makeHome()
  try {
    return await run(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** A home with that many profiles, each with a session of the usual size; the first one is active. */
export function plantSessions(count) {
  const home = makeHome()
  for (let n = 0; n < count; n += 1) plant(home, `profile-${n}`)
  write(join(home, 'config.json'), { v: 1, active: 'profile-0' })
  return home
}

function plant(home, profile) {
  const hash = text => createHash('sha256').update(text).digest('hex').slice(0, 32)
  const now = Date.now()
  const session = {
    v: 1, profile, issuer, client_id: 'bench', subject: 'bench', scope: ['openid'], token_type: 'Bearer',
    access_token: 'a'.repeat(900),
    obtained_at: now, expires_at: now + 86_400_000, refresh_token: 'r'.repeat(300), refresh_generation: 0,
    id_token: 'i'.repeat(900),
  }
  write(join(home, `p-${hash(profile)}.json`), {
    v: 1, name: profile, created_at: new Date(now).toISOString(),
    settings: { target: issuer, issuer, 'client-id': 'bench', host: ['git.example', 'k8s.example'] },
  })
  write(join(home, `t-${hash(`${issuer}\0bench\0${profile}`)}.json`), session)
}

function write(path, value) {
  writeFileSync(path, JSON.stringify(value, undefined, '\t'), { mode: 0o600 })
}

/** Serves the sandbox of a home in a process of its own: that process, and where it serves. */
export async function serveSandbox(home, ...words) {
  const child = spawn(
    process.execPath, [program, 'sandbox', '--json', ...words],
    { env: environmentOf(home), stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const facts = await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', status => reject(new Error(`the sandbox ended with ${status}`)))
  })
  const { issuer, mcp } = JSON.parse(facts)
  return { child, issuer, resource: mcp?.resource }
}
