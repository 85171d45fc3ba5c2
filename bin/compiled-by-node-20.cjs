'use strict'
// What Node 22 does by itself: each file of the program is compiled once, and V8's result kept under a name that says
// all it depends on.
const { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs')
const { basename, dirname, join, sep } = require('node:path')
const { Script } = require('node:vm')

const monthInMilliseconds = 30 * 24 * 60 * 60 * 1000

/** What Node writes before a CommonJS file. */
const before = '(function (exports, require, module, __filename, __dirname) { '

/**
 * From here on, our files are loaded with what `folder` keeps of them, read by `read`; what it lacks is added when the
 * process ends.
 */
exports.loadFrom = (folder, read) => {
  const scripts = []
  let isComplete = true
  require.extensions['.cjs'] = load
  // Files that others have kept hold only the functions those called: a command that is new here needs more of them, so
  // they are kept anew.
  process.once('exit', () => {
    if (!isComplete) keep(folder, scripts)
  })

  function load(module, path) {
    const kept = `${folder}/${nameOf(path)}`
    const cachedData = readIfWhole(read(kept))
    const script = new Script(`${before}${readFileSync(path, 'utf8')}\n})`, { filename: path, cachedData })
    scripts.push([kept, script])
    isComplete &&= cachedData !== undefined && !script.cachedDataRejected
    const place = dirname(path)
    script.runInThisContext().call(module.exports, module.exports, id => requireFrom(place, id), module, path, place)
  }

  /** Our files name each other as they lie, `./x.cjs`: looking for them as Node does takes as long as reading them. */
  function requireFrom(place, id) {
    if (!id.startsWith('./')) return require(id)
    const path = `${place}${sep}${id.slice(2)}`
    if (!path.endsWith('.cjs')) return require(path)
    if (!require.cache[path]) load(require.cache[path] = { exports: {}, loaded: true }, path)
    return require.cache[path].exports
  }
}

/** A file that was replaced has another time of change, whatever its other times say. */
function nameOf(path) {
  const { dev, ino, size, ctimeMs } = statSync(path)
  return [process.version, process.arch, dev, ino, size, ctimeMs, basename(path)].join('-')
}

/**
 * V8 trusts its data: a single wrong bit would end the process, or worse. So the data is kept twice, and used if both
 * halves are the same. Comparing takes no time; loading what makes a checksum would take as long as all of this.
 */
function readIfWhole(file) {
  if (file === undefined || file.length === 0 || file.length % 2 === 1) return undefined
  const data = file.subarray(0, file.length / 2)
  return data.equals(file.subarray(file.length / 2)) ? data : undefined
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
  writeFileSync(beside, Buffer.concat([data, data]), { flag: 'wx', mode: 0o600 })
  renameSync(beside, path)
}

/** Everything is removed after a month: what is still used is then made anew. */
function removeIfOld(path) {
  if (Date.now() - statSync(path).mtimeMs > monthInMilliseconds) rmSync(path, { force: true })
}
