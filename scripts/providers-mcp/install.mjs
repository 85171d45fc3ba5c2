// The servers of others that are logged into, from the registries, outside of the repository.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { PROVIDERS_MCP_FOLDER: kept, PROVIDERS_MCP_PYTHON: python } = process.env

/** What the servers need; where a version is named, others behave otherwise. */
const packages = [
  '@modelcontextprotocol/sdk@1.32.2', '@modelcontextprotocol/server@2', '@cloudflare/workers-oauth-provider@1.2.3',
  'mcp-handler@2.4.0', 'mcp-auth@0.2.0',
  '@hono/mcp@0.3.2', 'oidc-provider@9', '@hono/node-server', 'hono', 'express@5', 'jose@6', 'zod@4',
]

/**
 * Installs them into a temporary folder, or the one that PROVIDERS_MCP_FOLDER names, where a second run finds them
 * again, and puts our small servers beside them. PROVIDERS_MCP_PYTHON may name a Python that has fastmcp.
 */
export function install() {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'oauth-walk-providers-mcp-'))
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'node_modules'))) {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
    const { status, stderr } = spawnSync(
      'npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, ...packages], { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the servers can’t be installed: ${stderr}`)
  }
  cpSync(fileURLToPath(new URL('servers', import.meta.url)), join(folder, 'servers'), { recursive: true })
  return { folder, python, isTemporary: kept === undefined }
}
