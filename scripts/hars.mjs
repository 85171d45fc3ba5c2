// Records with Chromium how apps of others log in at a provider on loopback, has `explain` tell each recording, and
// says whether it was what was to be heard: the fault that was planted first, and nothing that is wrong of an app that
// does well. Words name the apps to take; `--show` prints what was told. HARS_FOLDER keeps what is installed, HARS_KEEP
// names a folder for the recordings. Exit status 1 where something else was heard.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { appsIn } from './hars/apps.mjs'
import { install } from './hars/install.mjs'
import { explain, judge, withoutSensitive } from './hars/judge.mjs'
import { printHead, printRow } from './hars/print.mjs'
import { openBrowser, record } from './hars/record.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: 'boolean' } } })
const { HARS_KEEP: kept } = process.env
const installed = install()
const recordings = kept ?? mkdtempSync(join(tmpdir(), 'oauth-walk-recordings-'))
mkdirSync(recordings, { recursive: true })
let failed = 0
const browser = await openBrowser()
try {
  printHead()
  for (const [name, app] of await appsIn(installed.folder, positionals)) await take(name, app)
} finally {
  await browser.close()
  if (installed.isTemporary) rmSync(installed.folder, { recursive: true, force: true })
  if (kept === undefined) rmSync(recordings, { recursive: true, force: true })
}
process.exitCode = failed > 0 ? 1 : 0

async function take(name, app) {
  const file = join(recordings, `${name}.har`)
  const broken = await record(browser, { folder: installed.folder, file, app }).then(() => undefined, error => error)
  if (broken)
    return note({ name, app, verdict: { isExpected: false, first: `not recorded: ${broken.message.split('\n')[0]}` } })
  tell(name, app, file)
  if (!app.fault) tell(`${name}, sanitised`, app, withoutSensitive(file))
}

function tell(name, app, file) {
  const told = explain(file)
  note({ name, app, told, verdict: judge(app, told) })
  if (values.show) console.log(JSON.stringify(told.said.findings, undefined, 2).replace(/^/gm, '  | '))
}

function note(row) {
  failed += row.verdict.isExpected ? 0 : 1
  printRow(row)
}
