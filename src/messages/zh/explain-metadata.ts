import type { enMetadataReadings } from '../en/explain-metadata.ts'
import type { ReadingSentences } from '../explain.ts'
import { exact, text } from '../chinese-text.ts'
import { zhDifference } from './explain-differences.ts'

const proxy = '告诉服务器它的公开地址，或让它信任代理的 X-Forwarded-Proto、X-Forwarded-Host（Keycloak：KC_HOSTNAME 和 KC_PROXY_HEADERS）。'

/** 关于授权服务器和资源的元数据的说法。 */
export const zhMetadataReadings: Record<keyof typeof enMetadataReadings, ReadingSentences> = {
  'metadata-issuer-missing': {
    said: d => d['isThere'] ? '元数据的 issuer 不是字符串' : '元数据没有 issuer',
    why: () => 'issuer 是必需的：没有它就不知道是谁的文档，客户端会拒绝。',
    fix: () => '公开 issuer，与令牌的 iss 完全一致。',
  },
  'metadata-issuer-template': {
    said: d => `颁发者是带占位符 ${text(d['template'])} 的模板，不是真实的颁发者：${text(d['issuer'])}`,
    why: d => d['isEntra']
      ? '多租户的文档（common、organizations）用它代替租户。它既不等于文档的地址，也不等于任何令牌的 iss，严格的客户端会拒绝。'
      : '它既不等于自己的地址，也不等于任何令牌的 iss，严格的客户端会拒绝。',
    fix: d => d['isEntra']
      ? '使用某个租户的地址（用租户 ID 代替 common）。或者用令牌的 tid 替换占位符，再与 iss 比较，并且只允许已知的租户。'
      : '用租户的值替换占位符，使用该租户自己的文档。',
  },
  'metadata-issuer-form': {
    said: d => `颁发者的写法不对：${text(d['issuer'])}`,
    why: d => d['form'] === 'well-known' ? '这是元数据文档的地址，不是颁发者：/.well-known/… 不属于它。' : d['form'] === 'query' ? '颁发者不能有查询和片段。' : '颁发者是以 https:// 开头的绝对地址。',
    fix: () => '把 issuer 写成 https://、主机以及（如果有）realm 或租户的路径，与令牌的 iss 相同。',
  },
  'metadata-issuer-http': {
    said: d => `颁发者是 http，不是 https：${text(d['issuer'])}`,
    why: () => '颁发者必须是 https。客户端会拒绝 http；途中能改文档的人就能指定密钥。往往是 TLS 在代理处终结，服务器并不知道。',
    fix: () => proxy,
  },
  'metadata-issuer-differs': {
    said: d => `元数据里的颁发者不匹配：它是 ${exact(d['issuer'])}，而请求的是 ${exact(d['expected'])}`,
    why: d => `两者必须逐字符一致，否则客户端不得使用该文档（授权服务器混淆）。${zhDifference(d['difference'])}`,
    fix: d => d['inside'] ? `${proxy}然后各处都用这个地址访问。` : `客户端要配置文档里原样的颁发者 ${text(d['issuer'])}，或改服务器的设置；末尾的斜杠也算。`,
  },
  'endpoint-form': {
    said: d => `元数据里有端点不是完整地址：${text(d['names'])}（${text(d['address'])}）`,
    why: () => '端点是绝对地址。相对地址、占位符或 “undefined” 无法访问。',
    fix: () => '每个端点都写 https://、主机和路径；设置服务器的基础地址。',
  },
  'endpoint-http': {
    said: d => `颁发者是 https，端点却是 http：${text(d['names'])}（${text(d['address'])}）`,
    why: () => '服务器在终结 TLS 的代理后面，不知道自己是经 https 访问的。客户端会拒绝这样的端点，密钥也会明文传输。',
    fix: () => proxy,
  },
  'endpoint-inside': {
    said: d => `端点的主机只有服务器自己的网络认识：${text(d['names'])}（${text(d['address'])}）`,
    why: () => '外面的浏览器或客户端访问不到内部名字（localhost、容器、私有地址）。',
    fix: () => proxy,
  },
  'endpoint-twice': {
    said: d => `authorization_endpoint 与 token_endpoint 相同：${text(d['address'])}`,
    why: () => '一个在浏览器里打开，一个由客户端用 POST 调用，是两个端点。',
    fix: () => '改正写错的那个。',
  },
  'metadata-missing': {
    said: d => `元数据缺少必需的成员：${text(d['names'])}`,
    why: () => '按标准读取的客户端会拒绝该文档，或者没有端点可去。',
    fix: () => '补上缺少的成员，或在客户端手工配置这些端点。',
  },
  'metadata-not-list': {
    said: d => `元数据的这些成员不是列表：${text(d['names'])}（${text(d['value'])}）`,
    why: () => '它们是字符串的 JSON 数组；带空格或逗号的文本在客户端看来是一个值。',
    fix: () => '写成数组：["openid", "profile"]。',
  },
  'pkce-unsaid': {
    said: () => '元数据没有说明支持 PKCE（缺少 code_challenge_methods_supported）',
    why: () => 'MCP 和 OAuth 2.1 的客户端会就此停下：看不出是否检查 S256。',
    fix: () => '公开 code_challenge_methods_supported: ["S256"]。',
  },
  'pkce-plain-only': {
    said: d => `授权服务器没有提供 S256 的 PKCE：code_challenge_methods_supported 是 ${text(d['methods']) || '空的'}`,
    why: () => 'plain 时 code_challenge 就是 code_verifier：看到授权请求的人就能兑换授权码。',
    fix: () => '支持 S256 并公开。',
  },
  'metadata-none': {
    said: () => '授权服务器提供不签名的 ID 令牌（alg “none”）',
    why: () => '接受它的客户端会相信任何人写的内容，只要令牌是经浏览器来的。',
    fix: () => '从 id_token_signing_alg_values_supported 里去掉 “none”。',
  },
  'metadata-without-rs256': {
    said: d => `ID 令牌的签名算法里没有 RS256（${text(d['algorithms'])}）`,
    why: () => 'OpenID 要求支持 RS256，许多客户端默认期望它。',
    fix: () => '在客户端设置期望的算法（id_token_signed_response_alg）。',
  },
  'metadata-dead-flows': {
    said: d => `仍在提供已废弃的流程：${text(d['flows'])}`,
    why: () => '隐式模式把令牌放进地址；密码模式把密码交给客户端。OAuth 2.1 都没有了。',
    fix: () => '没有旧客户端需要就关掉，改用授权码模式加 PKCE。',
  },
  'metadata-double-slash': {
    said: d => `元数据的地址有两个斜杠：${text(d['url'])}`,
    why: () => '颁发者以斜杠结尾，又接上了路径。有些服务器对此返回 404。',
    fix: () => '接上 /.well-known/… 之前，去掉颁发者末尾的斜杠。',
  },
  'well-known-twice': {
    said: d => `元数据的地址里出现了两次 /.well-known/：${text(d['url'])}`,
    why: () => '客户端要的是颁发者，路径由它自己接上；配置给它的却是文档的地址。',
    fix: d => `只配置颁发者：${text(d['issuer'])}`,
  },
  'metadata-misplaced': {
    said: d => `请求元数据的路径不对：${text(d['url'])}`,
    why: () => 'OpenID 把 /.well-known/openid-configuration 接在颁发者后面；OAuth（RFC 8414）和资源（RFC 9728）把它插在主机和路径之间。',
    fix: d => `请求 ${text(d['better'])}`,
  },
  'metadata-not-there': {
    said: d => `${text(d['url'])} 没有元数据${d['status'] ? `（状态 ${text(d['status'])}）` : ''}${d['page'] ? '：返回的是网页（HTML），不是 JSON' : ''}`,
    why: d => d['double'] ? '路径里有两个斜杠：颁发者以斜杠结尾。' : '客户端设置的颁发者不是授权服务器的：路径、realm、租户或版本不对或缺失，或者由代理响应了。',
    fix: () => '在浏览器里打开地址，直到看到 JSON；/.well-known/openid-configuration 之前的就是颁发者。',
  },
  'resource-missing': {
    said: () => '资源的元数据没有 resource',
    why: () => 'resource 是必需的，必须是客户端连接的地址。',
    fix: () => '公开 resource：API 或 MCP 服务器的地址，包括路径。',
  },
  'resource-differs': {
    said: d => `元数据里的 resource 不匹配：它是 ${exact(d['resource'])}，而客户端连接的是 ${exact(d['expected'])}`,
    why: d => `两者必须一致，包括路径，否则客户端不得使用该文档。${zhDifference(d['difference'])}`,
    fix: d => `把 resource 设为 ${text(d['expected'])}。带路径的资源，其文档在 /.well-known/oauth-protected-resource 加上该路径处。`,
  },
  'resource-http': {
    said: d => `资源是 http，不是 https：${text(d['resource'])}`,
    why: () => '客户端会拒绝：令牌会明文传输。通常是 TLS 在代理处终结，服务器并不知道。',
    fix: () => proxy,
  },
  'resource-form': {
    said: d => `资源的元数据中，resource ${d['fault'] === 'fragment' ? '带有片段（#）' : '不是绝对地址'}：${text(d['resource'])}`,
    why: () => 'resource 必须是客户端访问的绝对地址，不带片段。客户端会比较它，不一致就拒绝这份文档。',
    fix: () => '写资源的完整地址：协议、主机和路径，去掉 # 及其后的内容。',
  },
  'authorization-servers-missing': {
    said: () => '资源的元数据没有指明授权服务器（authorization_servers）',
    why: () => '客户端不知道去哪里取令牌，只好用资源自己的主机，或者停下。',
    fix: () => '列出授权服务器的颁发者："authorization_servers": ["https://…"]。',
  },
  'authorization-server-form': {
    said: d => `authorization_servers 里有不是颁发者的值：${text(d['addresses'])}`,
    why: () => '它列的是颁发者。/.well-known/… 由客户端自己加上；写文档的地址就找不到了。',
    fix: () => '只列颁发者，不带 /.well-known/…。',
  },
  'authorization-server-http': {
    said: d => `authorization_servers 里有 http 地址：${text(d['addresses'])}`,
    why: () => '颁发者必须是 https，客户端会拒绝。',
    fix: () => proxy,
  },
}
