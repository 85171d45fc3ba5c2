'use strict'
// Runs one command by the loader of the executable, but from files, and keeps what V8 made of them when it ends: with
// what the commands before kept.
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const sea = require('node:sea')
const vm = require('node:vm')

const folder = process.argv[2]
const files = new Map(JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')))
const compiledOf = name => join(folder, 'compiled', name)
for (const name of [...files.keys()]) {
  if (existsSync(compiledOf(name))) files.set(`${name}.compiled`, compiledOf(name))
}
sea.getAssetKeys = () => [...files.keys()]
sea.getRawAsset = name => Uint8Array.from(readFileSync(files.get(name))).buffer

const scripts = []
const { Script } = vm
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options)
    scripts.push([options.filename.slice(process.execPath.length + 1).replaceAll('\\', '/'), this])
  }
}
process.once('exit', () => {
  for (const [name, script] of scripts) writeFileSync(compiledOf(name), script.createCachedData())
})
process.argv.splice(1, 2, process.execPath)
require('./loader.cjs')
