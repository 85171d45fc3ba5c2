import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The package as npm puts it into a global prefix: what it publishes, real files, and no development packages around
 * it.
 */
export interface Installed {
  prefix: string
  program: string
}

/** Installs the program for the tests of one file. */
export function installOnce(): Installed {
  const installed: Installed = { prefix: '', program: '' }
  let umask = 0
  // What ran before in this process may have made its own files private; what is installed is for every user.
  beforeAll(() => {
    umask = process.umask(0o022)
    installed.prefix = mkdtempSync(join(tmpdir(), 'oauth-walk-prefix-'))
    chmodSync(installed.prefix, 0o755)
    const folder = join(installed.prefix, 'lib/node_modules/oauth-walk')
    mkdirSync(folder, { recursive: true })
    for (const part of [
      'bin', 'dist', 'package.json',
    ]) cpSync(join(root, part), join(folder, part), { recursive: true })
    installed.program = join(folder, 'bin/oauth-walk.cjs')
  })
  afterAll(() => {
    process.umask(umask)
    rmSync(installed.prefix, { recursive: true, force: true })
  })
  return installed
}

/**
 * A library with the face of @napi-rs/keyring: keeps its entries as files in FAKE_KEYRING, and does what
 * FAKE_KEYRING_MODE says: `hang` blocks without end as the real one does, `locked` throws, `forget` keeps nothing. It
 * writes down beside them how it was called.
 */
const fakeLibrary = `
const fs = require('node:fs')
const path = require('node:path')
const folder = process.env.FAKE_KEYRING
const mode = process.env.FAKE_KEYRING_MODE
exports.Entry = class {
  constructor(service, account, options) {
    this.file = path.join(folder, account)
    const ours = Object.keys(process.env).filter(name => name.startsWith('OAUTH_WALK'))
    fs.appendFileSync(path.join(folder, '..', 'calls'), JSON.stringify({ service, account, options, argv: process.argv.slice(2), ours }) + '\\n')
    if (mode === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    if (mode === 'locked') throw new Error('Platform secure storage failure: locked')
  }
  setPassword(text) { if (mode !== 'forget') fs.writeFileSync(this.file, text) }
  getPassword() { return fs.existsSync(this.file) ? fs.readFileSync(this.file, 'utf8') : null }
  deleteCredential() { fs.rmSync(this.file, { force: true }) }
}
`

/** Puts the fake library into a folder as npm would. */
export function addFakeKeyring(nodeModules: string, version = '2.1.2'): void {
  const folder = join(nodeModules, '@napi-rs/keyring')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@napi-rs/keyring', version, main: 'index.js' }))
  writeFileSync(join(folder, 'index.js'), fakeLibrary)
}
