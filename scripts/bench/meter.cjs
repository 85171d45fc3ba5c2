'use strict'
// Tells what a process has used when it ends, on a file descriptor that nobody else writes to.
const { writeSync } = require('node:fs')

process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())))
