import { advice, login, loginWith } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { fapi2Ways, type Fapi2Check } from '../fapi2.ts'
import { command } from '../../text/shell.ts'
import { text } from '../chinese-text.ts'
import type { Lessons } from '../lessons.ts'

const own = '授权服务器的元数据表明它在这一点上不符合 FAPI 2.0。还没有人登录。请联系授权服务器，或去掉 --fapi2 再登录。'
const without = loginWith(command``, ['--fapi2'])

export const zhFapi2Checks: Pick<Catalogue['checks'], Fapi2Check> = {
  'fapi2-pushed-requests': { title: '授权请求可以推送（FAPI 2.0）', cause: own, next: [login`--pushed-authorization-request-endpoint URL`, without] },
  'fapi2-pkce': { title: '使用 S256 的 PKCE（FAPI 2.0）', cause: own, next: without },
  'fapi2-response-issuer': { title: '授权响应写明签发者（FAPI 2.0，RFC 9207）', cause: '授权服务器没有声明会在响应中写明 iss，或者这个响应没有写。没有 iss 就无法识别来自别的授权服务器的响应（混淆攻击）。', next: without },
  'fapi2-client-authentication': { title: '客户端以密钥对或证书证明身份（FAPI 2.0）', cause: own, next: without },
  'fapi2-sender-constraint': { title: '访问令牌绑定到客户端的密钥或证书（FAPI 2.0）', cause: '没有绑定的令牌，谁偷到谁就能用。使用证书而没有 --dpop 时，授权服务器必须把令牌绑定到证书。', next: [login`--dpop`, without] },
  'fapi2-algorithm': { title: '签名使用 PS256、ES256 或 EdDSA（FAPI 2.0）', cause: 'FAPI 2.0 不允许其他算法。', next: [advice`请在授权服务器上修改算法`, without] },
  'fapi2-signed-request': { title: '请求对象写明了生效与失效时间（FAPI 2.0 Message Signing）', cause: '缺少 nbf 或 exp，或者两者相差超过一小时。', next: without },
  'fapi2-signed-response': { title: '授权服务器会对授权响应签名（FAPI 2.0 Message Signing）', cause: own, next: [login`--fapi2 security`, without] },
  'token-confirmation': { title: '访问令牌绑定的是本客户端的密钥或证书', cause: '令牌（cnf）写明它绑定的是另一个密钥或证书：它属于别人，或者途中有设备出示了自己的证书。', next: advice`请告知授权服务器；这个令牌没有被使用` },
}

export const zhFapi2Words: Pick<Catalogue['checkWords'], Fapi2Check> = {
  'fapi2-pushed-requests': { noun: '推送请求', wrong: '授权服务器不接受推送的授权请求' },
  'fapi2-pkce': { noun: 'PKCE', wrong: '不支持 S256 的 PKCE' },
  'fapi2-response-issuer': { noun: '签发者', wrong: '授权服务器的响应没有写明签发者' },
  'fapi2-client-authentication': { noun: '客户端认证', wrong: '授权服务器既不接受客户端密钥对，也不接受证书' },
  'fapi2-sender-constraint': { noun: '令牌绑定', wrong: '访问令牌没有绑定到客户端' },
  'fapi2-algorithm': { noun: '算法', wrong: 'FAPI 2.0 不允许这个算法' },
  'fapi2-signed-request': { noun: '请求对象', wrong: '请求对象没有写明有效期' },
  'fapi2-signed-response': { noun: '签名响应', wrong: '授权服务器不对响应签名' },
  'token-confirmation': { noun: '绑定确认', wrong: '访问令牌绑定的是另一个密钥或证书' },
}

const prevents = (attack: string, protects = '流程到此为止，什么都不保存。') => ({ seenBy: '客户端', protects, attack })

export const zhFapi2Lessons: Pick<Lessons['checks'], Fapi2Check> = {
  'fapi2-pushed-requests': prevents('在浏览器中读取或篡改授权请求'),
  'fapi2-pkce': prevents('别人兑换偷来的授权码'),
  'fapi2-response-issuer': prevents('别的授权服务器的响应（混淆攻击）'),
  'fapi2-client-authentication': prevents('泄露的客户端密钥被别人使用'),
  'fapi2-sender-constraint': prevents('别人使用偷来的令牌'),
  'fapi2-algorithm': prevents('看似可靠、实则较弱的签名'),
  'fapi2-signed-request': prevents('重复使用旧的授权请求'),
  'fapi2-signed-response': prevents('经过浏览器时被篡改的授权响应'),
  'token-confirmation': prevents('把别人的令牌冒充成你的'),
}

const from: Readonly<Record<string, string>> = { flag: '命令行', environment: '环境变量', profile: '配置' }
const source = (name: unknown) => from[text(name)] ?? text(name)
const lacks = (d: Readonly<Record<string, unknown>>) => text(d['algorithms'])
  ? `密钥的签名算法是 ${text(d['algorithms'])}，而 FAPI 2.0 只允许 PS256、ES256 和 EdDSA`
  : d['has_secret'] ? '只有客户端密钥（client secret），而 FAPI 2.0 不允许客户端发送它' : '既没有私钥，也没有证书'

export const zhFapi2Failures: Pick<Catalogue['failures'], 'fapi2-contradicted' | 'fapi2-client'> = {
  'fapi2-contradicted': d => ({ message: `${text(d['setting'])}${d['value'] === null || d['value'] === undefined ? '' : ` ${text(d['value'])}`} 与 --fapi2 ${text(d['profile'])} 相互矛盾`, cause: `${text(d['clause'])} 不允许这样。${text(d['setting'])} 来自${source(d['source'])}${d['profile_source'] === undefined ? '' : `，--fapi2 来自${source(d['profile_source'])}`}。`, next: fapi2Ways(d) }),
  'fapi2-client': d => ({ message: d['lacks'] === 'key' ? `--fapi2 ${text(d['profile'])} 要求客户端用私钥对请求签名` : `--fapi2 ${text(d['profile'])} 要求客户端以私钥或证书证明身份`, cause: `目前${lacks(d)}。请在授权服务器上注册公钥，再指定私钥。`, next: [command`oauth-walk key create`, loginWith(command`--client-key default`, ['--client-secret-file']), ...d['lacks'] === 'key' ? [] : [loginWith(command`--tls-cert FILE --tls-key FILE`, ['--client-secret-file'])]] }),
}

export const zhFapi2Findings = {
  'fapi2-lifetime': (d: Readonly<Record<string, unknown>>) => `推送的授权请求有效 ${text(d['seconds'])} 秒；FAPI 2.0 Security Profile 5.3.2.2 要求少于 ${text(d['most'])} 秒。`,
  'token-bound-to-certificate': () => '授权服务器声明会把访问令牌绑定到客户端证书；这个令牌是否绑定，从令牌里读不出来。',
  'token-not-bound-to-certificate': () => '授权服务器声明会把访问令牌绑定到客户端证书，而这个令牌没有写明任何证书（RFC 8705 3.1）：谁拿到谁就能访问。',
  'token-names-no-key': () => '令牌类型是 DPoP，但访问令牌是 JWT，其中没有写明密钥（cnf 的 jkt，RFC 9449 6.1）。只看 JWT 的资源服务器不需要证明就会接受它，谁拿到谁就能用。',
}
