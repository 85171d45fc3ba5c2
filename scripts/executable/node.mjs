// Node's binaries for other platforms, as npm packages hold them: the same files as on nodejs.org.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The first line that can write itself into another platform's binary, and the one that is maintained for longest. */
export const version = '26.12.1'

/** What these packages held when this version was chosen: the registry can't give others later. */
const known = {
  'linux-x64': 'sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==',
  'linux-arm64': 'sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==',
}

/** The binary of a platform, fetched once: `{ path, licence, version }`. OAUTH_WALK_NODE_LINUX_X64=FILE takes another one, of the same version. */
export function fetchNode(root, platform) {
  const folder = join(root, 'node_modules/.cache/oauth-walk-node', `${version}-${platform}`)
  const name = `node-${platform.replace('win32', 'win')}`
  const place = join(folder, 'node_modules', name)
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) install(folder, `${name}@${version}`)
  const { packages } = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'))
  const { integrity } = packages[`node_modules/${name}`]
  if (known[platform] && integrity !== known[platform]) throw new Error(`${name} ${version} is not what it was: ${integrity}`)
  const own = process.env[`OAUTH_WALK_NODE_${platform.toUpperCase().replace('-', '_')}`]
  return { path: own ?? join(place, 'bin', platform.startsWith('win') ? 'node.exe' : 'node'), licence: join(place, 'LICENSE'), version }
}

/** Without its scripts, and for another platform than ours. */
function install(folder, wanted) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const words = ['install', '--no-save', '--force', '--ignore-scripts', '--no-audit', '--no-fund', wanted]
  const { status, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`${wanted} could not be fetched: ${stderr}`)
}
