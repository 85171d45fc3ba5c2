import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'

interface Explained { findings: { name: string, gravity: string, said: string, fix: string }[] }

const at = 'https://mcp.example.com/.well-known/oauth-protected-resource'
const answer = (challenge: string, body = '') =>
  `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: ${challenge}\nContent-Type: application/json\n\n${body}`
const asked = (answered: string, field = '') =>
  `POST https://mcp.example.com/v1/mcp HTTP/1.1\n${field}Content-Type: application/json\n\n${answered}`

async function explain(input: string): Promise<Explained['findings']> {
  const ended = await runInside(['explain', input, '--json'], { home: freshHome() })
  expect(ended.status, ended.stderr).toBe(0)
  return (documentOf(ended) as unknown as Explained).findings
}

test.each([
  ['an answer alone', answer(`Bearer resource_metadata="${at}"`), 'https://mcp.example.com'],
  ['one below a path', answer(`Bearer resource_metadata="${at}/v1/mcp"`), 'https://mcp.example.com/v1/mcp'],
  ['its request too', asked(answer(`Bearer resource_metadata="${at}"`)), 'https://mcp.example.com/v1/mcp'],
  [
    'an error for no token', asked(answer(`Bearer error="invalid_token", resource_metadata="${at}"`)),
    'https://mcp.example.com/v1/mcp',
  ],
])('a 401 says that a token is asked for, and where its metadata is: %s', async (_, input, resource) => {
  const told = (await explain(input)).find(({ name }) => name === 'challenge-asks')
  expect(told).toMatchObject({ gravity: 'note', said: expect.stringContaining(at) as string })
  expect(told?.fix).toMatch(new RegExp(`: oauth-walk login ${resource}$`))
})

test('metadata at another place leads to no address', async () => {
  const [told] = await explain(answer('Bearer resource_metadata="https://mcp.example.com/metadata"'))
  expect(told).toMatchObject({ name: 'challenge-asks', fix: expect.not.stringContaining('oauth-walk') as string })
})

test.each([
  ['a token was refused', answer(`Bearer error="invalid_token", resource_metadata="${at}"`)],
  ['a token was sent', asked(answer(`Bearer resource_metadata="${at}"`), 'Authorization: Bearer kq8Jx0mW2pRz7Yt4\n')],
  ['it is forbidden', answer(`Bearer resource_metadata="${at}"`).replace('401 Unauthorized', '403 Forbidden')],
  ['the metadata can’t be had', answer('Bearer resource_metadata="/.well-known/oauth-protected-resource"')],
  ['no metadata is named', answer('Bearer realm="x"')],
  [
    'the client goes on',
    `${asked(answer(`Bearer resource_metadata="${at}"`))}\n\nGET ${at} HTTP/1.1\n\nHTTP/1.1 200 OK\n`,
  ],
])('nothing of that is said where %s', async (_, input) => {
  expect((await explain(input)).map(({ name }) => name)).not.toContain('challenge-asks')
})
