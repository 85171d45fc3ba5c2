'use strict'
// Keeps what V8 made of our files, so that the next start need not make it again: a third of a login's time. It is executable, so it lies where
// nobody else may write, and it is never more than a help: where it can't be had, everything works without. NODE_COMPILE_CACHE and
// NODE_DISABLE_COMPILE_CACHE mean what they mean to Node.
const { lstatSync, mkdirSync } = require('node:fs')
const Module = require('node:module')
const { homedir } = require('node:os')
const { join } = require('node:path')

exports.keepCompiled = () => {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return
  try {
    const folder = makeFolder()
    if (Module.enableCompileCache) Module.enableCompileCache(folder)
    else require('./compiled-by-node-20.cjs').loadFrom(folder)
  } catch {
    // No home, no room, not ours: everything is compiled anew.
  }
}

function makeFolder() {
  const chosen = process.env.NODE_COMPILE_CACHE
  const folder = chosen || join(cachesOf(process.platform), 'oauth-walk', 'compiled')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { mode, uid } = lstatSync(folder)
  if (!chosen && process.getuid && (uid !== process.getuid() || mode & 0o077)) throw new Error('others may write here')
  return folder
}

function cachesOf(platform) {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (platform === 'win32') return LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
  return XDG_CACHE_HOME || join(homedir(), '.cache')
}
