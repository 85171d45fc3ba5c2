// The command that the judge runs, with the MCP server's address behind it: our built program in a home of its own, as
// the scenario wants it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandFor } from './scenarios.mjs'

const beside = name => fileURLToPath(new URL(name, import.meta.url))
const quoted = word => `'${word.replaceAll('\'', '\'\\\'\'')}'`
const {
  MCP_CONFORMANCE_SCENARIO: scenario = '', MCP_CONFORMANCE_CONTEXT: context = '{}',
  OAUTH_WALK_NODE: node = process.execPath, ...inherited
} = process.env
const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-judged-'))
const file = (name, text) => {
  writeFileSync(join(folder, name), text, { mode: 0o600 })
  return join(folder, name)
}
try {
  const browser = `${quoted(node)} ${quoted(beside('browser.mjs'))}`
  const { words, env } = commandFor(scenario.replace(/^auth\//, ''), {
    url: process.argv.at(-1), context: JSON.parse(context), browser, file,
  })
  const ours = Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith('OAUTH_WALK_')))
  const { status } = spawnSync(
    node, [beside('../../bin/oauth-walk.cjs'), ...words],
    { stdio: 'inherit', env: { ...ours, ...env, OAUTH_WALK_HOME: join(folder, 'home') } },
  )
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
