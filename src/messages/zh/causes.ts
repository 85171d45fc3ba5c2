import { advice, decoded, login, loginAt, signIn } from '../again.ts'
import { command } from '../../text/shell.ts'
import type { Catalogue } from '../catalogue.ts'
import { correctEndpoints } from '../endpoint-flag.ts'
import { zhAnswerCauses } from './answers.ts'
import { kind } from './kinds.ts'

const report = [advice`请把具体消息告知授权服务器的管理员；没有保存任何令牌`, decoded]
/** 需要查看具体消息的情形。 */
export const zhDistrust = [decoded, advice`弄清原因之前请不要信任这个授权服务器。下一步的命令会显示消息和令牌的内容；没有保存任何令牌。`]
const setClock = [advice`请与网络时间同步`, signIn]

/** 缺少时间时，没有写明的是什么。 */
const timeSaid: Partial<Record<string, string>> = {
  exp: '它何时失效', iat: '它何时签发', auth_time: '用户何时登录',
}

/** 缺少某个声明时，没有写明的是什么。 */
const saidBy: Partial<Record<string, string>> = {
  iss: '由谁签发', aud: '签发给谁', sub: '说的是哪个用户', client_id: '给哪个客户端',
}

/** 校验失败的具体原因：看到的不只是两个值不同。 */
export const zhCauses: Catalogue['causes'] = {
  ...zhAnswerCauses,
  'encryption-algorithm': name => ({ cause: `所用的加密算法是 ${name}。oauth-walk 不接受需要共享密钥的算法（dir、A…KW、PBES2），也不接受反复询问就能破解的 RSA1_5。`, next: advice`请在授权服务器上把该客户端的 …_encrypted_response_alg 设为 RSA-OAEP-256 或 ECDH-ES，把 …_encrypted_response_enc 设为 A256GCM` }),
  'claim-missing': name => ({ cause: `其中没有 ${name}，而这是必需的：没有写明${saidBy[name] ?? '它本应说明的内容'}。`, next: report }),
  compressed: () => ({ cause: '内容在加密之前被压缩过（zip）：长度会泄露内容，解压后也可能非常大，所以不解开。', next: advice`请让授权服务器不压缩就加密` }),
  'decryption-failed': () => ({ cause: '客户端有一把名称或类型相符的密钥，却解不开：内容是用别的密钥加密的，或者途中被改动。', next: [advice`请核对授权服务器注册的客户端 JWKS 与你的密钥；没有保存任何令牌`, login`-v`] }),
  'no-keys': () => ({ cause: '授权服务器公布的密钥集里没有密钥：列表是空的，或者其中没有一项是密钥（JSON 对象）。', next: report }),
  'no-key-set': () => ({ cause: '授权服务器的元数据没有写明密钥集地址（jwks_uri），因此无法验证它的签名。', next: advice`如果它公布了密钥，请用 --jwks-uri 给出地址` }),
  'no-such-kid': (count, kid) => ({ cause: `令牌指明的密钥是“${kid}”，而${count === '1' ? '那里唯一的密钥不是这个 kid' : `那里的 ${count} 个密钥都不是这个 kid`}。授权服务器用了没有公布的密钥签名，或者密钥集已经过时。`, next: report }),
  'algorithm-unannounced': (alg, accepted) => ({ cause: `签名算法是 ${alg}。它本身安全，但${accepted === '' ? '授权服务器元数据所列的算法，本次登录一个也不接受' : `本次登录只接受 ${accepted}`}。`, next: advice`请在授权服务器上把该客户端设为其中之一，或者让元数据列出实际使用的算法` }),
  'algorithm-unknown': alg => ({ cause: alg === '' ? '头部没有写明算法（alg），而这是必需的（RFC 7515 4.1.1）。' : `签名算法是 ${alg}，oauth-walk 无法验证。`, next: advice`请在授权服务器上把该客户端设为 RS256、PS256、ES256 或 EdDSA` }),
  'critical-extension': names => ({ cause: `头部要求读取者理解标准之外的扩展（crit：${names}）。oauth-walk 不理解，因此必须拒绝（RFC 7515 4.1.11）。签名本身没有验证。`, next: advice`请让授权服务器签名时不带 crit` }),
  'ambiguous-key': count => ({ cause: `令牌没有指明密钥（kid），而授权服务器有 ${count} 个密钥都符合。有多个密钥时必须给出 kid（OpenID Connect Core 10.1）。`, next: report }),
  'ambiguous-kid': (count, kid) => ({ cause: `授权服务器在同一个名字“${kid}”（kid）下公布了 ${count} 个密钥，无法判断用的是哪一个。`, next: report }),
  'key-too-short': (bits, least) => ({ cause: `授权服务器的 RSA 密钥只有 ${bits} 位；少于 ${least} 位不安全（RFC 7518 3.3）。`, next: advice`请让授权服务器的管理员换用更长的密钥；没有保存任何令牌` }),
  'key-of-another-kind': (algorithm, member) => ({ cause: `这个密钥不能用于 ${algorithm}：密钥集里写的是 ${member}。`, next: report }),
  'key-unusable': () => ({ cause: '密钥无法读取：成员（如 n 和 e，或 x 和 y）缺失或已损坏。', next: report }),
  'signature-wrong': () => ({ cause: '签名与授权服务器的密钥不符：令牌被改动过、是别人伪造的，或者授权服务器用旧名字公布了新密钥。', next: zhDistrust }),
  'clock-behind': seconds => ({ cause: `按响应头里的时间，本机时钟比授权服务器慢 ${seconds} 秒；按它的时钟，令牌是有效的。`, next: setClock }),
  'clock-ahead': seconds => ({ cause: `按响应头里的时间，本机时钟比授权服务器快 ${seconds} 秒；按它的时钟，令牌是有效的。`, next: setClock }),
  'clocks-agree': () => ({ cause: '按响应头里的时间，两边的时钟一致。所以是授权服务器签发令牌时用了另一个时间，或者令牌被截留过。', next: report }),
  'sign-in-over': () => ({ cause: '你在身份提供方的登录已经失效：只有 ID 令牌有效时，它才为你作证。', next: advice`请重新在身份提供方登录，或把新的 ID 令牌写入文件` }),
  milliseconds: claim => ({ cause: `${claim} 按毫秒计就对得上，而它必须以秒计（RFC 7519 第 2 节 NumericDate）：授权服务器用错了单位。`, next: advice`请让授权服务器以秒为单位写时间；没有保存任何令牌` }),
  'expires-before-issued': () => ({ cause: 'exp 不晚于 iat：按令牌自己的时间，它在签发时就已经过期，与时钟无关。', next: report }),
  'sign-in-ahead': () => ({ cause: '按本机时钟，auth_time 还没有到：不可能有人在那时登录过。', next: setClock }),
  'plain-beside-signed': names => ({ cause: `签名的响应旁边还有没有签名的参数：${names}。它们可能是送来响应的人加上的；签名的响应必须单独出现（JARM 2.3）。没有使用任何内容。`, next: zhDistrust }),
  'token-of-no-use': () => ({ cause: '授权服务器的响应自相矛盾：issued_token_type 称其为访问令牌，token_type 的 N_A 却表示它不能当访问令牌用（RFC 8693 2.2.1）。', next: advice`请向授权服务器的管理员反馈。使用 --format bare 或 json 可原样输出该令牌` }),
  'token-unbound': () => ({ cause: '请求带了证明，返回的令牌却是 Bearer：它没有绑定密钥，谁拿到谁就能访问（RFC 9449 5）。', next: advice`请让授权服务器绑定该客户端的令牌（dpop_bound_access_tokens）。若不需要绑定：去掉 --dpop，或在配置里有它时设置 OAUTH_WALK_DPOP=0` }),
  'party-added': client => ({ cause: `azp 写的是本客户端（${client}），令牌确实是你的。但首个 ID 令牌没有 azp，刷新得到的就不能有（OpenID Connect Core 12.2）。已保存的会话保持不变。`, next: advice`请让授权服务器去掉 azp，或者在每个 ID 令牌中都写；然后重新登录` }),
  'several-audiences': count => ({ cause: `令牌有 ${count} 个受众，其中包括本客户端，但没有用 azp 说明是为谁签发的（OpenID Connect Core 3.1.3.7 第 4 条）。`, next: advice`请让授权服务器在 aud 中只写本客户端，或者同时写明 azp；没有保存任何令牌` }),
  'other-authorized-party': (count, party) => ({ cause: `令牌有 ${count} 个受众，其中包括本客户端，但 azp 表明它是为“${party}”签发的。`, next: zhDistrust }),
  'other-type': type => ({ cause: `这里应当是字符串，而授权服务器给的是${kind(type)}。`, next: advice`请向授权服务器反馈；没有保存任何令牌` }),
  'no-time': name => ({ cause: `${name} 必须是以秒计的数字，这里却缺失或不是数字：没有写明${timeSaid[name] ?? '它何时生效'}。`, next: report }),
  'began-elsewhere': () => ({ cause: '使用 --listen 时，其他机器也可能访问到这里，所以只认从第 2 步显示的地址开始登录的浏览器。其中的内容没有被使用。', next: [advice`请在要登录的浏览器中打开程序显示的地址`, signIn] }),
  'not-yet': seconds => ({ cause: `按本机时钟，它要在 ${seconds} 秒后才生效（nbf）。`, next: setClock }),
  'member-no-text': (name, type) => ({ cause: `${name} 在这里应当是字符串，${type === 'missing' ? '却没有给出' : type === 'empty' ? '却是空的' : `实际却是${kind(type)}`}。`, next: report }),
  'member-no-list': (name, type) => ({ cause: `元数据里的 ${name} 应当是字符串列表，实际却是${kind(type)}（RFC 8414 2）。`, next: report }),
  'member-not-printable': (name, character) => ({ cause: `${name} 里有 ${character}，而这里只允许可打印的 ASCII 字符。`, next: report }),
  'member-too-long': (name, count, most) => ({ cause: `${name} 有 ${count} 个字符，而这里最多允许 ${most} 个。`, next: report }),
  'jwt-characters': character => ({ cause: `其中有 ${character}。带签名的 JWT 只由字母、数字、“-”、“_”和两个点组成（RFC 7515 7.1）：前后被加了东西，或者途中被改动。`, next: report }),
  'address-with': (name, part) => ({ cause: part === 'fragment' ? `${name} 里有 #，其后的内容不会送到服务器（RFC 6749 3.1 和 3.2 不允许）。` : `${name} 里有用户名或密码（@ 之前），它们会被发送出去，看到地址的人也都能看到。`, next: advice`请更正授权服务器的元数据，或用相应的选项自行指定该端点` }),
  'named-by-resource': (name, url) => ({ cause: name === 'resource_metadata' ? '这个地址来自资源的质询（resource_metadata），不能向它发送请求。' : '这个地址来自资源的元数据（authorization_servers），不能向它发送请求。', next: [name === 'resource_metadata' ? advice`请更正服务器质询（WWW-Authenticate）里的 resource_metadata` : advice`请更正资源元数据里的 authorization_servers`, command`oauth-walk check ${url}`] }),
  'issuer-loopback': came => ({ cause: `它自称 ${came}：这是本机的另一个名称。issuer 逐字比较（RFC 8414 3.3）。`, next: loginAt(came) }),
  'issuer-named-by-resource': (named, came) => ({ cause: `资源的元数据在 authorization_servers 里写的是 ${named}，而它自称 ${came}。没有任何一方说明两者是同一个：混淆攻击（mix-up）就是这样开始的。`, next: advice`在资源的元数据里，authorization_servers 须与授权服务器的 issuer 一字不差` }),
  'resource-other-scheme': came => ({ cause: `它写的是 ${came}，地址相同而协议不同：TLS 代理之后的服务器看到的是 http，并照样发布出来。`, next: advice`请在服务器上配置它的公开地址，或让它读取代理的 X-Forwarded-Proto` }),
  'resource-elsewhere-here': (asked, came) => ({ cause: `${asked} 上什么也没有（404），而这台主机的元数据描述的是 ${came}：地址可能输错了。`, next: loginAt(came) }),
  'challenge-address-relative': (address, url) => ({ cause: `资源的质询里是相对地址：resource_metadata="${address}"。必须写绝对地址（RFC 9728 5.1）。`, next: [advice`请在服务器的质询中改成绝对地址：客户端看到的协议、主机和路径`, command`oauth-walk check ${url}`] }),
  'issuer-respelt': came => ({ cause: '授权服务器公布的 issuer 写法不同（末尾斜杠、大小写或端口），而 issuer 必须逐个字符一致。', next: loginAt(came) }),
  'issuer-missing': asked => ({ cause: '这份文档没有写明签发者（缺少 issuer），无法确认它描述的就是所请求的签发者。', next: advice`请让授权服务器在元数据中公布 issuer，与 ${asked} 逐字一致` }),
  'endpoint-unsafe': (...members) => ({ cause: `授权服务器的元数据或端点选项为 ${members.join('、')} 给出的地址不安全，授权码、密钥、令牌和浏览器都不能送到那里。`, next: correctEndpoints(members, { flags: named => advice`请更正授权服务器的元数据，或用 ${named.join(' 和 ')} 给出正确的地址`, none: advice`请更正授权服务器的元数据` }) }),
  'issuer-slash': () => ({ cause: '两者只差末尾的斜杠：授权服务器的元数据与令牌中，issuer 的写法不一致。', next: advice`请在授权服务器上把两处的 issuer 写成逐字符一致；没有保存任何令牌` }),
  'issuer-guessed': (endpoint, came = '') => ({ cause: `没有指定 issuer，只能以令牌端点（${endpoint}）的源作为预期值，而授权服务器的 issuer 可能另有写法。收到的值与预期不同，因此不予采信，也没有保存任何令牌。`, next: came === '' ? [advice`请在授权服务器的文档中查找 issuer`, login`--issuer URL`] : [advice`如果授权服务器的文档也这样写，请指定它`, login`--issuer ${came}`] }),
  'state-left-out': () => ({ cause: '授权服务器没有带回 state，无法证明这个响应属于本次登录。', next: [advice`请让授权服务器原样带回 state`, signIn] }),
  'answer-behind-hash': () => ({ cause: '响应放在了地址的 # 之后。浏览器不会把这部分发出去，登录收不到任何内容，只会一直等待。', next: advice`请让授权服务器把响应放在 query 中（response_mode=query，即 code 的默认方式）` }),
  'answer-signed': () => ({ cause: '响应是签名的，放在 response 参数中（JARM），而请求没有要求它。没有要求它的登录读不了它。', next: login`--response-mode jwt` }),
  'state-of-another': () => ({ cause: '授权服务器带回的 state 与收到的不同。登录时会忽略这样的响应，继续等待。', next: [advice`请让授权服务器原样带回 state`, signIn] }),
  'invisible-characters': () => ({ cause: '两者只差看不见的字符（两端的空白或零宽字符，显示为 ⟨U+…⟩）。', next: [advice`请在填写该值的地方（本机或授权服务器）删掉它们`, signIn] }),
}
