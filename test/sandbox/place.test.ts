import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HandClient, openSandbox, readSandbox, startSandbox, stop, temporaryFolder, walkedClient } from './support.ts'

async function occupy(port: number): Promise<Server> {
  const server = createServer((_request, response) => response.end('something else'))
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve) })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return server
}

const portOf = (issuer: string) => Number(new URL(issuer).port)

describe('a second process with the same folder', () => {
  test('joins, and closing it ends nothing', async () => {
    const folder = temporaryFolder()
    const host = await openSandbox({ folder })
    const guest = await openSandbox({ folder })
    expect([host.hosting, guest.hosting]).toEqual([true, false])
    expect(guest.issuer).toBe(host.issuer)
    expect(guest.clients).toEqual(host.clients)
    await guest.close()
    expect((await fetch(`${host.issuer}/jwks`)).status).toBe(200)
  })

  test('takes over when the host is gone, with all that the host wrote', async () => {
    const folder = temporaryFolder()
    const guestOf = await openSandbox({ folder })
    const guest = await openSandbox({ folder })
    await stop(guestOf)
    const { sandbox, tokens, callback } = await walkedClient({ folder })
    await stop(sandbox)

    await guest.rehost()
    expect(guest.hosting).toBe(true)
    const client = new HandClient(guest, callback.uri)
    expect((await client.refresh(tokens['refresh_token'])).status).toBe(200)
  })

  test('does not take over while the host answers', async () => {
    const folder = temporaryFolder()
    const host = await openSandbox({ folder })
    const guest = await openSandbox({ folder })
    await guest.rehost()
    await host.rehost()
    expect([host.hosting, guest.hosting]).toEqual([true, false])
  })

  test('one of two guests takes over, the other stays a guest', async () => {
    const folder = temporaryFolder()
    const host = await openSandbox({ folder })
    const guests = await Promise.all([openSandbox({ folder }), openSandbox({ folder })])
    await host.close()
    await Promise.all(guests.map(guest => guest.rehost()))
    expect(guests.map(guest => guest.hosting).sort()).toEqual([false, true])
    expect((await fetch(`${host.issuer}/jwks`)).status).toBe(200)
  })

  test('is told if it wants other redirect URIs or another port than are served', async () => {
    const folder = temporaryFolder()
    const { issuer } = await openSandbox({ folder, redirectUris: ['https://app.example/cb'] })
    const other = 'https://other.example/cb'
    await expect(startSandbox({ folder, redirectUris: ['https://app.example/cb', other] }))
      .rejects.toMatchObject({ code: 'served-differently', details: { issuer, redirectUris: [other] } })
    await expect(startSandbox({ folder, port: 1 })).rejects.toMatchObject({
      code: 'served-differently', details: { issuer, port: 1 },
    })
    expect((await openSandbox({ folder, redirectUris: ['https://app.example/cb'] })).hosting).toBe(false)
  })
})

test('who comes while the host is closing waits and becomes the next host', async () => {
  const folder = temporaryFolder()
  let entered: (() => void) | undefined
  let release: (() => void) | undefined
  const inside = new Promise<void>((resolve) => { entered = resolve })
  const held = new Promise<void>((resolve) => { release = resolve })
  const host = await openSandbox({ folder, middlewares: [async (_context, next) => {
    entered?.()
    await held
    await next()
  }] })
  const underWay = fetch(`${host.issuer}/jwks`)
  await inside
  const closing = host.close()
  const next = openSandbox({ folder })
  release?.()
  expect((await underWay).status).toBe(200)
  await closing
  expect((await next).hosting).toBe(true)
})

test('eight first starts at once: one host, one state', async () => {
  const folder = temporaryFolder()
  const sandboxes = await Promise.all(Array.from({ length: 8 }, () => openSandbox({ folder })))
  expect(sandboxes.filter(sandbox => sandbox.hosting)).toHaveLength(1)
  expect(new Set(sandboxes.map(sandbox => JSON.stringify([sandbox.issuer, sandbox.clients]))).size).toBe(1)
  expect(readSandbox(folder)?.issuer).toBe(sandboxes[0]?.issuer)
})

describe('the port', () => {
  test('is the one asked for, and remembered', async () => {
    const free = await occupy(0)
    const { port } = free.address() as AddressInfo
    await new Promise(resolve => free.close(resolve))
    const folder = temporaryFolder()
    const first = await openSandbox({ folder, port })
    expect(first.issuer).toBe(`http://127.0.0.1:${port}`)
    await stop(first)
    expect((await openSandbox({ folder })).issuer).toBe(first.issuer)
  })

  test('of a foreign listener is an error that names it', async () => {
    const folder = temporaryFolder()
    const sandbox = await openSandbox({ folder })
    await stop(sandbox)
    await occupy(portOf(sandbox.issuer))
    await expect(startSandbox({ folder })).rejects.toMatchObject({
      code: 'port-in-use', details: { port: portOf(sandbox.issuer) },
    })
    expect(readSandbox(folder)?.issuer).toBe(sandbox.issuer)
  })

  test('asked for at the first start may be foreign too', async () => {
    const { port } = (await occupy(0)).address() as AddressInfo
    const folder = temporaryFolder()
    await expect(startSandbox({ folder, port })).rejects.toMatchObject({ code: 'port-in-use', details: { port } })
    expect(readSandbox(folder)).toBeUndefined()
    expect((await openSandbox({ folder, port, mayMove: true })).issuer).not.toBe(`http://127.0.0.1:${port}`)
  })

  test('moves away from a foreign listener where the caller allows it', async () => {
    const folder = temporaryFolder()
    const first = await openSandbox({ folder })
    await stop(first)
    await occupy(portOf(first.issuer))
    const moved = await openSandbox({ folder, mayMove: true })
    expect(moved.issuer).not.toBe(first.issuer)
    expect(moved.clients).toEqual(first.clients)
    expect(readSandbox(folder)?.issuer).toBe(moved.issuer)
  })

  test('of the sandbox of another folder is foreign', async () => {
    const one = await openSandbox()
    const folder = temporaryFolder()
    await expect(startSandbox({ folder, port: portOf(one.issuer) })).rejects.toMatchObject({ code: 'port-in-use' })
  })

  test('is free at once after closing, even with a client that keeps its connection', async () => {
    const { sandbox } = await walkedClient()
    await sandbox.close()
    await sandbox.close()
    await occupy(portOf(sandbox.issuer))
  })
})
