// The commands that are timed: by name, how each is run, and its targets. `targets` are for its own figures, `beside`
// is the part that it may take of what another command takes in the same round.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { measureBareRequests } from './bare.mjs'
import { meter, program, runOnce } from './child.mjs'
import { goPeersHere } from './go-peers.mjs'
import { runLogin } from './login.mjs'
import { loginAtResource, mcpPeersHere } from './mcp.mjs'
import { leastLogins, peersHere } from './peers.mjs'
import { writeRecording } from './recordings.mjs'

const client = 'oauth-walk-public'
/** A request as people paste it. */
const asked = 'https://id.example.com/authorize?response_type=code&client_id=portal&redirect_uri=https%3A%2F%2Fportal.example.com%2Fcallback&scope=openid&state=af0ifjsldkjAb93'
const askedByGit = { input: 'protocol=https\nhost=git.example\n\n' }
const execInfo = {
  apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential',
  spec: { interactive: false, cluster: { server: 'https://k8s.example' } },
}
const askedByKubectl = { more: { KUBERNETES_EXEC_INFO: JSON.stringify(execInfo) } }
/** As long as a person who is already signed in takes to allow. */
const personMilliseconds = 1200

/**
 * Takes the homes, the homes with many profiles by their number, and the addresses of a provider and of an MCP server.
 */
export function listCommands({ homes, profiles, issuer, resource }) {
  return [
    { name: 'node -e 0', run: () => runOnce(['-e', '0'], homes.own) },
    ...startsOf(homes), ...tokensOf(homes, profiles, issuer), ...explanationsOf(homes),
    ...loginsOf(homes, issuer, resource),
  ]
}

function startsOf({ own }) {
  const help = [program, '--help']
  return [
    { name: '--version', run: () => runOnce([program, '--version'], own), targets: { clock: 1.15 } },
    { name: '--help', run: () => runOnce(help, own), targets: { clock: 1.45 } },
    {
      name: '--help, first start', run: () => afterInstall(own, more => runOnce(help, own, { more })),
      beside: { '--help': 1.6 },
    },
  ]
}

/** What runs in loops of other programs. */
function tokensOf({ refreshing }, profiles, issuer) {
  const token = [program, 'token']
  const [one, many] = [profiles.get(1), profiles.get(10_000)]
  return [
    ...[...profiles].map(([size, home]) => ({
      name: `token, ${size} profiles`, run: () => runOnce(token, home), targets: { clock: 1.4, memory: 1.15 },
      beside: size > 1 ? { 'token, 1 profiles': 1.05 } : {},
    })),
    {
      name: 'credential kubectl',
      run: () => runOnce([program, 'credential', 'kubectl', '--token-type', 'access_token'], one, askedByKubectl),
      targets: { clock: 1.45 },
    },
    {
      name: 'credential git', run: () => runOnce([program, 'credential', 'git', 'get'], one, askedByGit),
      targets: { clock: 1.45 },
    },
    {
      name: 'token refresh',
      prepare: () => runLogin({ program: process.execPath, words: loginWords(issuer), home: refreshing }),
      run: () => runOnce([program, 'token', 'refresh', '--quiet'], refreshing), targets: { clock: 3 },
    },
    { name: 'completion, 10000 profiles', run: () => runOnce([program, '__complete', 'profile', 'use', ''], many) },
    { name: 'profile list, 10000', run: () => runOnce([program, 'profile', 'list'], many) },
  ]
}

function explanationsOf({ own }) {
  const recording = size => join(own, `${size}.har`)
  return [
    { name: 'explain ADDRESS', run: () => runOnce([program, 'explain', asked], own), targets: { clock: 1.8 } },
    ...[[50, { ms: 3000 }], [200, { mebibytes: 100 }]].map(([size, targets]) => ({
      name: `explain, ${size} MB`, prepare: () => writeRecording(recording(size), size * 1e6),
      run: () => runOnce([program, 'explain', recording(size)], own), targets,
    })),
  ]
}

function loginsOf({ own, guest, peers }, issuer, resource) {
  const others = peersHere(issuer, client)
  const mostBeside = ({ name }) => [name, name === 'login by openid-client' ? 0.65 : 1]
  const login = more => runLogin({ program: process.execPath, words: loginWords(issuer), home: guest, ...more })
  return [
    {
      name: 'login', run: () => login(), targets: { clock: 4.3, browser: 3, mebibytes: 56 },
      beside: Object.fromEntries(others.map(mostBeside)),
    },
    { name: 'login, first start', run: () => afterInstall(guest, more => login({ more })), beside: { login: 1.6 } },
    {
      name: 'login, with a person', targets: { tail: 2 },
      run: async () => ({
        ...await login({ pause: personMilliseconds }), bare: await measureBareRequests(issuer, guest),
      }),
    },
    {
      name: 'login sandbox --auto', run: () => runOnce([program, 'login', 'sandbox', '--auto', '--quiet'], own),
      targets: { clock: 7.5 },
    },
    {
      name: 'login at an MCP server', run: () => loginAtResource(resource), targets: { mebibytes: 70 },
      beside: { login: 1.25, 'the same by mcp-remote': 0.5, 'the same by Inspector CLI': 0.5 },
    },
    ...mcpPeersHere(resource),
    ...[...others, ...leastLogins(issuer, client)].map(({ name, program, words }) => ({
      name, run: () => runLogin({ program, words, home: peers }),
    })),
    ...goPeersHere(issuer, client),
  ]
}

function loginWords(issuer) {
  return [
    '--require', meter, program, 'login', issuer, '--client-id', client, '--scope',
    'openid profile email offline_access', '--port', '0', '--no-open', '--quiet',
  ]
}

/**
 * Runs a command as the first after an install: nothing is kept of what V8 made of its files. What is kept then is
 * written while it ends.
 */
async function afterInstall(home, run) {
  const empty = mkdtempSync(join(home, 'compiled-'))
  try {
    return await run({ NODE_COMPILE_CACHE: empty })
  } finally {
    await delay(0)
    rmSync(empty, { recursive: true, force: true })
  }
}
