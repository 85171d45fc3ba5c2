'use strict'
// Tells how many milliseconds of the processor a process has used, in a file that its environment names.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(process.env.METER_FILE, String((user + system) / 1000))
})
