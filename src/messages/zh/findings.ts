import type { Catalogue } from '../catalogue.ts'
import { zhRegistrationFindings } from './registration.ts'
import { zhGrantFindings } from './grant.ts'
import { zhResourceFindings } from './resource.ts'
import { zhOddFindings } from './oddities.ts'
import { numberOf } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhOfKind } from './kinds.ts'
import { withKinds } from '../kinds.ts'
import { zhAnswerFindings } from './answers.ts'
import { zhExplainFindings } from './explain.ts'
import { zhFapi2Findings } from './fapi2.ts'

export const zhFindings: Catalogue['findings'] = {
  ...zhAnswerFindings, ...zhExplainFindings,
  ...zhFapi2Findings,
  ...zhRegistrationFindings, ...zhResourceFindings, ...zhOddFindings, ...zhGrantFindings,
  'id-token-other-type': d => `ID 令牌自称是另一种 JWT（typ 为 ${text(d['typ'])}）。不区分种类，就可能收下为别的用途签发的令牌（RFC 8725 3.11）。`,
  'id-token-with-events': () => 'ID 令牌带有 events，这是登出令牌或其他安全事件令牌的标志：ID 令牌没有它（OpenID Connect Back-Channel Logout 2.4）。',
  'id-token-kept-back': d => `刷新得到的 ID 令牌不是现在签发的，而是 ${text(d['issued_at'])}；刷新应当签发新的（OpenID Connect Core 12.2）。`,
  'id-token-long-lived': d => `ID 令牌到 ${text(d['expires_at'])} 才过期：在此之前，谁拿到都能使用。ID 令牌的有效期应当是几分钟或几小时。`,
  'pkce-off': () => 'PKCE 已关闭：授权码一旦被窃取就能被使用。除非授权服务器拒绝 PKCE，否则请去掉 --no-pkce；如果它来自配置，请设置 OAUTH_WALK_NO_PKCE=0。',
  'pkce-not-advertised': () => '授权服务器没有声明支持 PKCE（S256）。仍会照常发送；state 也在保护这次流程。',
  'push-demanded': d => `授权服务器只接受该客户端事先推送的授权请求（RFC 9126）。将从第 2 步重新发起请求，这次先推送${d['host'] ? `到 ${text(d['host'])}，它与 issuer 不在同一主机` : ''}。`,
  'proof-demanded': () => '授权服务器只在客户端证明持有密钥时才给它令牌（DPoP，RFC 9449）。将从第 2 步重新发起请求，这次带上证明。',
  'token-not-bound': () => '请求带了证明，返回的令牌却是 Bearer：它没有绑定密钥，谁拿到谁就能访问（RFC 9449 5）。',
  'token-type-missing': () => '响应中没有 token_type，而 RFC 6749 第 5.1 节要求必须有。已按 Bearer 处理。',
  'expires-in-unusable': d => `expires_in 不是可用的数值（${text(d['value'])}）：有效期未知。`,
  'expires-in-string': d => `expires_in 是字符串（“${text(d['value'])}”），应为数值。`,
  'scope-format': () => 'scope 以列表或逗号分隔的形式返回，应为以空格分隔的字符串（RFC 6749 第 3.3 节）。',
  'scope-narrower': d => `请求了但未授予：${text(d['missing'])}。`,
  'scope-wider': d => `未请求却授予了：${text(d['extra'])}。`,
  'content-type': d => `响应内容是 JSON，但 Content-Type 标为“${text(d['content_type'])}”。`,
  'form-encoded-answer': () => '响应采用表单编码，而 RFC 6749 第 5.1 节要求 JSON。',
  'id-token-unused': d => `${d['because'] === 'keys-unknown' ? '收到了 id_token，但不知道授权服务器的签名密钥，无法校验。请加上 --jwks-uri；如果授权服务器公布了元数据，也可以加 --issuer。' : d['because'] === 'no-sign-in' ? '收到了 id_token，但这种授权方式没有用户登录。' : '收到了未请求的 id_token：scope 中没有 openid。'}既不采信，也不保存。`,
  'state-missing': () => '授权服务器没有把 state 带回来：无法证明这个响应属于本次登录（RFC 6749 10.12）。',
  'jsonp-answer': () => '响应是 JSONP（JSON 外面包了一层函数调用）；RFC 6749 5.1 要求 JSON。',
  'guarded-answer': () => 'JSON 前面有一段防止被当作脚本执行的字符；RFC 6749 5.1 要求只有 JSON。',
  'issuer-template': d => `元数据里的 issuer 代表所有租户（${text(d['issuer'])}）；ID token 里必须是具体的某一个（Discovery 4.3）。`,
  'big-integer': () => '响应里有超过 2^53 的整数，多数 JSON 解析器会丢精度。这里按文本原样保留。',
  'userinfo-part-missing': d => `${text(d['url'])} 返回 ${text(d['status'])}：它本该提供的信息已略去。`,
  'preset-differs': d => `元数据里的 ${text(d['endpoint'])} 是 ${text(d['metadata'])}，与预设的 ${text(d['preset'])} 不同，以元数据为准。`,
  'pkce-unsupported': () => '这家授权服务器不支持 PKCE：授权码只靠 state 和客户端密钥保护。',
  'secret-in-address': d => `按这家的要求，${text(d['parameters'])} 写在了地址里；地址会进入各种日志（RFC 6750 5.3）。`,
  'token-type-own': d => `token_type 是“${text(d['token_type'])}”；这家的令牌实际上仍按 Bearer 方式发送。`,
  'loopback-refused': d => `${text(d['provider'])}不会把授权码发到 ${text(d['redirect_uri'])}。请注册自己的重定向 URI，再用 --redirect-uri URI --paste。`,
  'metadata-unusable': d => `元数据的 ${withKinds(d, zhOfKind, '、')} 应为字符串列表（${text(d['rule'] ?? 'RFC 8414 2')}）。其他内容按缺失处理。`,
  'private-key-published': d => `授权服务器公布了自己的私钥（${text(d['keys'])}）：任何人都能冒名签发 ID 令牌。`,
  'clock-differs': d => `本机时钟比授权服务器${numberOf(d['seconds']) < 0 ? '慢' : '快'} ${text(d['seconds']).replace('-', '')} 秒。`,
  'status-of-error': d => `错误响应的状态码是 ${text(d['status'])}；RFC 6749 5.2 要求 400（或 401）。`,
  'discovery-failed': d => `${text(d['url'])} 没有元数据（状态码 ${text(d['status'])}），只能使用手动给出的端点。`,
  'keys-unknown': () => '不知道授权服务器的签名密钥，无法校验 ID 令牌：登录者是谁只能以 userinfo 为准。请加上 --issuer 或 --jwks-uri。',
  'listener-exposed': d => `其他机器可能访问到监听地址 ${text(d['addresses'])} 的端口 ${text(d['port'])}（--listen）。请只在 127.0.0.1 上发布这个端口：docker run -p 127.0.0.1:${text(d['port'])}:${text(d['port'])}。只有从本步骤给出的地址开始的浏览器才能带回响应。`,
  'redirect-by-name': d => `授权码会经 http 回到 ${text(d['host'])}：网络上能替这个域名响应的人都可能收到它。有 PKCE，他们拿到也用不了。`,
  'userinfo-endpoint-missing': () => '授权服务器没有 userinfo 端点：第 6 步没有可调用的地址。可用 --userinfo-endpoint 指定。',
  'acr-differs': d => `登录的强度（acr）不是所请求的 ${text(d['asked'])}：${d['came'] === null ? 'ID 令牌里没有' : `实际是 ${text(d['came'])}`}。`,
  'resource-ignored': d => `访问令牌不是给 ${text(d['resources'])} 的：它的受众是 ${text(d['audience']) || '空'}。`,
  'details-differ': d => d['granted'] === null ? '授权服务器没有说明批准了哪些细粒度授权。' : `批准的细粒度授权与请求的不同：${text(d['granted'])}。`,
  'certificate-endpoints': d => `授权服务器为使用证书的客户端另设了端点${d['hosts'] === undefined ? '' : `（位于 ${text(d['hosts'])}）`}，这里使用的是：${text(d['endpoints'])}。`,
  'endpoint-of-variable': d => `${text(d['variable'])} 把 ${text(d['endpoint'])} 设为 ${text(d['host'])} 上的地址，而这个授权服务器在那里没有任何地址。清除该变量后，就会使用授权服务器自己的地址。`,
  'endpoint-elsewhere': d => `${text(d['endpoint'])} 位于 ${text(d['host'])}，与 issuer 不在同一主机。`,
}
