// Makes single executables, for who has no Node: `npm run build:executable [-- linux-x64 linux-arm64]`. Each is Node's
// own binary with the files of dist in it, as Node's manual tells to make one. Needs Node, npm and the registry. What
// V8 makes of the files is added where this machine can run that binary: for another processor QEMU's user mode does
// (qemu-aarch64-static), and without it the executable compiles at every start.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBillOfExecutable } from './executable/bill.mjs'
import { compileFiles } from './executable/compile.mjs'
import { fetchNode, fetchPostject, nodeVersion } from './executable/fetch.mjs'
import { listFiles } from './executable/files.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const here = `${process.platform}-${process.arch}`
const platforms = process.argv.length > 2 ? process.argv.slice(2) : ['linux-x64', 'linux-arm64']
const output = join(root, 'executables')
const { inject } = createRequire(import.meta.url)(fetchPostject(root))
const licences = ['LICENSE', 'dist/vendor/LICENSES.txt'].map(name => join(root, name))
mkdirSync(output, { recursive: true })

for (const platform of platforms) {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-executable-'))
  try {
    await build(platform, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function build(platform, folder) {
  const node = fetchNode(root, platform)
  const runner = runnerOf(platform, node)
  const bill = writeBillOfExecutable(root, runner, nodeVersion)
  const files = listFiles(root).set('dist/sbom.cdx.json', save(folder, 'sbom.cdx.json', bill))
    .set('NODE-LICENSE', node.licence)
  const compiled = runner ? compileFiles(runner, files, folder) : new Map()
  const blob = makeBlob(folder, new Map([...files, ...compiled]), platform === here)
  const target = join(output, `oauth-walk-${platform}`)
  copyFileSync(node.path, target)
  chmodSync(target, 0o755)
  await inject(target, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  })
  writeFileSync(`${target}.cdx.json`, bill)
  writeFileSync(
    `${target}.LICENSES.txt`,
    [...licences, node.licence].map(file => readFileSync(file, 'utf8')).join(`\n${'-'.repeat(80)}\n\n`),
  )
  console.log(`${target}: ${Math.round(
    statSync(target).size / 1e6,
  )} MB, Node ${nodeVersion}, ${compiled.size} of ${files.size} files compiled`)
}

/**
 * How this machine runs the binary, if it can: another processor's with the libraries that a cross compiler has for it.
 */
function runnerOf(platform, { path }) {
  const [emulator, libraries] = {
    'linux-arm64': ['qemu-aarch64-static', 'aarch64'], 'linux-x64': ['qemu-x86_64-static', 'x86_64'],
  }[platform]
  ?? []
  const words = platform === here ? [path] : [emulator, '-L', `/usr/${libraries}-linux-gnu`, path]
  return words[0] && spawnSync(words[0], [...words.slice(1), '--version']).status === 0 ? words : undefined
}

/** Node writes what a Node of the same version reads, on any processor. */
function makeBlob(folder, assets, useCodeCache) {
  const blob = join(folder, 'blob')
  const main = join(root, 'scripts/executable/loader.cjs')
  const config = {
    main, output: blob, disableExperimentalSEAWarning: true, useCodeCache, assets: Object.fromEntries(assets),
  }
  const { path } = fetchNode(root, here)
  const { status, stderr } = spawnSync(
    path, ['--experimental-sea-config', save(folder, 'sea.json', JSON.stringify(config))], { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`Node made no blob: ${stderr}`)
  return blob
}

function save(folder, name, content) {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
