import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { meter, program } from './child.mjs'
import { afresh } from './homes.mjs'
import { runLogin } from './login.mjs'

/**
 * Where other clients are installed: a folder in which `npm install mcp-remote @modelcontextprotocol/inspector` ran.
 */
const { BENCH_PEERS: folder } = process.env

const peers = [
  {
    name: 'the same by mcp-remote', file: 'mcp-remote/dist/client.js', words: resource => [resource],
    until: /callback server running/,
  },
  {
    name: 'the same by Inspector CLI', file: '@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    words: resource => ['--cli', resource, '--transport', 'http', '--method', 'tools/list'],
  },
]

/**
 * The same login and list of tools by other programs, each as one that was never there before; none where there is no
 * folder of them.
 */
export function mcpPeersHere(resource) {
  if (folder === undefined)
    console.log(
      'no other MCP clients are here to be compared with: BENCH_PEERS names the folder that they are installed in',
    )
  return peers.map(peer => ({ ...peer, file: join(folder ?? '', 'node_modules', peer.file) })).filter(({ file }) =>
    folder !== undefined && existsSync(file))
    .map(({ name, file, words, until }) => ({
      name,
      run: () => afresh(home => runLogin({
        program: process.execPath, words: ['--require', meter, file, ...words(resource)], home, until,
        more: alone(home),
      })),
    }))
}

/** No browser is found that could open, nor anything that was kept before. */
function alone(home) {
  return {
    HOME: home, PATH: dirname(process.execPath), DISPLAY: '', WAYLAND_DISPLAY: '', MCP_AUTO_OPEN_ENABLED: 'true',
    MCP_INSPECTOR_SECRET_STORE: 'memory',
  }
}

/** A login at an MCP server, of a client that registers first. */
export async function loginAtResource(resource) {
  return afresh(home => runLogin({
    program: process.execPath,
    words: ['--require', meter, program, 'login', resource, '--port', '0', '--no-open', '--quiet'], home,
  }))
}
