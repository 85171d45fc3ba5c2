import { createServer } from 'node:http'
import { release } from '../support/ports.ts'
import { browse } from '../support/user-agent.mjs'

/** Signs in by an address and takes the code from the redirect, which nobody else gets. */
export async function takeCode(address: string, port: number): Promise<string> {
  const server = createServer((_, answer) => answer.end())
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const { final } = await browse(address)
  await release(server)
  return new URL(final?.url ?? '').searchParams.get('code') ?? ''
}
