'use strict'
// Does one thing with the OS keyring and ends. A process of its own, because the keyring's library waits for the
// desktop without end and can't be stopped: this process can. Words come on stdin and the answer goes to stdout, one
// JSON line each; no key ever stands in argv or environment.
const { readFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { accountOf, findLibrary, installationsAround } = require('../dist/place-code.cjs')

const service = 'oauth-walk'
const name = '@napi-rs/keyring'

try {
  const request = JSON.parse(readFileSync(0, 'utf8'))
  answer(act(request, loadLibrary()))
} catch (error) {
  answer({ refused: String(error.message).slice(0, 200), ...error.reason && { reason: error.reason } })
}

function act({ do: what, account, key }, Entry) {
  // Linux would fall back to the kernel's keyring, which forgets at the next start of the machine.
  const entry = new Entry(service, account, { linux: { store: 'secret-service' } })
  switch (what) {
    case 'probe':
      write(entry, Buffer.from(account).toString('base64'))
      entry.deleteCredential()
      return {}
    case 'read': return { key: entry.getPassword() ?? undefined }
    case 'write': return write(entry, key)
    case 'remove': return { removed: entry.deleteCredential() }
    default: throw new Error('unknown request')
  }
}

/** As text: some keyrings keep nothing else. */
function write(entry, key) {
  entry.setPassword(key)
  if (entry.getPassword() !== key) throw new Error('it did not keep what it took')
  return {}
}

/**
 * The user's own copy: beside this package, or among the global ones. Never from a folder further up, where anybody may
 * put one.
 */
function loadLibrary() {
  const { folder, isOpen } = findLibrary(name, installationsAround(dirname(__dirname), process), accountOf(process))
  if (folder === undefined) throw Object.assign(new Error(name), { reason: isOpen ? 'not-private' : 'not-installed' })
  const { version } = require(join(folder, 'package.json'))
  const [major, minor] = version.split('.').map(Number)
  if (major < 2 || (major === 2 && minor < 1))
    throw Object.assign(new Error(`${name} ${version}`), { reason: 'too-old' })
  return require(folder).Entry
}

function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`, () => process.exit(0))
}
