import type { enTokenPartyReadings } from '../en/explain-token-parties.ts'
import type { ReadingSentences } from '../explain.ts'
import { pick } from '../text.ts'
import { exact, text } from '../chinese-text.ts'
import { zhDifference } from './explain-differences.ts'
import { zhTokenKind } from './explain-token-kinds.ts'

/** 关于令牌由谁签发、给谁的说法。 */
export const zhTokenPartyReadings: Record<keyof typeof enTokenPartyReadings, ReadingSentences> = {
  'audience-missing': {
    said: d => `${zhTokenKind(d['kind'])}没有受众（aud）`,
    why: () => '看不出它是给谁的。检查 aud 的验证方会拒绝；不检查的会接受其他服务的令牌。',
    fix: d => d['provider'] === 'keycloak' ? '在 Keycloak 里，给该客户端的某个 client scope 加一个指向该 API 的 Audience mapper。' : '请求该 API 的受众（audience、resource 或它的 scope），并让授权服务器写进 aud。',
  },
  'audience-other-client': {
    said: d => `ID 令牌的 azp 是 ${exact(d['client'])}，而受众是另一个客户端：${exact(d['audience'])}`,
    why: () => 'aud 表示谁可以接受它。两者是同一项目的不同客户端 ID，例如 Android 或 iOS 应用与其服务端。',
    fix: () => '用请求令牌时的客户端 ID（服务端或 Web 客户端）与 aud 比较，而不是用移动应用的。',
  },
  'audience-not-client': {
    said: d => `ID 令牌是给另一个客户端的：受众（aud）是 ${exact(d['audience'])}，而客户端是 ${exact(d['client'])}`,
    why: () => 'aud 不含自己 client_id 的 ID 令牌必须拒绝：它证明的是在另一个应用的登录。',
    fix: () => '核对验证方配置里的 client_id 与授权请求里的，两处用同一个客户端。',
  },
  'audience-several': {
    said: d => `ID 令牌有多个受众却没有 azp：${text(d['audience'])}`,
    why: () => '受众不止一个时，由 azp 说明它是给哪个客户端的。严格的客户端会拒绝。',
    fix: () => '让授权服务器只把 client_id 写进 aud，或加上 azp；去掉往 ID 令牌里加受众的 mapper。',
  },
  'authorized-party-differs': {
    said: d => `ID 令牌的 azp 是 ${exact(d['azp'])}，而客户端是 ${exact(d['client'])}`,
    why: () => 'azp 是请求令牌的客户端。两者不同，说明不是这次登录产生的。',
    fix: () => '验证方改用 azp 里的 client_id，或用这个客户端登录。',
  },
  'answer-not-for-client': {
    said: d => `签名的响应是发给另一个客户端的：aud 是 ${text(d['audience'])}，而客户端是 ${text(d['client'])}`,
    why: () => 'aud 不含自己的 client_id 时，客户端必须拒绝该响应：其中的 code 是为另一个客户端签发的。',
    fix: () => '请拒绝这个响应。如果是客户端配置里的 client_id 写错了，请改正。',
  },
  'audience-elsewhere': {
    said: d => d['expected'] ? `访问令牌的受众是别人：aud 是 ${exact(d['audience']) || '缺失'}，而 ${exact(d['expected'])} 期望的是自己` : `访问令牌的受众是别人：aud 是 ${exact(d['audience']) || '缺失'}`,
    why: () => 'API 只接受 aud 里写着自己的令牌。这个不匹配：它是给另一个资源的。',
    fix: d => `${pick(atProvider, d['provider']) ?? '请求给该 API 的令牌：在授权请求里给出它的 audience、resource（RFC 8707）或 scope。'}如果 aud 才是对的，就改 API 配置里的受众。`,
  },
  'audience-is-client': {
    said: d => `访问令牌的受众是 ${text(d['audience'])}：不是你自己的 API`,
    why: () => '检查 aud 的 API（理应检查）会拒绝只写着客户端或 Keycloak 自带 “account” 的令牌。',
    fix: () => '让令牌带上该 API 的受众：Keycloak 用 client scope 里的 Audience mapper，其他用 audience、resource 或 scope。',
  },
  'cognito-no-audience': {
    said: d => `Cognito 的访问令牌没有 aud：客户端写在 client_id 里（${text(d['client'])}）`,
    why: () => '要求 aud 的验证方会拒绝 Cognito 的所有访问令牌。',
    fix: () => '改为检查 client_id、token_use “access” 和 scope。',
  },
  'issuer-missing': {
    said: () => 'ID 令牌没有颁发者（iss）',
    why: () => '看不出是谁签发的，也不知道该用哪些密钥验证。',
    fix: () => '让授权服务器写上 iss，与元数据里的完全一致。',
  },
  'issuer-differs': {
    said: d => `令牌的颁发者不匹配：iss 是 ${exact(d['issuer'])}，期望的是 ${exact(d['expected'])}`,
    why: d => `颁发者逐字符比较。${zhDifference(d['difference'])}${d['inside'] ? '其中一个是网络内部的名字（容器、localhost）：授权服务器按被访问时的主机名来写。' : ''}`,
    fix: d => d['inside']
      ? '给授权服务器一个公开地址，浏览器和后端都用它（Keycloak：KC_HOSTNAME，内部用 KC_HOSTNAME_BACKCHANNEL_DYNAMIC），验证方也配置这个颁发者。'
      : `验证方要配置令牌里原样的 iss：${text(d['issuer'])}，和元数据里的一样；不要加减斜杠。`,
  },
}

const atProvider: Record<string, string> = {
  keycloak: '在 Keycloak 里，给该客户端的 client scope 加一个指向该 API 的 Audience mapper。',
  auth0: '授权请求加上 audience=API_IDENTIFIER（Auth0）。',
  microsoft: '请求该 API 的 scope（api://APP_ID/SCOPE）；Entra 的一个令牌只给一个资源。',
  okta: '使用受众为该 API 的自定义授权服务器（Okta：“Security > API”）。',
}
