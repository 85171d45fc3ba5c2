import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HandClient, openCallback, openSandbox, temporaryFolder, walkToCallback, type Json } from './support.ts'

const run = promisify(execFile)

/** The sandbox as one CommonJS file, the way the product ships it, followed by `script`. */
function bundle(script: string): string {
  const outfile = join(temporaryFolder(), 'bundle.cjs')
  buildSync({
    stdin: {
      contents: `import * as sandbox from './src/sandbox/index.ts'\nimport { keepFolder } from './src/place/kept-folder.ts'\nimport { machineOf } from './src/cli/machine/machine.ts'\n${given}${script}`,
      resolveDir: process.cwd(), loader: 'ts',
    },
    bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile, logLevel: 'error',
  })
  return outfile
}

const given = 'const folder = keepFolder(process.argv[2], machineOf(process), () => undefined)\n'

const serve = `
sandbox.startSandbox({ folder }).then(started => {
  console.log(JSON.stringify({ issuer: started.issuer, clients: started.clients, hosting: started.hosting }))
  process.stdin.resume().on('end', () => started.close())
})`

function spawnSandbox(file: string, folder: string): { child: ChildProcess, ready: Promise<Json> } {
  const child = spawn(process.execPath, [file, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => { child.kill() })
  const ready = once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(String(line)) as Json)
  return { child, ready }
}

describe('bundled and in a process of its own', () => {
  test('nothing but our own words is printed', async () => {
    const file = bundle(`
      console.warn('before')
      sandbox.startSandbox({ folder }).then(async started => {
        const answer = await fetch(started.issuer + '/user/authorize?client_id=oauth-walk&response_type=code&scope=openid&redirect_uri=x')
        await fetch(started.issuer + '/token', { method: 'POST', body: '%', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
        console.info(answer.status)
        await started.close()
        console.warn('after')
      })`)
    expect(await run(process.execPath, [file, temporaryFolder()])).toEqual({
      stdout: '400\n', stderr: 'before\nafter\n',
    })
  })

  test('reading the state loads no provider', async () => {
    const folder = temporaryFolder()
    const { issuer } = await openSandbox({ folder })
    const file = bundle('console.log(sandbox.readSandbox(folder).issuer, performance.now() < 5000)')
    expect((await run(process.execPath, [file, folder])).stdout).toBe(`${issuer} true\n`)
  })

  test('two processes that start first at the same time agree', async () => {
    const file = bundle(serve)
    const folder = temporaryFolder()
    const [one, other] = [spawnSandbox(file, folder), spawnSandbox(file, folder)]
    const facts = await Promise.all([one.ready, other.ready])
    expect(facts.map(fact => fact['hosting']).sort()).toEqual([false, true])
    expect(facts[0]['issuer']).toBe(facts[1]['issuer'])
    expect(facts[0]['clients']).toEqual(facts[1]['clients'])
  })

  test('a guest takes over from a process that was killed, and the tokens still work', async () => {
    const folder = temporaryFolder()
    const { child, ready } = spawnSandbox(bundle(serve), folder)
    await ready
    const guest = await openSandbox({ folder })
    expect(guest.hosting).toBe(false)
    const callback = await openCallback()
    const client = new HandClient(guest, callback.uri)
    const { params } = await walkToCallback(client, callback)
    const { body: tokens } = await client.exchange(params.get('code') ?? '')

    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect(fetch(guest.issuer)).rejects.toThrow()
    await guest.rehost()
    expect(guest.hosting).toBe(true)
    expect((await client.refresh(tokens['refresh_token'])).status).toBe(200)
    expect((await client.userinfo(tokens['access_token'])).status).toBe(200)
  })
})
