// What `explain` makes of a recording, and whether that is what was to be heard.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))

/**
 * The explanation of a recording as a document, and the steps of each login in it, whose transcript `report` has read.
 */
export function explain(file) {
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-home-'))
  const saved = join(home, 'saved.json')
  const run = (...words) => spawnSync(process.execPath, [program, ...words, '--lang', 'en'], {
    env: { PATH: process.env.PATH, HOME: home, OAUTH_WALK_HOME: join(home, 'store') }, encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  try {
    const { status, stdout, stderr } = run('explain', file, '--json')
    const said = stdout === '' ? { findings: [], why: stderr } : JSON.parse(stdout)
    const logins = Array.from({ length: said.login?.count ?? 0 }, (_, place) => {
      const { login } = JSON.parse(
        run('explain', file, '--json', '--login', String(place + 1), '--save', saved).stdout || '{}',
      )
      return { ...login, isRead: run('report', saved, '--json').status === 0 }
    })
    return { status, said, logins }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const sensitive = /^(?:cookie|set-cookie|authorization)$/i

/** The recording as Chromium exports it when it is asked for nothing else: without cookies and Authorization. */
export function withoutSensitive(file) {
  const { log } = JSON.parse(readFileSync(file, 'utf8'))
  const strip = side => ({ ...side, cookies: [], headers: side.headers.filter(({ name }) => !sensitive.test(name)) })
  const entries
    = log.entries.map(entry => ({ ...entry, request: strip(entry.request), response: strip(entry.response) }))
  const copy = file.replace(/\.har$/, '.sanitised.har')
  writeFileSync(copy, JSON.stringify({ log: { ...log, entries } }))
  return copy
}

/**
 * A planted fault is heard first, and not as a note; an app that has none is told of nothing that is broken or weak,
 * but for what is true of it.
 */
export function judge({ fault, truths = [] }, { status, said: { findings = [] }, logins }) {
  const [first] = findings
  if (status !== 0) return { isExpected: false, first: `exit ${status}` }
  if ((!fault && logins.length === 0) || !logins.every(({ isRead }) => isRead))
    return { isExpected: false, first: 'no login', expected: 'a transcript of each login' }
  if (fault)
    return {
      isExpected: fault.includes(first?.name) && first.gravity !== 'note',
      first: first && `${first.name} (${first.gravity})`, expected: fault.join(' or '),
    }
  const untrue = findings.find(({ name, gravity }) => gravity !== 'note' && !truths.includes(name))
  return {
    isExpected: untrue === undefined, first: (untrue ?? first)?.name, expected: untrue && 'nothing broken or weak',
  }
}
