import { documentedClientId } from '../mcp/client-document.ts'
import { tenantDiscovery, tenantPath } from '../request-log.ts'
import { json } from './answers.ts'
import { keptAfter, refusedAt } from './expectations.ts'
import { heard, refuse } from './heard.ts'
import type { Hooks, Json } from './hooks.ts'
import { noted, reached, row } from './mcp-row.ts'
import type { Variant } from './variant.ts'

const byDocument = { 'client-id': documentedClientId }
const registers = (change: Parameters<typeof heard>[0]): Hooks => ({ answer: { registration: heard(change) } })
const twice = { ...noted, requests: { token: 2 } }

/** What providers behind real MCP servers get wrong about clients. */
export const mcpClients: Variant[] = [
  row(
    'document-forgotten', 'the client with a document is known at the authorization, and unknown at the token endpoint',
    '授权端点认得以文档地址为 client_id 的客户端，令牌端点却不认得', refusedAt('token', 'token-refused'), {
      settings: byDocument,
      answer: { token: json(401, { error: 'invalid_client', error_description: 'Unknown client' }) },
    },
  ),
  row(
    'document-port', 'the port of the document’s redirect URI is compared too', '连文档里重定向 URI 的端口也要一致',
    refusedAt('authorization', 'error-page'), {
      settings: byDocument, careless: { port: true },
    },
  ),
  row(
    'registration-port', 'a client that registers is taken for a website: its ports are compared', '注册的客户端被当作网站，端口必须一致',
    reached, {
      ...registers((body) => { body['application_type'] = 'web'; return undefined }),
      settings: { port: '48765,48766,48767' },
    },
  ),
  row(
    'registration-scope-refused', 'a registration that names a scope is refused', '拒绝带有 scope 的注册',
    { ...noted, requests: { registration: 2, token: 1 } },
    registers((body, context) =>
      body['scope'] === undefined ? undefined : refuse(context, 'scope is not allowed here')),
  ),
  row(
    'registration-scope-wanted', 'a client that registered without a scope may ask for none',
    '注册时没写 scope 的客户端不能请求 scope', reached, registers((body) => { body['scope'] ??= 'openid'; return undefined }),
  ),
  row(
    'client-id-in-body', 'client_secret_basic is advertised, and client_id is wanted in the body too',
    '声明支持 client_secret_basic，却还要求正文里有 client_id', twice, {
      metadata: (document) => { document['token_endpoint_auth_methods_supported'] = ['client_secret_basic'] },
      answer: {
        token: heard((body, context) =>
          body['client_id'] === undefined ? refuse(context, 'client_id is required', 'invalid_request') : undefined),
      },
    },
  ),
]

/** The issuer has a path, and its metadata stands at the last of the addresses alone. */
const tenant = (issuer: string) => issuer + tenantPath
const atTenant: Hooks['answer'] = {
  'resource-metadata': async (context, { issuer }, next) => {
    await next()
    Object.assign(context.body as Json, { authorization_servers: [tenant(issuer)] })
  },
  discovery: async (context, { issuer }, next) => {
    const isThere = context.path === tenantDiscovery[2]
    if (!isThere) {
      context.status = 404
      return
    }
    context.path = '/.well-known/openid-configuration'
    await next()
    context.body = { ...context.body as Json, issuer: tenant(issuer) }
  },
}

/** What they get wrong about themselves. */
export const mcpProviders: Variant[] = [
  row(
    'issuer-path', 'the issuer has a path, and only the third address has its metadata', 'issuer 带路径，只有第三个地址有元数据',
    reached, {
      answer: atTenant, authorizationResponse: (parameters, { issuer }) => parameters.set('iss', tenant(issuer)),
    },
  ),
  row(
    'pkce-unchecked', 'PKCE is advertised, and no code_verifier is looked at: only a wrong one would show it',
    '声明支持 PKCE 却不检查 code_verifier：只有发错误的值才看得出来', reached, {
      answer: {
        authorization: async (context, _world, next) => {
          const { code_challenge: challenge, code_challenge_method: _method, ...others } = context.query
          if (challenge !== undefined) context.query = others
          await next()
        },
        token: heard((body) => { delete body['code_verifier']; return undefined }),
      },
      careless: { pkce: true },
    },
  ),
  row(
    'proof-late', 'the first challenge says Bearer, and only bound tokens are taken', '第一次质询写的是 Bearer，却只接受绑定密钥的令牌',
    twice, { careless: { bound: true } },
  ),
  row(
    'entra-refresh', 'the refresh is refused for its resource (AADSTS90009)', '刷新因 resource 被拒绝（AADSTS90009）',
    keptAfter(3, 'refresh-refused'), {
      run: 'refresh', only: 'refresh_token',
      answer: {
        token: json(400, {
          error: 'invalid_request',
          error_description: 'AADSTS90009: Application \'api\' is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.',
        }),
      },
    },
  ),
]
