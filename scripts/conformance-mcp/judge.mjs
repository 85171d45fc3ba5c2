// The official judge of MCP clients, from the registry, and what it said.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const releases = ['0.1.16', '0.2.0-alpha.12']

/** The judge needs a newer Node than the program does. */
const [major = 0] = process.versions.node.split('.').map(Number)
const needsNode = major < 22

/**
 * Installs every release of the judge into a folder outside of the repository, and a Node for them where this one is
 * too old. The folder is a temporary one, or the one that OAUTH_WALK_MCP_JUDGE names, where a second run finds them
 * again. Throws where they can't be installed.
 */
export function installJudge() {
  const folder = process.env.OAUTH_WALK_MCP_JUDGE ?? mkdtempSync(join(tmpdir(), 'oauth-walk-mcp-judge-'))
  mkdirSync(folder, { recursive: true })
  const wanted = [
    ...releases.map(release => `judge-${release}@npm:@modelcontextprotocol/conformance@${release}`),
    ...needsNode ? ['node@22'] : [],
  ]
  const node = needsNode ? join(folder, 'node_modules', 'node', 'bin', 'node') : process.execPath
  const program = release => join(folder, 'node_modules', `judge-${release}`, 'dist', 'index.js')
  if (![node, ...releases.map(program)].every(path => existsSync(path))) {
    const { status, stderr } = spawnSync(
      'npm', ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder, ...wanted], { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the judge can’t be installed: ${stderr}`)
  }
  return { folder, node, program, isTemporary: process.env.OAUTH_WALK_MCP_JUDGE === undefined }
}

/** The auth scenarios that a release knows, without their prefix. */
export function listScenarios({ node, program }, release) {
  const { stdout } = spawnSync(node, [program(release), 'list'], { encoding: 'utf8' })
  return [...stdout.matchAll(/^ {2}- auth\/(\S+) \[(.*)\]$/gm)].map(([, name, versions]) => ({
    name, versions: versions.split(','),
  }))
}

/** Has one scenario judged: every check with its status, and the judge's verdict over all of them. */
export async function judge({ node, program, folder }, { release, name, version }) {
  const output = mkdtempSync(join(folder, 'results-'))
  const quoted = word => `'${word}'`
  const client = [process.execPath, fileURLToPath(new URL('client.mjs', import.meta.url))].map(quoted).join(' ')
  const words = [
    'client', '--command', client, '--scenario', `auth/${name}`, '--timeout', '40000', '-o', output,
    ...version ? ['--spec-version', version, '--force'] : [],
  ]
  const started = performance.now()
  const status = await new Promise((resolve) => {
    spawn(
      node, [program(release), ...words],
      { stdio: 'ignore', env: { ...process.env, OAUTH_WALK_NODE: process.execPath } },
    ).once('close', resolve)
  })
  const [results] = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('checks.json'))
  const read = file =>
    results === undefined ? '' : readFileSync(join(output, results.replace('checks.json', file)), 'utf8')
  return {
    passed: status === 0, seconds: (performance.now() - started) / 1000,
    checks: JSON.parse(read('checks.json') || '[]'), stdout: read('stdout.txt'), stderr: read('stderr.txt'),
  }
}
