import { command } from '../../text/shell.ts'
import { advice, login, loginAt, signIn } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { zhDistrust } from './causes.ts'
import { zhFapi2Checks } from './fapi2.ts'
import { zhDocumentChecks } from './registration.ts'
import { zhGrantChecks } from './grant.ts'
import { zhResourceChecks } from './resource.ts'

const clock = [advice`请核对本机与授权服务器的时间`, command`date -u`]

export const zhChecks: Catalogue['checks'] = {
  ...zhFapi2Checks, ...zhDocumentChecks, ...zhResourceChecks, ...zhGrantChecks,
  'issuer-identical': { title: '元数据属于所请求的 issuer', cause: 'issuer 的写法不一致（末尾斜杠、大小写、端口），或者这份元数据属于另一个授权服务器：混淆攻击（mix-up）就是这样开始的。', next: [advice`请严格按照授权服务器公布的写法填写 issuer`, loginAt('ISSUER')] },
  'endpoints-safe': { title: '所有端点都是 https 或本机地址', cause: '授权服务器的元数据或某个端点选项给出了不安全的地址，授权码、密钥和浏览器都不能送到那里。', next: advice`请更正授权服务器的元数据，或用 --authorization-endpoint 和 --token-endpoint 自行指定端点` },
  'start-address': { title: '只有打开的那个浏览器访问过起始地址', cause: '除了你的浏览器，还有别人访问过本次登录的起始地址：可能是本机的其他用户（他们能看到启动浏览器的命令行），也可能是你自己的另一个浏览器。先访问的人可能已经用自己的账号登录。什么都没有保存。使用 --open-via-file，其他用户就无法跟随；使用 --no-open，则由你自己打开显示的地址。', next: login`--open-via-file` },
  'response-mode': { title: '响应按要求的方式返回', cause: '授权服务器忽略了 response_mode：很多服务器不支持 form_post，也有的只支持 form_post。', next: [login`--response-mode query`, login`--response-mode form_post`] },
  'response-algorithm': { title: '授权响应的签名算法在此是安全的', cause: '从不接受 none 和 HMAC：任何人，或者持有客户端密钥的人，都可能签出这样的响应。', next: advice`请在授权服务器上把该客户端的授权响应签名算法改为 RS256、PS256、ES256 或 EdDSA` },
  'response-signature': { title: '授权响应由授权服务器的密钥签名', cause: '请求的是签名的响应，而收到的没有签名、途中被改动，或者由别的密钥签名。', next: zhDistrust },
  'response-jwt-issuer': { title: '签名的授权响应来自所请求的 issuer', cause: '响应由另一个授权服务器签发（混淆攻击），或者缺少 iss。', next: zhDistrust },
  'response-jwt-audience': { title: '签名的授权响应是发给本客户端的', cause: '响应是为另一个客户端签发的，或者缺少 aud。', next: zhDistrust },
  'response-jwt-expiry': { title: '签名的授权响应在有效期内', cause: '响应太旧，或者两边的时钟不一致。', next: clock },
  'same-browser': { title: '带回响应的就是打开的那个浏览器', cause: '带回这个响应的不是打开的那个浏览器，而是本机其他用户的程序，或者另一个浏览器（如果是你自己的，它没有前一个浏览器的 Cookie）。其中的内容没有被使用。要在别的浏览器中登录，请用 --no-open 自己打开显示的地址，或者用 --paste 粘贴返回的地址。', next: login`--no-open` },
  state: { title: 'state 与发出的一致', cause: '授权服务器没有带回 state，也没有别的东西能证明这个响应属于你：任何网页都可能伪造它。由程序打开的浏览器可以证明（不要加 --no-open）；在终端中运行时会询问你。', next: signIn },
  'parameters-once': { title: '响应中每个参数只出现一次', cause: '有人额外塞入了一个值，或者授权服务器实现有误。', next: signIn },
  'response-issuer': { title: '响应中的 iss 就是所请求的 issuer', cause: '作出响应的不是所请求的那个授权服务器（mix-up），或者授权服务器声明会返回 iss 却没有返回。', next: zhDistrust },
  'code-or-error': { title: '响应中有授权码或错误码', cause: '授权服务器重定向回来时既没有同意也没有拒绝，或者授权码格式不对。', next: signIn },
  'no-token-in-front-channel': { title: '没有令牌经过浏览器', cause: '请求的只是授权码，授权服务器却把令牌放进了地址里。', next: advice`请在授权服务器上把该客户端设为授权码流程` },
  'access-token-characters': { title: '令牌由可打印的 ASCII 字符组成', cause: '有令牌过长，或含有可打印 ASCII 之外的字符。', next: zhDistrust },
  'token-type': { title: '令牌类型是客户端能用的', cause: '授权服务器给令牌加了客户端没有请求过的绑定。', next: advice`请让授权服务器为该客户端颁发 Bearer 令牌` },
  'id-token-present': { title: '收到了 ID 令牌', cause: '请求了 openid，但授权服务器没有把该客户端当作 OpenID 客户端。', next: [advice`请为该客户端启用 OpenID Connect，或不请求 openid`, login`--scope ""`] },
  decryption: { title: '收到的加密内容能用客户端的密钥解开', cause: '内容是用别的密钥加密的，或者途中被改动。', next: zhDistrust },
  'id-token-encryption': { title: 'ID 令牌按客户端注册的方式加密', cause: '令牌没有加密，或者所用算法与 --id-token-encrypted-response-alg 不同：可能出自他人之手，也可能是注册信息已经变更（OpenID Connect Core 3.1.3.7 规则 1）。', next: advice`请在授权服务器上设置该客户端的 id_token_encrypted_response_alg，或者去掉 --id-token-encrypted-response-alg` },
  'id-token-readable': { title: 'ID 令牌是带签名的 JWT', cause: '令牌已损坏，或者不是带签名的 JWT：头部、声明和签名三段，中间用点隔开。', next: advice`请让授权服务器为该客户端的 ID 令牌签名` },
  'id-token-algorithm': { title: 'ID 令牌的签名算法在授权服务器公布的范围内', cause: 'none 和 HMAC 一律不接受；其他算法只有在授权服务器的元数据中列出才接受；使用 --fapi2 时，只接受 PS256、ES256 和 EdDSA。', next: advice`请把该客户端的 id_token_signed_response_alg 设为预期算法之一` },
  'id-token-signature': { title: 'ID 令牌由授权服务器的签名密钥签名', cause: '令牌被篡改或出自他人之手，或者授权服务器公布的密钥与实际签名用的不是同一组。', next: zhDistrust },
  'id-token-issuer': { title: 'ID 令牌由该授权服务器签发', cause: '令牌由另一个授权服务器签发，或者 issuer 的写法不一致。', next: zhDistrust },
  'id-token-audience': { title: 'ID 令牌是签发给本客户端的', cause: '这里的 client_id 属于另一个注册，或者授权服务器往 aud 里写了别的值（例如受众映射）。', next: zhDistrust },
  'id-token-authorized-party': { title: 'ID 令牌的被授权方（azp）是本客户端', cause: '令牌是签发给另一个客户端的。', next: zhDistrust },
  'id-token-expiry': { title: 'ID 令牌没有过期', cause: '令牌太旧，或者两边的时钟不一致。', next: clock },
  'id-token-issued-at': { title: 'ID 令牌是刚刚签发的', cause: '令牌被截留了一段时间，或者两边的时钟不一致。', next: clock },
  'id-token-not-before': { title: 'ID 令牌已经生效', cause: '两边的时钟不一致。', next: clock },
  'id-token-nonce': { title: 'ID 令牌对应本次登录（nonce）', cause: '令牌是为另一次登录签发的（重放），或者授权服务器改动了 nonce，而它必须原样放回。', next: zhDistrust },
  'id-token-subject': { title: 'ID 令牌指明了用户', cause: 'sub 必须是 1 到 255 个可打印的 ASCII 字符，而这里不是。', next: advice`请向授权服务器的运营方反馈：OpenID Connect Core 第 2 节要求必须有 sub` },
  'id-token-auth-time': { title: '用户登录的时间足够近', cause: '指定了 --max-age，但授权服务器没有要求用户重新登录。', next: login`--prompt login` },
  'id-token-access-token-hash': { title: '访问令牌与 ID 令牌相符（at_hash）', cause: '访问令牌在途中被替换成了另一个。', next: zhDistrust },
  'userinfo-subject': { title: 'userinfo 说的就是登录的用户', cause: '资源服务器返回的是另一个用户的信息。', next: zhDistrust },
  'userinfo-issuer': { title: '签名的 userinfo 由该授权服务器签发', cause: '响应由另一个授权服务器签发，或者 issuer 的写法不同。', next: zhDistrust },
  'userinfo-audience': { title: '签名的 userinfo 是发给本客户端的', cause: '响应是为另一个客户端签发的。', next: zhDistrust },
  'userinfo-expiry': { title: '签名的 userinfo 现在有效', cause: '响应已经过时，或者两边的时钟不一致。', next: clock },
  'userinfo-algorithm': { title: 'userinfo 的签名算法在授权服务器公布的范围内', cause: 'none 和 HMAC 一律不接受；其他算法只有在授权服务器的元数据中列出才接受；使用 --fapi2 时，只接受 PS256、ES256 和 EdDSA。', next: advice`请把该客户端的 userinfo_signed_response_alg 设为预期算法之一` },
  'introspection-type': { title: '签名的响应是内省响应（typ）', cause: '返回的是授权服务器签发的另一种 JWT。', next: zhDistrust },
  'introspection-algorithm': { title: '内省响应的签名算法在此是安全的', cause: '从不接受 none 和 HMAC：任何人，或者持有客户端密钥的人，都可能签出这样的响应。', next: advice`请把该客户端的 introspection_signed_response_alg 设为预期算法之一` },
  'introspection-signature': { title: '内省响应由授权服务器的密钥签名', cause: '响应被篡改，或者是用别的密钥签名的。', next: zhDistrust },
  'introspection-issuer': { title: '内省响应来自所请求的 issuer', cause: '响应由另一个授权服务器签发，或者缺少 iss。', next: zhDistrust },
  'introspection-audience': { title: '内省响应是发给本客户端的', cause: '响应是为另一个客户端签发的，或者缺少 aud。', next: zhDistrust },
  'userinfo-signature': { title: 'userinfo 由授权服务器的签名密钥签名', cause: '响应被篡改，或者是用别的密钥签名的。', next: zhDistrust },
  'issued-token-type': { title: '响应说明了签发的是哪种令牌', cause: '响应缺少 issued_token_type，而 RFC 8693 2.2.1 要求必须有；没有它，就无法知道这个令牌能做什么。', next: advice`请向授权服务器的管理员反馈：它不符合 RFC 8693` },
  'refreshed-subject': { title: '刷新得到的令牌属于同一用户', cause: '授权服务器返回了另一个用户的令牌。已保存的会话保持不变。', next: signIn },
  'refreshed-audience': { title: '刷新得到的 ID 令牌属于同一客户端', cause: '授权服务器返回了另一个客户端的令牌。已保存的会话保持不变。', next: signIn },
  'refreshed-authorized-party': { title: '刷新得到的 ID 令牌的被授权方（azp）不变', cause: '令牌是签发给另一个客户端的。已保存的会话保持不变。', next: signIn },
  'refreshed-nonce': { title: '刷新得到的 ID 令牌带的是登录时的 nonce', cause: '令牌属于另一次登录。已保存的会话保持不变。', next: signIn },
  'refreshed-auth-time': { title: '刷新得到的 ID 令牌对应同一次登录', cause: '刷新不应改变用户的登录时间。', next: signIn },
}
