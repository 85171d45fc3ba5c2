'use strict'
// What a single executable runs first: it loads the program's own files from the executable, as Node loads them from a
// folder. Beside each file lies what V8 made of it when the executable was built, so nothing is kept on the disk.
const { createRequire, wrap } = require('node:module')
const { dirname, join, posix, sep } = require('node:path')
const sea = require('node:sea')
const { Script } = require('node:vm')

/**
 * The files have addresses below the executable's own, where nothing can lie: so they find each other, and nobody can
 * put one there.
 */
const root = process.execPath
const keys = new Set(sea.getAssetKeys())
const modules = new Map()
const isLink = /[/\\]docker-credential-oauth-walk(?:\.exe)?$/.test(`/${process.argv0}`)
const [keyring, program, docker] = ['bin/keyring.cjs', 'bin/oauth-walk.cjs', 'bin/docker-credential-oauth-walk.cjs']

if (process.argv[2] === join(root, keyring)) {
  process.argv.splice(2, 1)
  load(keyring)
} else {
  load(isLink ? docker : program)
}

function load(key) {
  const module = { exports: {}, loaded: true }
  modules.set(key, module)
  if (key.endsWith('.json')) {
    module.exports = JSON.parse(read(key).utf8Slice())
    return module
  }
  // All of ASCII, as the build wrote it.
  const source = read(key).latin1Slice().replace(/^#!.*/, '')
  const path = join(root, key.replaceAll('/', sep))
  const cachedData = keys.has(`${key}.compiled`) ? read(`${key}.compiled`) : undefined
  const script = new Script(wrap(source), { filename: path, cachedData })
  script.runInThisContext()
    .call(module.exports, module.exports, id => requireFrom(key, id), module, path, dirname(path))
  return module
}

function requireFrom(key, id) {
  // What a person has installed, a library for the keyring: by its whole path.
  if (!id.startsWith('.')) return id.startsWith('/') || /^[a-z]:/i.test(id) ? createRequire(root)(id) : require(id)
  const other = posix.join(posix.dirname(key), id)
  if (!keys.has(other)) throw Object.assign(new Error(`Cannot find module ${other}`), { code: 'MODULE_NOT_FOUND' })
  return (modules.get(other) ?? load(other)).exports
}

/** Without a copy: it lies in the executable. */
function read(key) {
  return Buffer.from(sea.getRawAsset(key))
}
