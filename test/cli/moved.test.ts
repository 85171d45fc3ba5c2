import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { openMcpServer } from '../support/mcp-server.ts'
import { runToError } from './inside.ts'

test.each([
  ['/notes/', 'mcp-moved'], ['https://elsewhere.example/', 'redirect-refused'],
])('a redirect to %s that would carry the token ends mcp and api alike', async (location, code) => {
  const server = await openMcpServer({ servers: ['https://op.example'] })
  server.judge(() => ({ status: 307, headers: { location } }))
  const given = () => ({ home: freshHome(), environment: { OAUTH_WALK_ACCESS_TOKEN: 'canary-token-1' } })
  expect(await runToError(4, ['mcp', server.url], given())).toMatchObject({ code })
  const allowed = ['--allow-origin', new URL(server.url).origin]
  expect(await runToError(4, ['api', server.url, ...allowed], given())).toMatchObject({ code: 'redirect-refused' })
})
