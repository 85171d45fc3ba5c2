import type { enRequestObjectReadings } from '../en/explain-request-objects.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'
import { zhSpan } from './telling.ts'

/** 关于请求对象的说法。 */
export const zhRequestObjectReadings: Record<keyof typeof enRequestObjectReadings, ReadingSentences> = {
  'request-nested': {
    said: d => `请求对象里又有 ${text(d['nested'])}`,
    why: () => '请求对象不得再引用另一个。',
    fix: () => '从它的声明里去掉 request 和 request_uri。',
  },
  'request-client-missing': {
    said: () => '请求对象没有 client_id',
    why: () => '服务器只取请求对象里的参数，而 client_id 在其中是必需的。',
    fix: () => '把 client_id 写进声明，并在地址里也写一次。',
  },
  'request-client-differs': {
    said: d => `地址里的 client_id（${text(d['beside'])}）与请求对象里的（${text(d['client'])}）不同`,
    why: () => '两者必须相同，否则服务器拒绝请求。',
    fix: () => '两处发送同一个 client_id。',
  },
  'request-issuer': {
    said: d => `请求对象的 iss 是 ${text(d['iss'])}，不是客户端 ${text(d['client'])}`,
    why: () => '请求对象由客户端生成并签名：iss 是 client_id。',
    fix: () => '把 iss 设为 client_id，把 aud 设为授权服务器的颁发者。',
  },
  'request-audience-missing': {
    said: () => '请求对象没有受众（aud）',
    why: () => '没有 aud，它可能被拿到同一客户端的另一家授权服务器使用。FAPI 要求它。',
    fix: () => '把 aud 设为授权服务器的颁发者。',
  },
  'request-as-assertion': {
    said: d => `请求对象带有 sub，而且就是 client_id（${text(d['client'])}）`,
    why: () => '这样它能被当作客户端断言：看到地址的人就能在令牌端点冒充客户端。',
    fix: () => '去掉 sub，并把 typ 设为 oauth-authz-req+jwt。',
  },
  'request-long-lived': {
    said: d => `请求对象的有效期是 ${zhSpan(d['lives'])}`,
    why: () => 'FAPI 要求 nbf 与 exp 相隔至多一小时。更长的可以重放。',
    fix: () => '把 exp 设为 nbf 之后几分钟。',
  },
  'request-beside-ignored': {
    said: d => `地址里的参数与请求对象里的不同：${text(d['names'])}`,
    why: () => '服务器只取请求对象里的；旁边的没有签名，不算数。',
    fix: () => '所有参数都放进请求对象，外面只留 client_id（以及 OpenID 要求的）。',
  },
}
