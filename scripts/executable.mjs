// Makes single executables, for who has no Node: `npm run build:executable [-- linux-x64 linux-arm64]`. Each is Node's own binary with the files of
// dist in it, put there by Node itself (--build-sea). Needs Node, npm and the registry. What V8 makes of the files is added where this machine can
// run that binary: for another processor QEMU's user mode does (qemu-aarch64-static), and without it the executable compiles at every start.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBillOfExecutable } from './executable/bill.mjs'
import { compileFiles } from './executable/compile.mjs'
import { listFiles } from './executable/files.mjs'
import { fetchNode } from './executable/node.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const here = `${process.platform}-${process.arch}`
const platforms = process.argv.length > 2 ? process.argv.slice(2) : ['linux-x64', 'linux-arm64']
const output = join(root, 'executables')
mkdirSync(output, { recursive: true })

for (const platform of platforms) {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-executable-'))
  try {
    build(platform, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function build(platform, folder) {
  const node = fetchNode(root, platform)
  const runner = runnerOf(platform, node)
  const target = join(output, `oauth-walk-${platform}`)
  const files = listFiles(root)
  const bill = writeBillOfExecutable(root, runner, node.version)
  files.set('dist/sbom.cdx.json', save(folder, 'sbom.cdx.json', bill))
  files.set('NODE-LICENSE', node.licence)
  const compiled = runner ? compileFiles(runner, files, folder) : new Map()
  const config = {
    main: join(root, 'scripts/executable/loader.cjs'), executable: node.path, output: target, disableExperimentalSEAWarning: true,
    useCodeCache: platform === here, assets: Object.fromEntries([...files, ...compiled]),
  }
  const builder = platform === here ? node : fetchNode(root, here)
  run([builder.path, '--build-sea', save(folder, 'sea.json', JSON.stringify(config))])
  writeFileSync(`${target}.cdx.json`, bill)
  console.log(`${target}: ${Math.round(statSync(target).size / 1e6)} MB, Node ${node.version}, ${compiled.size} of ${files.size} files compiled`)
}

/** How this machine runs the binary, if it can. */
function runnerOf(platform, { path }) {
  if (platform === here) return [path]
  const emulator = { 'linux-arm64': 'qemu-aarch64-static', 'linux-x64': 'qemu-x86_64-static' }[platform]
  const words = [emulator, path]
  return process.platform === 'linux' && emulator && spawnSync(emulator, ['--version']).status === 0 ? words : undefined
}

function save(folder, name, content) {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

function run([program, ...words]) {
  const { status, error, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw error ?? new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`)
}
