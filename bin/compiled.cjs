'use strict'
// Keeps what V8 made of our files, so that the next start need not make it again: a third of a login's time. It is
// executable, so it lies where nobody else can write (src/place/code.ts), and it is never more than a help: where it
// can't be had, everything works without. NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE mean what they mean to
// Node.
const { isAscii } = require('node:buffer')
const {
  closeSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync, writeFileSync,
} = require('node:fs')
const { join, sep } = require('node:path')

const monthInMilliseconds = 30 * 24 * 60 * 60 * 1000
/** What Node writes around a CommonJS file. */
const [before, after] = ['(function (exports, require, module, __filename, __dirname) { ', '\n})']
let isKept = false
let room = Buffer.allocUnsafeSlow(512 * 1024)

exports.keepCompiled = () => {
  if (isKept || process.env.NODE_DISABLE_COMPILE_CACHE) return
  isKept = true
  try {
    const code = require('../dist/place-code.cjs')
    loadFrom(code.openCompiledFolder(process), path => code.readCode(path, process, roomFor))
  } catch {
    // No home, no room, not ours alone: everything is compiled anew.
  }
}

/**
 * From here on, our files are loaded with what `folder` keeps of them, under names that say all it depends on, read by
 * `read`. What it lacks is added when the process ends. Node has had such a cache since 22.1, but a login takes a
 * quarter longer with it.
 */
function loadFrom(folder, read) {
  const { Script } = require('node:vm')
  const scripts = []
  let isComplete = true
  require.extensions['.cjs'] = load

  function load(module, path) {
    const stats = statSync(path)
    const kept = `${folder}/${nameOf(path, stats)}`
    const source = functionOf(path, stats)
    const cachedData = readIfWhole(() => read(kept))
    const script = new Script(source, { filename: path, cachedData })
    scripts.push([kept, script])
    if (cachedData === undefined || script.cachedDataRejected) keepAtEnd()
    const place = path.slice(0, path.lastIndexOf(sep))
    script.runInThisContext().call(module.exports, module.exports, id => requireFrom(place, id), module, path, place)
  }

  /**
   * Files that others have kept hold only the functions those called: a command that is new here needs more of them, so
   * they are kept anew.
   */
  function keepAtEnd() {
    if (isComplete) process.once('exit', () => keep(folder, scripts))
    isComplete = false
  }

  /** Our files name each other as they lie, `./x.cjs`: looking for them as Node does takes as long as reading them. */
  function requireFrom(place, id) {
    if (!id.startsWith('./')) return require(id)
    const path = `${place}${sep}${id.slice(2)}`
    if (!path.endsWith('.cjs')) return require(path)
    if (!require.cache[path]) load(require.cache[path] = { exports: Object.create(null), loaded: true }, path)
    return require.cache[path].exports
  }
}

/**
 * One room for every file, whose bytes V8 copies before the next is read: the system takes longer to give out fresh
 * memory than to read into it.
 */
function roomFor(bytes) {
  if (room.length < bytes) room = Buffer.allocUnsafeSlow(bytes)
  return room.subarray(0, bytes)
}

/** A file as a function's text, put together before it is decoded: to join long strings takes as long as reading. */
function functionOf(path, { size }) {
  const all = roomFor(before.length + size + after.length)
  all.write(before, 0, 'latin1')
  const descriptor = openSync(path)
  try {
    if (readSync(descriptor, all, before.length, size, 0) !== size) throw new Error(`${path} is being replaced`)
  } finally {
    closeSync(descriptor)
  }
  all.write(after, before.length + size, 'latin1')
  return all.toString(isAscii(all) ? 'latin1' : 'utf8')
}

/** A file that was replaced has another time of change, whatever its other times say. */
function nameOf(path, { dev, ino, size, ctimeMs }) {
  return [process.version, process.arch, dev, ino, size, ctimeMs, path.slice(path.lastIndexOf(sep) + 1)].join('-')
}

/**
 * V8 trusts its data: a single wrong bit would end the process, or worse. So the data is kept twice, and used if both
 * halves are the same. Comparing takes no time; loading what makes a checksum would take as long as all of this.
 */
function readIfWhole(read) {
  try {
    const file = read() ?? Buffer.alloc(0)
    if (file.length === 0 || file.length % 2 === 1) return undefined
    const data = file.subarray(0, file.length / 2)
    return data.equals(file.subarray(file.length / 2)) ? data : undefined
  } catch {
    // It can't be read, or there is no room for it: it is made anew.
    return undefined
  }
}

function keep(folder, loaded) {
  try {
    for (const [path, script] of loaded) write(path, script.createCachedData())
    for (const name of readdirSync(folder)) removeIfOld(join(folder, name))
  } catch {
    // Another time.
  }
}

function write(path, data) {
  const beside = `${path}.${process.pid}-${Date.now()}`
  try {
    writeFileSync(beside, Buffer.concat([data, data]), { flag: 'wx', mode: 0o600 })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Everything here is ours, and removed after a month: what is still used is then made anew. */
function removeIfOld(path) {
  if (Date.now() - statSync(path).mtimeMs > monthInMilliseconds) rmSync(path, { force: true, recursive: true })
}
