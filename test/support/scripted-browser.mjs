// The command behind `--browser "node scripted-browser.mjs --report FILE [--deny] [--send KIND,KIND]"`: the address is
// the last word.
import { renameSync, writeFileSync } from 'node:fs'
import { browse } from './user-agent.mjs'

const words = process.argv.slice(2)
const address = words.at(-1)
const after = flag => words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined
const report = after('--report')

/** Appears whole or not at all, so that whoever waits for it never reads half of it. */
function write(seen) {
  writeFileSync(`${report}.part`, JSON.stringify({ address, words, ...seen }))
  renameSync(`${report}.part`, report)
}

try {
  write(await browse(address, {
    deny: words.includes('--deny'), ...after('--send') && { send: after('--send').split(',') },
  }))
} catch (error) {
  write({ error: `${error.code ?? ''} ${error.message}` })
  process.exitCode = 1
}
