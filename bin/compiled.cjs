'use strict'
// Keeps what V8 made of our files, so that the next start need not make it again: a third of a login's time. It is
// executable, so it lies where nobody else can write (src/place/code.ts), and it is never more than a help: where it
// can't be had, everything works without. NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE mean what they mean to
// Node.
/** Node has a cache of its own since 22.1; to ask its module system for it takes as long as a file of ours. */
const hasOwnCache = Number(process.versions.node.split('.', 1)[0]) > 20
  && require('node:module').enableCompileCache !== undefined
let isKept = false

exports.keepCompiled = () => {
  if (isKept || process.env.NODE_DISABLE_COMPILE_CACHE) return
  isKept = true
  try {
    const code = require('../dist/place-code.cjs')
    const folder = code.openCompiledFolder(process)
    if (hasOwnCache) enable(code.requireOwnFolders(folder, process))
    else require('./compiled-by-node-20.cjs').loadFrom(folder, path => code.readCode(path, process))
  } catch {
    // No home, no room, not ours alone: everything is compiled anew.
  }
}

/** Node makes a folder of its own in it, with whatever rights the umask leaves. */
function enable(folder) {
  const before = process.umask(0o077)
  require('node:module').enableCompileCache(folder)
  process.umask(before)
}
