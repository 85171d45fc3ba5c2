import { expect, test, vi } from 'vitest'
import { freshHome, start, type Running } from '../support/cli.ts'
import { browse, visit } from '../support/user-agent.mjs'
import { storedSessions } from '../support/walks.ts'

/** A login that waits for a browser, and the address it wants opened. */
async function startLogin(home: string): Promise<{ running: Running, address: string }> {
  const running = start(['login', 'sandbox', '--no-open', '--port', '0', '--timeout', '60'], { home })
  const [, address = ''] = await running.sees('stderr', /^ *(http\S+\?\S+)$/m)
  await running.sees('stderr', /^3 {2}\S[^]*http:/m)
  return { running, address }
}

test.each(
  ['SIGKILL', 'SIGTERM'] as const,
)('a host that ends by %s in the middle of another login’s sign-in is replaced by that login', async (signal) => {
  const home = freshHome()
  const host = await startLogin(home)
  const guest = await startLogin(home)
  let signInPages = 0
  const browsing = browse(guest.address, {
    beforeForm: async (url) => {
      if (signInPages++ > 0) return
      host.running.child.kill(signal)
      await host.running.ended
      // What a person does whose browser says that nobody answers: loads the page again.
      await vi.waitFor(
        () => visit({ cookies: [], visited: [] }, { url: new URL('/jwks', url).href }),
        { timeout: 20_000, interval: 20 },
      )
    },
  })
  const { callbacks: [callback] } = await browsing
  const { status, stderr } = await guest.running.ended
  expect(status, stderr).toBe(0)
  expect(callback?.answer?.page).toContain('You are signed in')
  expect(storedSessions(home)).toHaveLength(1)
  expect(signInPages).toBeGreaterThan(1)
})

test('of several logins whose host ends one becomes the next host, and all of them end well', async () => {
  const home = freshHome()
  const host = await startLogin(home)
  const guests = [await startLogin(home), await startLogin(home)]
  host.running.child.kill('SIGKILL')
  await host.running.ended
  for (const { address, running } of guests) {
    await vi.waitFor(() => browse(address), { timeout: 20_000, interval: 20 })
    const { status, stderr } = await running.ended
    expect(status, stderr).toBe(0)
  }
})
