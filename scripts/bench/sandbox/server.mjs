/* global fetch */
// One provider in a process of its own, told by words which; says over the channel when it answers, and how much memory
// it has when it is asked.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [kind, folder] = process.argv.slice(2)
const began = performance.now()
const issuer = await (kind === 'peer' ? startPeer() : startOurs())
const answer = await fetch(`${issuer}/.well-known/openid-configuration`)
if (answer.status !== 200) throw new Error(`${issuer} answers ${answer.status}`)
process.send({ issuer, ms: performance.now() - began })
process.on('message', () => {
  globalThis.gc()
  process.send({ ...process.memoryUsage(), ...process.cpuUsage() })
})

async function startOurs() {
  const { startSandbox } = await import('../../../dist/sandbox.mjs')
  return (await startSandbox(
    kind === 'unasked'
      ? { consent: false, signed_in: 'zhangsan', users: [{ username: 'zhangsan', password: 'x' }] }
      : {},
  )).issuer
}

async function startPeer() {
  const { OAuth2Server } = await import(
    pathToFileURL(createRequire(join(folder, 'x.js')).resolve('oauth2-mock-server')),
  )
  const server = new OAuth2Server()
  await server.issuer.keys.generate('ES256')
  await server.start(0, '127.0.0.1')
  // It calls itself localhost, which is another lookup for each request.
  server.issuer.url = server.issuer.url.replace('localhost', '127.0.0.1')
  return server.issuer.url
}
