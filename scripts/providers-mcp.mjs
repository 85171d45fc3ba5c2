// Logs in with the built program at MCP servers of others, lists their tools, and ends the session again: who can be
// talked to is seen only there. Words name the servers to take; `--show` prints every transcript. PROVIDERS_MCP_FOLDER
// keeps what is installed, PROVIDERS_MCP_PYTHON names a Python that has fastmcp. Exit status 1 where a login failed.
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { install } from './providers-mcp/install.mjs'
import { logInAt } from './providers-mcp/log-in.mjs'
import { servers } from './providers-mcp/servers.mjs'
import { serve } from './providers-mcp/serve.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: 'boolean' } } })
const installed = install()
let failed = 0
try {
  for (const [name, how] of Object.entries(servers).filter(([name]) =>
    positionals.length === 0 || positionals.includes(name))) await take(name, how)
} finally {
  if (installed.isTemporary) rmSync(installed.folder, { recursive: true, force: true })
}
process.exitCode = failed > 0 ? 1 : 0

async function take(name, how) {
  const serving = await serve(installed, how).catch((error) => {
    failed += 1
    return { why: error.message }
  })
  if (serving?.url === undefined) {
    console.log(serving === undefined ? `- ${name.padEnd(22)}not here` : `✗ ${name.padEnd(22)}${serving.why}`)
    return
  }
  try {
    const came = await logInAt(serving.url)
    failed += came.isFine ? 0 : 1
    const said = came.isFine
      ? `${came.version}  ${came.tools} tools  ${came.findings.join(' ') || 'nothing to note'}`
      : came.why
    console.log(`${came.isFine ? '✓' : '✗'} ${name.padEnd(22)}${said}`)
    if (values.show || !came.isFine) console.log(came.transcript.replace(/^/gm, '  | '))
  } finally {
    serving.end()
  }
}
