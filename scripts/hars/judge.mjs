// What `explain` makes of a recording, and whether that is what was to be heard.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))

/** The explanation of a recording as a document, and the transcript that it saves. */
export function explain(file) {
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-home-'))
  const saved = join(home, 'saved.json')
  const began = performance.now()
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'explain', file, '--json', '--lang', 'en'], {
      env: { PATH: process.env.PATH, HOME: home, OAUTH_WALK_HOME: join(home, 'store') }, encoding: 'utf8', maxBuffer: 100_000_000,
    })
    const said = stdout === '' ? { findings: [], why: stderr } : JSON.parse(stdout)
    return { status, ms: Math.round(performance.now() - began), said, saved: existsSync(saved) ? JSON.parse(readFileSync(saved, 'utf8')) : undefined }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** A planted fault is heard first; an app that has none is told of nothing that is broken or weak, but for what is true of it. */
export function judge({ fault, truths = [] }, { status, said: { findings = [] } }) {
  const [first] = findings
  if (status !== 0) return { isExpected: false, first: `exit ${status}` }
  if (fault) return { isExpected: fault.includes(first?.name), first: first?.name, expected: fault.join(' or ') }
  const untrue = findings.find(({ name, gravity }) => gravity !== 'note' && !truths.includes(name))
  return { isExpected: untrue === undefined, first: (untrue ?? first)?.name, expected: untrue && 'nothing broken or weak' }
}
