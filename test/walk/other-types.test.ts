import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'

/** A resource and its provider on one host, each with metadata that has these members instead. */
async function publishing(ofResource: object, ofServer: object): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    const origin = `http://127.0.0.1:${String(request.socket.localPort)}`
    const documents: Record<string, object> = {
      '/.well-known/oauth-protected-resource/mcp': {
        resource: `${origin}/mcp`, authorization_servers: [origin], ...ofResource,
      },
      '/.well-known/oauth-authorization-server': {
        issuer: origin, authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t`,
        registration_endpoint: `${origin}/r`, response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'], ...ofServer,
      },
    }
    const document = documents[request.url ?? '']
    const challenge = { 'www-authenticate': 'Bearer' }
    response.writeHead(document ? 200 : request.url === '/mcp' ? 401 : 404, {
      'content-type': 'application/json', ...request.url === '/mcp' && challenge,
    }).end(document && JSON.stringify(document))
  })
  const origin = await listen(server)
  onTestFinished(() => release(server))
  return `${origin}/mcp`
}

type Row = [name: string, ofResource: object, ofServer: object, told: RegExp]

const rows: Row[] = [
  ['resource that is a number', { resource: 5 }, {}, /resource must be a text there, and is a number/],
  ['resource that is null', { resource: null }, {}, /resource must be a text there, and is null/],
  ['authorization_servers that is an object', { authorization_servers: {} }, {}, /authorization_servers .* must be a list, and is an object/],
  ['authorization_servers that holds a number', { authorization_servers: [5] }, {}, /authorization_servers .* holds a number, which is no address/],
  ['authorization_servers that holds a name', { authorization_servers: ['op'] }, {}, /authorization_servers .* holds "op", which is no address/],
  ['scopes_supported that is a text', { scopes_supported: 'read' }, {}, /scopes_supported \(a text\) should be a list of strings \(RFC 9728 2\)/],
  ['issuer that is a list', {}, { issuer: ['x'] }, /the provider sent a list/],
  ['token_endpoint that is a number', {}, { token_endpoint: 5 }, /token_endpoint must be a text there, and is a number/],
  ['registration_endpoint that is null', {}, { registration_endpoint: null }, /registration_endpoint must be a text there, and is null/],
  ['code_challenge_methods_supported that is a text', {}, { code_challenge_methods_supported: 'S256' }, /came: a text\n[^]*code_challenge_methods_supported in its metadata must be a list of texts, and is a text/],
  ['grant_types_supported with a number in it', {}, { grant_types_supported: ['authorization_code', 5] }, /grant_types_supported \(a list with a number in it\) should be a list/],
]

test.each(rows)('of metadata with a %s, what came is told, and not that it is missing', async (_name, ofResource, ofServer, told) => {
  const url = await publishing(ofResource, ofServer)
  const { stderr } = await walkInside([url, '--port', '0', '--timeout', '1'], { home: freshHome() }, 'nobody')
  expect(stderr.replace(/\n {6,}/g, ' ')).toMatch(told)
  expect(stderr).not.toMatch(/came: \(missing\)|names another resource|names no authorization server/)
})

test('check counts scopes that are no list as weak', async () => {
  const url = await publishing({ scopes_supported: 5 }, {})
  const { stdout } = await runInside(['check', url, '--json'], { home: freshHome() })
  const { rules } = JSON.parse(stdout) as { rules: { id: string, verdict: string }[] }
  expect(rules.filter(({ verdict }) => verdict !== 'PASS')).toMatchObject([{ id: 'M02', verdict: 'WEAK' }])
})
