#!/usr/bin/env node
'use strict'
// CommonJS, because it starts faster; the program itself is bundled into dist by `npm run build`.
const { writeSync } = require('node:fs')

const words = process.argv.slice(2)
/** What a short way has read of stdin. */
const taken = {}
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  say(`${require('../package.json').version}\n`)
} else if (words[0] === 'token' && (words.length === 1 || words[1].startsWith('-'))) {
  loadKept('cli-at-hand-index').tokenAtHand(words, process).then(sayOrRunWhole)
} else if (words[0] === 'credential') {
  loadKept('cli-at-hand-index').credentialAtHand(words, process, taken).then(sayOrRunWhole)
} else if (words[0] === '__complete') {
  // A shell shows nothing of what goes wrong while a word is typed.
  load('cli-completion-complete').complete(words.slice(1), process).then(say, () => process.exit(1))
} else if (words[0] === 'explain' && words.length === 2 && /^https?:\/\//.test(words[1])) {
  loadKept('cli-at-hand-explain').explainAtHand(words, process).then(sayOrRunWhole)
} else {
  runWhole()
}

/** Once all is said, nothing else need be taken down in order. */
function sayOrRunWhole(text) {
  if (text === undefined) runWhole()
  else if (say(text)) process.exit()
}

function runWhole() {
  loadKept('oauth-walk').main(words, process, taken.input).then(sayHelp)
}

/** There is a text where somebody asked for help only: a command has written what it had to, and ends by itself. */
function sayHelp(text) {
  if (text !== '' && say(text)) process.exit()
}

/**
 * Writes without a stream, whose making takes longer than all the rest. A reader that has gone needs no complaint.
 * Tells whether all is written.
 */
function say(text) {
  let rest = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest))
    return true
  } catch (error) {
    // A pipe that is full and doesn't block: a stream waits for its reader.
    if (error.code === 'EAGAIN') process.stdout.on('error', end).write(rest)
    else end(error)
    return false
  }
}

function end(error) {
  if (error.code === 'EPIPE') process.exitCode = 0
  else load('oauth-walk').failToWrite(words, process, error.code ?? 'unknown')
}

function loadKept(name) {
  require('./compiled.cjs').keepCompiled()
  return load(name)
}

function load(name) {
  try {
    return require(`../dist/${name}.cjs`)
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !error.message.includes(`${name}.cjs`)) throw error
    process.stderr.write('oauth-walk is not built yet: npm run build\n')
    process.exit(1)
  }
}
