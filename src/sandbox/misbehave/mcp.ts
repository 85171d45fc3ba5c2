import { json } from './answers.ts'
import { refusedAt, stopsBeforeBrowser } from './expectations.ts'
import type { Answer, Hooks, Json } from './hooks.ts'
import { mcpClients, mcpProviders } from './mcp-clients.ts'
import { ended, noted, reached, row } from './mcp-row.ts'
import { decode, sign } from './signing.ts'
import type { Expectation, Variant } from './variant.ts'

const anotherResource = stopsBeforeBrowser('resource-identical')
const anotherIssuer = stopsBeforeBrowser('issuer-identical')
/** Nothing is sent where the metadata leaves a choice to the person. */
const asked: Expectation = {
  ...anotherResource, exit_code: 2, code: 'authorization-server-unclear',
  reaction: { en: 'asks which one is meant', zh: '询问选哪一个' },
}

/** The server does its work, and something of its answer is changed. */
const after = (change: (...words: Parameters<Answer>) => void): Answer => async (context, world, next) => {
  await next()
  change(context, world, next)
}

const challenged = (change: (challenge: string, issuer: string) => string | undefined): Hooks => ({
  answer: {
    mcp: after((context, { issuer }) => {
      const before = String(context.res.getHeader('www-authenticate') ?? '')
      if (before === '') return
      const challenge = change(before, issuer)
      if (challenge === undefined) context.remove('www-authenticate')
      else context.set('www-authenticate', challenge)
    }),
  },
})

const published = (change: (document: Json, issuer: string, path: string) => void): Hooks => ({
  answer: { 'resource-metadata': after((context, { issuer }) => change(context.body as Json, issuer, context.path)) },
})
const resource = (make: (issuer: string) => string) =>
  published((document, issuer) => { document['resource'] = make(issuer) })
const servers = (make: (issuer: string) => string[]) =>
  published((document, issuer) => { document['authorization_servers'] = make(issuer) })
const nothing = json(404, { error: 'not_found' })
const withoutPointer = (challenge: string) => challenge.replace(/resource_metadata="[^"]*", /, '')

/** A token came along, and is refused as if it had expired: as many servers say so. */
const expired = (say: Answer): Hooks => ({
  answer: {
    mcp: async (context, world, next) => {
      await (context.get('authorization') === '' ? next() : say(context, world, next))
    },
  },
})

const redirectTo = (context: Parameters<Answer>[0], location: string) => {
  context.status = 307
  context.set('location', location)
}

const resources = [
  row(
    'challenge-missing', 'the 401 has no WWW-Authenticate', '401 没有 WWW-Authenticate', noted,
    challenged(() => undefined),
  ),
  row('challenge-bare', 'the challenge names no metadata', '质询没有指出元数据', noted, challenged(withoutPointer)),
  row(
    'challenge-unquoted', 'resource_metadata is not in quotes', 'resource_metadata 没有引号', noted,
    challenged(text => text.replaceAll('"', '')),
  ),
  row(
    'challenge-dead-link', 'resource_metadata leads to a 404, and the document is where the path says',
    'resource_metadata 指向 404，文档在路径对应的位置', noted,
    challenged((text, issuer) => text.replace(/resource_metadata="[^"]*"/, `resource_metadata="${issuer}/nowhere"`)),
  ),
  row(
    'metadata-missing', 'nothing says who gives tokens: the server is its own provider', '没有任何元数据：服务器自己就是授权服务器', noted,
    { answer: { ...challenged(withoutPointer).answer, 'resource-metadata': nothing } },
  ),
  row(
    'metadata-differs', 'the documents at the path and at the root name different resources', '路径处与根处的文档给出不同的资源',
    reached, published((document, issuer, path) => { if (!path.endsWith('/mcp')) document['resource'] = issuer }),
  ),
  row('resource-root', 'resource is the root instead of /mcp', 'resource 是根地址而不是 /mcp', noted, {
    careless: { root: true },
  }),
  row(
    'resource-fixed', 'resource is that of another path', 'resource 是另一路径的', anotherResource,
    resource(issuer => `${issuer}/other`),
  ),
  row(
    'resource-scheme', 'resource has another scheme, as behind a proxy', 'resource 的协议不同，如在代理之后', anotherResource,
    resource(issuer => `${issuer.replace('http:', 'https:')}/mcp`),
  ),
]

const providers = [
  row(
    'issuer-slash', 'authorization_servers has a slash that issuer has not', 'authorization_servers 比 issuer 多一个斜杠',
    noted, servers(issuer => [`${issuer}/`]),
  ),
  row('issuer-host', 'the metadata of the authorization server is another’s', '授权服务器元数据的 issuer 是别家的', anotherIssuer, {
    metadata: (document) => { document['issuer'] = 'https://other.example' },
  }),
  row(
    'two-servers', 'two authorization servers are listed, and the first gives tokens that nobody takes',
    '列出两个授权服务器，第一个的令牌不被接受', asked, servers(issuer => [`${issuer}/elsewhere`, issuer]),
  ),
  row('no-server', 'authorization_servers is empty', 'authorization_servers 为空', noted, servers(() => [])),
  row(
    'pkce-missing', 'code_challenge_methods_supported is missing', '没有 code_challenge_methods_supported',
    stopsBeforeBrowser('pkce-advertised'), {
      metadata: (document) => { Reflect.deleteProperty(document, 'code_challenge_methods_supported') },
    },
  ),
  row('openid-only', 'only OpenID discovery answers', '只有 OpenID 发现有响应', reached, {
    answer: {
      discovery: async (context, world, next) => {
        await (context.path.endsWith('openid-configuration') ? next() : nothing(context, world, next))
      },
    },
  }),
  row(
    'redirect-refused', 'the client may register, and its redirect URI is refused at the authorization',
    '客户端能注册，但授权时拒绝其重定向 URI', refusedAt('authorization', 'error-page'), {
      answer: {
        authorization: json(400, { error: 'invalid_request', error_description: 'redirect_uri is not registered' }),
      },
    },
  ),
  row(
    'entra-resource', 'the provider takes no resource beside scopes (AADSTS9010010)',
    '授权服务器不接受 resource 与 scope 并用（AADSTS9010010）', refusedAt('authorization', 'authorization-refused'), {
      authorizationResponse: (parameters) => {
        parameters.delete('code')
        parameters.set('error', 'invalid_target')
        parameters.set(
          'error_description',
          'AADSTS9010010: The resource parameter provided in the request doesn\'t match with the requested scopes.',
        )
      },
    },
  ),
  row('audience-unbound', 'the token is for somebody else, and taken all the same', '令牌是给别人的，却照样被接受', noted, {
    careless: { audience: true },
    tokenResponse: async (body, { keys }) => {
      if (typeof body['access_token'] !== 'string' || body['access_token'].split('.').length !== 3) return
      const token = decode(body['access_token'], keys.own)
      token.claims['aud'] = 'https://other.example'
      body['access_token'] = await sign(token)
    },
  }),
]

const answers = [
  row(
    'expired-200', 'a refused token is answered 200', '被拒绝的令牌得到 200', ended('resource-refused'),
    expired(json(200, { error: 'token expired' })),
  ),
  row(
    'expired-400', 'a refused token is answered 400', '被拒绝的令牌得到 400', ended('resource-refused'),
    expired(json(400, { error: 'invalid_token' })),
  ),
  row(
    'expired-403', 'a refused token is answered 403 without a challenge', '被拒绝的令牌得到没有质询的 403',
    ended('resource-refused'), expired(json(403, { error: 'forbidden' })),
  ),
  row(
    'expired-307', 'a refused token is answered with a redirect to a page', '被拒绝的令牌得到重定向',
    { ...ended('redirect-refused'), exit_code: 4, session: 'none' },
    expired(context => redirectTo(context, 'https://sign-in.example/')),
  ),
  row(
    'moved', 'POST /mcp answers 307 to /mcp/, which has no metadata', 'POST /mcp 返回 307 到 /mcp/，且没有元数据',
    refusedAt('discovery', 'mcp-moved'), {
      answer: {
        'resource-metadata': nothing,
        mcp: async (context, _world, next) => {
          if (context.path.endsWith('/')) await next()
          else redirectTo(context, `${context.path}/`)
        },
      },
    },
  ),
  row(
    'old-transport', 'the server speaks HTTP+SSE, the transport of 2024-11-05', '服务器使用 2024-11-05 的 HTTP+SSE 传输',
    refusedAt('discovery', 'mcp-transport-old'), {
      answer: {
        mcp: (context) => {
          context.status = context.method === 'GET' ? 200 : 405
          if (context.method !== 'GET') return
          context.type = 'text/event-stream'
          context.body = 'event: endpoint\ndata: /messages?session_id=1\n\n'
        },
      },
    },
  ),
  row('stateless', 'the server opens no session', '服务器不开会话', reached, {
    answer: { mcp: after(context => context.remove('mcp-session-id')) },
  }),
  row('lazy', 'initialize needs no token, everything else does', 'initialize 不需要令牌，其他都需要', reached, {
    careless: { initialize: true },
  }),
  row(
    'step-up-missing-only', 'the challenge of a step-up names the missing scope alone', '追加授权的质询只写缺少的 scope',
    ended('resource-refused'), {
      settings: { tool: 'write_note', arguments: '{"text":"milk"}' },
    },
  ),
]

/** What real MCP servers get wrong, and what stands before them. */
export const mcp: Variant[] = [...resources, ...providers, ...mcpProviders, ...mcpClients, ...answers]
