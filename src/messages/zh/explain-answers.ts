import type { enAnswerReadings } from '../en/explain-answers.ts'
import type { ReadingSentences } from '../explain.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhSpan } from './telling.ts'

/** 关于令牌响应的说法。 */
export const zhAnswerReadings: Record<keyof typeof enAnswerReadings, ReadingSentences> = {
  'access-token-missing': {
    said: () => '令牌响应没有 access_token',
    why: () => 'access_token 是必需的。客户端会拒绝，或去读别的名字。',
    fix: () => '看看返回了哪些成员：授权服务器用了别的名字，或者这不是令牌端点。',
  },
  'access-token-not-text': {
    said: d => `access_token 不是文本：${text(d['kind'])}`,
    why: () => '它要原样放在 “Bearer” 之后，对象或数字做不到。',
    fix: () => '让服务器返回字符串，或返回错误和状态 400。',
  },
  'tokens-the-same': {
    said: () => 'access_token 与 id_token 是同一个令牌',
    why: () => '一个给 API，一个给客户端。合为一个，每个 API 都能冒充用户在客户端登录。',
    fix: () => '让授权服务器给出以 API 为受众的访问令牌。',
  },
  'token-type-missing': {
    said: () => '令牌响应没有 token_type',
    why: () => 'token_type 是必需的。严格的客户端会拒绝。',
    fix: () => '返回 "token_type": "Bearer"。',
  },
  'token-type-unknown': {
    said: d => `token_type 既不是 Bearer 也不是 DPoP：${text(d['type'])}`,
    why: () => '客户端不得使用类型未知的令牌。',
    fix: () => '返回 "token_type": "Bearer"（或 "DPoP"）。',
  },
  'token-type-unproven': {
    said: () => '令牌与密钥绑定（token_type 为 DPoP），而请求没有证明任何密钥',
    why: () => '每次使用这种令牌都要出示证明，没有密钥的客户端做不到。',
    fix: () => '在令牌请求中发送 DPoP 头。或者让服务器在没有收到证明时返回 Bearer。',
  },
  'token-not-text': {
    said: d => `${text(d['name'])} 不是文本：${text(d['kind'])}`,
    why: () => '令牌要原样放进头部或表单，数字或对象做不到。',
    fix: d => `让服务器返回字符串，或不返回 ${text(d['name'])}。`,
  },
  'token-characters': {
    said: d => `${text(d['name'])} 含有令牌不允许的字符：${text(d['characters'])}`,
    why: () => '令牌只能由可打印的 ASCII 字符组成。其他字符放进头部会丢失或改变，服务器就不认识这个令牌了。',
    fix: () => '检查令牌是否在途中被改动：末尾的换行、另一种字符集。否则让服务器用字母、数字和 - . _ ~ + / 生成令牌。',
  },
  'id-token-unreadable': {
    said: d => `无法读取 ID 令牌：${pick(unreadable, d['how']) ?? ''}${d['how'] === 'parts' ? `（${text(d['parts'])} 段）` : ''}`,
    why: () => 'ID 令牌是签名的 JWT；其他内容里，客户端找不到用户。',
    fix: d => d['how'] === 'padded' ? '让签发令牌的程序去掉每一段末尾的 =。' : '使用收到的完整 id_token。如果这就是完整的值，说明授权服务器放了别的内容：在授权服务器上改正。',
  },
  'lifetime-unsaid': {
    said: () => '令牌响应没有说明有效期（expires_in）',
    why: () => '客户端只能等到 401 才去刷新。',
    fix: () => '返回 expires_in，单位为秒。',
  },
  'lifetime-text': {
    said: d => `expires_in 是文本而不是数字："${text(d['value'])}"`,
    why: () => '它是表示秒数的 JSON 数字。强类型语言的客户端会解析失败，或把它当文本相加。',
    fix: () => '去掉引号。',
  },
  'lifetime-not-number': {
    said: d => `expires_in 不是数字：${text(d['value'])}`,
    why: () => '它应是 JSON 数字，以秒计。强类型语言的客户端解析会失败。',
    fix: () => '返回剩余的秒数，例如 3600；否则不要返回 expires_in。',
  },
  'lifetime-over': {
    said: d => `按 expires_in，访问令牌已经过期：${text(d['value'])}`,
    why: () => '它表示剩余的秒数。客户端会丢弃令牌，或者每次请求都刷新。',
    fix: () => '返回剩余的秒数，例如 3600；令牌永不过期时不要返回 expires_in。',
  },
  'lifetime-is-time': {
    said: d => `expires_in 是时间点而不是时长：${text(d['value'])}`,
    why: () => 'expires_in 是从现在起的秒数。这样读，令牌能活几十年，永远不会刷新。',
    fix: () => '返回剩余的秒数，例如 3600。',
  },
  'lifetime-milliseconds': {
    said: d => `expires_in 看起来是毫秒：${text(d['value'])}`,
    why: () => '它的单位是秒。这样读，客户端会一直用早已过期的访问令牌。',
    fix: d => `返回 ${text(d['seconds'])}。`,
  },
  'lifetime-long': {
    said: d => `访问令牌有效期很长：${zhSpan(d['lives'])}（expires_in）`,
    why: () => '谁持有谁就能用。泄露之后的窗口就有这么长。',
    fix: () => '设为几分钟到一小时，配合轮换的刷新令牌。',
  },
  'answer-members-missing': {
    said: d => `${pick(answers, d['kind']) ?? '响应'}中没有 ${text(d['names'])}`,
    why: () => '标准要求这个响应必须带它。读取它的客户端会出错，或者只能猜测。',
    fix: d => `让服务器返回 ${text(d['names'])}。`,
  },
  'answer-address-http': {
    said: d => `${text(d['name'])} 是 http，不是 https：${text(d['address'])}`,
    why: () => '途中的人能读到在那里输入或发送的内容，还能换成自己的页面。',
    fix: () => '让服务器给出 https 地址。',
  },
  'answer-cut': {
    said: () => '响应的 JSON 不完整，在中途断开',
    why: () => '无法解析。可能是复制或录制时被截断，也可能服务器只发了这些。',
    fix: () => '把完整的响应交给 explain。如果收到的就是这些，请检查服务器或代理的长度限制。',
  },
  'answer-not-json': {
    said: () => '响应的开头像 JSON，但不是合法的 JSON',
    why: () => '客户端解析会失败。可能是复制或录制时被改动，也可能服务器就是这样写的。',
    fix: () => '把收到的原文交给 explain。如果收到的就是这样，请让服务器用 JSON 库生成响应。',
  },
  'tokens-cached': {
    said: d => `令牌响应可能被缓存：Cache-Control 是 ${text(d['control'])}`,
    why: () => '代理或浏览器可能保存令牌，给了另一个用户。',
    fix: () => '返回 Cache-Control: no-store。',
  },
  'id-token-missing': {
    said: d => `请求了 openid，令牌响应却没有 id_token${d['granted'] ? `（授予：${text(d['granted'])}）` : ''}`,
    why: () => '有 openid 就必须返回 ID 令牌。授权服务器没有把 openid 授予该客户端，或者它的端点只有 OAuth，没有 OpenID Connect。',
    fix: () => '在授权服务器上为客户端允许 openid，并使用元数据里的 OpenID 端点。不支持 OpenID Connect 的，去掉 openid，改用它的用户接口。',
  },
  'openid-not-asked': {
    said: d => `没有 id_token，因为没有请求 openid 这个 scope（scope：${text(d['scopes']) || '无'}）`,
    why: () => '只有带 openid 才是 OpenID Connect。没有它，授权服务器只给访问令牌。',
    fix: () => '在授权请求的 scope 里加上 openid："openid profile email"。',
  },
  'refresh-token-missing': {
    said: () => '请求了离线访问，却没有得到 refresh_token',
    why: d => pick(noRefresh, d['provider']) ?? '授权服务器只在客户端被允许时才给（授权类型 refresh_token、scope offline_access），而且往往要用户重新同意。',
    fix: d => d['provider'] === 'google' ? '授权请求加上 access_type=offline 和 prompt=consent，并保存第一次的刷新令牌。' : '为客户端允许刷新令牌和 offline_access，并发送一次 prompt=consent。',
  },
  'granted-scope-list': {
    said: d => `令牌响应里的 scope 是数组：${text(d['scopes'])}`,
    why: () => '它是一段以空格分隔的文本。客户端解析不了数组。',
    fix: () => '用空格连接各个 scope。',
  },
  'granted-scope-commas': {
    said: d => `令牌响应里的 scope 用逗号分隔：${text(d['scope'])}`,
    why: () => '标准用空格分隔，客户端会把整段当成一个 scope。GitHub 和 Slack 就是这样返回的。',
    fix: () => '对这家授权服务器按逗号拆分。',
  },
  'scope-narrowed': {
    said: d => `授予的 scope 比请求的少：缺 ${text(d['lacking'])}（授予：${text(d['granted'])}）`,
    why: () => '用户或授权服务器去掉了一些。需要它们的调用会得到 403（insufficient_scope）。',
    fix: () => '使用前先看响应里的 scope。为客户端允许缺少的 scope，或再次征求用户同意。',
  },
  'scope-added': {
    said: d => `授予的 scope 比请求的多：${text(d['wider'])}`,
    why: () => '服务器可以授予与请求不同的 scope，并在这里说明。令牌的权限超出客户端所需，谁拿到它都能用。',
    fix: () => '在授权服务器上限制该客户端的 scope，或限制它默认附加的 scope。',
  },
  'scope-widened': {
    said: d => `刷新得到的 scope 比请求的多：${text(d['wider'])}`,
    why: () => '刷新不得扩大已授予的范围。',
    fix: () => '让服务器把新令牌限制在所请求的 scope 之内。',
  },
}

const unreadable: Record<string, string> = {
  parts: '不是用点分隔的三段',
  padded: '各段以 = 结尾，而 JWT 的 base64url 没有 =',
  characters: '含有 base64url 没有的字符',
  content: '各段不是 base64url 编码的 JSON 对象',
}

const answers: Record<string, string> = {
  token: '令牌响应', device: '设备授权端点的响应', pushed: 'PAR 端点的响应', introspection: '内省响应', registration: '注册响应',
}

const noRefresh: Record<string, string> = {
  google: 'Google 只有在 access_type=offline 时才给刷新令牌，首次之后还要 prompt=consent。',
  microsoft: 'Entra 只有在请求 offline_access 时才给刷新令牌。',
  auth0: 'Auth0 只有在请求 offline_access、API 打开 “Allow Offline Access”、应用允许 “Refresh Token” 时才给。',
  keycloak: 'Keycloak 只给具有 offline_access 角色的用户发离线令牌，而且客户端要允许该 scope。',
}
