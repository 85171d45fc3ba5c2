#!/usr/bin/env node
'use strict'
// CommonJS, because it starts faster; the program itself is bundled into dist by `npm run build`.
const words = process.argv.slice(2)
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`)
} else {
  load().main(words)
}

function load() {
  try {
    return require('../dist/oauth-walk.cjs')
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !/oauth-walk\.cjs/.test(error.message)) throw error
    process.stderr.write('oauth-walk is not built yet: npm run build\n')
    process.exit(1)
  }
}
