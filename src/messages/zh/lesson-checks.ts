import type { Lessons } from '../lessons.ts'
import { zhFapi2Lessons } from './fapi2.ts'
import { zhDocumentLessons } from './registration.ts'
import { zhGrantLessons } from './grant.ts'
import { zhResourceLessons } from './resource.ts'

const prevents = (attack: string, protects = '流程到此为止，什么都不会保存。') => ({ seenBy: '客户端', protects, attack })

/** 每一项校验防止什么。 */
export const zhLessonChecks: Lessons['checks'] = {
  ...zhFapi2Lessons, ...zhDocumentLessons, ...zhResourceLessons, ...zhGrantLessons,
  'issuer-identical': prevents('攻击者用伪造的元数据把授权码和密钥引到别处（mix-up）'),
  'endpoints-safe': prevents('授权码、密钥或令牌未经加密就在网络上传输'),
  'start-address': prevents('本机的其他用户替你登录'),
  'response-signature': prevents('别人伪造的、或在浏览器途中被改动的授权响应'),
  'response-jwt-issuer': prevents('另一个授权服务器的响应（混淆攻击）'),
  'response-jwt-audience': prevents('为另一个客户端签发的响应'),
  'response-jwt-expiry': prevents('别人留存的旧响应'),
  'same-browser': prevents('由另一个浏览器带来的响应'),
  state: prevents('由别人的链接或网页带来的响应（CSRF）'),
  'parameters-once': prevents('同名参数出现两次，不同的程序各取一个'),
  'response-issuer': prevents('另一个授权服务器的响应，以及授权码被发到错误的地方（mix-up）'),
  'code-or-error': prevents('用不是授权码的东西去换令牌'),
  'no-token-in-front-channel': prevents('令牌留在历史记录和日志里'),
  'access-token-characters': prevents('令牌把换行符带进请求头'),
  'token-type': prevents('以错误的方式使用令牌'),
  'id-token-present': prevents('没有任何证明的登录'),
  decryption: prevents('途中的代理、日志或浏览器历史记录看到令牌和数据'),
  'id-token-encryption': prevents('不按注册方式加密、来历不明的 ID 令牌'),
  'id-token-readable': prevents('使用无法验证的令牌'),
  'id-token-algorithm': prevents('没有签名，或者签名谁都能伪造的令牌'),
  'id-token-issuer': prevents('攻击者从另一个授权服务器得到的令牌'),
  'id-token-audience': prevents('你交给另一个客户端、又被对方拿到这里使用的令牌'),
  'id-token-authorized-party': prevents('颁发给另一个客户端的令牌'),
  'id-token-expiry': prevents('旧令牌落到别人手里再被使用'),
  'id-token-issued-at': prevents('令牌被截留一段时间之后再使用'),
  'id-token-not-before': prevents('尚未生效的令牌'),
  'id-token-nonce': prevents('把另一次登录的令牌拿来重放'),
  'id-token-subject': prevents('没有指明用户的登录'),
  'id-token-auth-time': prevents('登录时间太久，坐在那里的可能已经是别人'),
  'id-token-access-token-hash': prevents('访问令牌被替换成另一个'),
  'id-token-signature': prevents('伪造或篡改的令牌'),
  'userinfo-subject': prevents('拿到另一个用户的数据（令牌替换）'),
  'userinfo-issuer': prevents('别的授权服务器的说法顶替这一个的'),
  'userinfo-audience': prevents('为另一个客户端签发的响应'),
  'userinfo-expiry': prevents('把旧的响应再用一次'),
  'userinfo-signature': prevents('被篡改的数据'),
}
