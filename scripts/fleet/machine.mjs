// A machine of the fleet, a process in its own network and with its own host name: it runs the program as its parent
// says and tells what came of it.
import { spawn } from 'node:child_process'
import { clearTimeout, setTimeout } from 'node:timers'

process.on('message', ({ id, words, environment, boundMs }) => {
  const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].on('data', chunk =>
    said[name] = (said[name] + chunk).slice(-4000))
  const timer = setTimeout(() => child.kill('SIGKILL'), boundMs)
  process.send({ id, pid: child.pid })
  child.once('close', (status, signal) => {
    clearTimeout(timer)
    process.send({ id, ended: { status: status ?? signal, ...said, at: Date.now() } })
  })
})
process.on('disconnect', () => process.exit())
process.send({ event: 'ready' })
