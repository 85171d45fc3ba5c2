import type { enChallengeReadings } from '../en/explain-challenges.ts'
import type { ReadingSentences } from '../explain.ts'
import { command } from '../../text/shell.ts'
import { text } from '../chinese-text.ts'

/** 关于 WWW-Authenticate 和其他协议的说法。 */
export const zhChallengeReadings: Record<keyof typeof enChallengeReadings, ReadingSentences> = {
  'challenge-metadata': {
    said: d =>
      d['form'] === 'relative'
        ? `WWW-Authenticate 里的 resource_metadata 不是完整地址：${text(d['address'])}`
        : d['form'] === 'http'
          ? `WWW-Authenticate 里的 resource_metadata 是 http，不是 https：${text(d['address'])}`
          : `WWW-Authenticate 里的 resource_metadata 指向了授权服务器的元数据：${text(d['address'])}`,
    why: d =>
      d['form'] === 'provider'
        ? '它必须指向资源自己的元数据（oauth-protected-resource），由那里指明授权服务器。'
        : '客户端取不到，或不得去取。代理后面的服务器往往不知道自己的公开地址。',
    fix: () => '写成绝对的 https 地址：/.well-known/oauth-protected-resource 加上资源的路径。',
  },
  'challenge-unquoted': {
    said: d => `resource_metadata 没有加引号：${text(d['address'])}`,
    why: () => '地址里有裸值不允许的字符：严格的客户端只读到第一个，或根本不读。',
    fix: () => '写成 resource_metadata="ADDRESS"。',
  },
  'challenge-scope': {
    said: d => `访问令牌缺少 scope：资源需要 ${text(d['needed']) || '更多'}（insufficient_scope）${d['description']
      ? `：“${text(d['description'])}”`
      : ''}`,
    why: () => '令牌有效，但没有被授予该请求所需的权限。',
    fix: d => `在新的授权请求里请求${d['needed'] ? ` “${text(d['needed'])}”` : '该 scope'}，为客户端允许，并让用户同意。`,
  },
  'challenge-step-up': {
    said: d => `资源要求另一种登录（升级认证）：${[
      d['acr'] && `acr_values ${text(d['acr'])}`, d['age'] && `max_age ${text(d['age'])}`,
    ].filter(Boolean).join('，')
    || '没有说明是哪种'}`,
    why: () => '令牌有效，但用户的登录方式太弱或太久以前。',
    fix: () => '用这些 acr_values 和 max_age 发起新的授权请求。',
  },
  'challenge-dpop': {
    said: d => `令牌以 ${text(d['sent'])} 发送，而资源要求 DPoP`,
    why: () => '资源只接受绑定了密钥并带证明的令牌。',
    fix: () => '取得 DPoP 绑定的令牌（在令牌端点带证明），每个请求都发送 Authorization: DPoP 和证明。',
  },
  'challenge-scheme': {
    said: d => `资源不接受 ${text(d['sent'])}：它提供的是 ${text(d['offered'])}`,
    why: () => 'Authorization 请求头的方案服务器不认识：响应的是另一个中间件，或服务不对。',
    fix: () => '按它提供的方案发送，或让 API 接受 Bearer 令牌。',
  },
  'challenge-absent': {
    said: () => '401 响应没有 WWW-Authenticate',
    why: () => '必须带有它：没有它，客户端不知道要用哪种认证方式，MCP 客户端也无法开始登录。',
    fix: () => '返回 WWW-Authenticate: Bearer；请求带了令牌时加上 error，MCP 服务器加上 resource_metadata。',
  },
  'challenge-without-metadata': {
    said: d => `MCP 服务器返回 401，${d['hasField'] ? 'WWW-Authenticate 里没有 resource_metadata' : '没有 WWW-Authenticate'}`,
    why: () => '客户端不知道服务器的元数据在哪里，也就不知道去哪里登录，只能猜 well-known 地址。',
    fix: () =>
      '返回 401 时带上 WWW-Authenticate: Bearer resource_metadata="https://HOST/.well-known/oauth-protected-resource/PATH"。',
  },
  'challenge-asks': {
    said: d => `服务器要求访问令牌；它的元数据在 ${text(d['metadata'])}`,
    why: () => '到这里还没有错：没有令牌的客户端首先收到的就是这个 401。元数据指明去哪个授权服务器登录。',
    fix: d => d['resource'] ? `登录并查看每一步：${command`oauth-walk login ${d['resource']}`}` : '取回元数据，到其中指明的授权服务器登录。',
  },
  'saml-not-oauth': {
    said: d => `这是 SAML 2.0 消息（${text(d['message'])}），不是 OAuth 或 OpenID Connect${d['issuer']
      ? `；颁发者是 ${text(d['issuer'])}`
      : ''}${d['status'] && d['status'] !== 'Success' ? `；状态是 ${text(d['status'])}` : ''}`,
    why: () => '这是另一种协议：没有 code 和 state，OAuth 客户端读不了。身份提供商那边把应用建成了 SAML 应用。',
    fix: () => '在身份提供商那边改建 OpenID Connect（OIDC）应用，或把这个 POST 交给 SAML 服务提供者（assertion consumer service）。',
  },
}
