import type { enKeyReadings } from '../en/explain-keys.ts'
import type { ReadingSentences } from '../explain.ts'
import { exact, text } from '../chinese-text.ts'
import { zhDifference } from './explain-differences.ts'

/** 关于密钥集的说法。 */
export const zhKeyReadings: Record<keyof typeof enKeyReadings, ReadingSentences> = {
  'key-private': {
    said: d => `密钥集里有私钥：${text(d['keys'])}（${text(d['members'])}）`,
    why: () => '拿到私钥的人能以授权服务器的名义签发令牌。公开的密钥集只能有公钥成员。',
    fix: () => '立即停用该密钥，生成新的密钥对，只公开 n 和 e（或 x 和 y）。它签过的令牌都当作伪造。',
  },
  'key-shared': {
    said: d => `密钥集里有共享密钥（kty oct，k）：${text(d['keys'])}`,
    why: () => '对称密钥既能验证也能签名：谁读到密钥集谁就能伪造令牌。',
    fix: () => '把它去掉，更换密钥，只公开公钥（RSA、EC、OKP）。',
  },
  'kid-unknown': {
    said: d => `没有匹配的密钥：令牌的 kid 是 ${text(d['kid'])}，密钥集里没有（有 ${text(d['kids']) || '零个 kid'}）`,
    why: d => d['near']
      ? '两者看着像，却不是同一文本。密钥取自错误的地址，或者令牌和密钥按不同的规则命名。'
      : d['isThumbprint']
        ? '令牌用指纹（x5t）称呼密钥，而密钥集里是另一个 kid。'
        : '要么授权服务器轮换了密钥而这些是旧的（缓存），要么它们属于另一个颁发者、realm、租户或环境。',
    fix: d => `按令牌颁发者${d['issuer'] ? `（${text(d['issuer'])}）` : ''}的元数据取 jwks_uri${d['url'] ? `；这些密钥来自 ${text(d['url'])}` : ''}。遇到不认识的 kid，先重新取一次密钥再拒绝。`,
  },
  'kid-missing': {
    said: d => `令牌没有 kid，而密钥集里有 ${text(d['count'])} 把密钥都适合 ${text(d['alg'])}`,
    why: () => '有多把密钥时必须有 kid：验证方不知道用哪把，许多不会逐一尝试。',
    fix: () => '让授权服务器在令牌头部写 kid，或每种算法只公开一把密钥。',
  },
  'no-key-fits': {
    said: d => `密钥集里没有适合令牌算法（${text(d['alg'])}）的密钥：${text(d['keys'])}`,
    why: () => '每把密钥的类型、曲线、use 或 alg 都说明它不可能签过这个令牌。',
    fix: () => '取令牌颁发者的密钥；公开签名密钥时写 use “sig” 和正确的 alg。',
  },
  'key-of-another-kind': {
    said: d => `密钥 ${text(d['kid'])} 不可能用 ${text(d['alg'])} 签名：${text(d['because'])}`,
    why: d => /^use=enc/.test(text(d['because']))
      ? '它是加密用的密钥（use “enc”），不是签名用的（use “sig”）。验证方不会使用。'
      : /^crv/.test(text(d['because']))
        ? '密钥的曲线与算法不匹配：ES256 对 P-256，ES384 对 P-384，ES512 对 P-521。'
        : '密钥与令牌的算法不匹配，没有验证方会用它。',
    fix: () => '让授权服务器用公开的签名密钥签名，并在头部写它的 kid 和 alg。',
  },
  'kid-ambiguous': {
    said: d => `密钥集里有 ${text(d['count'])} 把密钥的 kid 都是令牌的 ${text(d['kid'])}，也都适合它的算法`,
    why: () => 'kid 必须指明是哪一把。验证方取第一把或拒绝：登录时好时坏。',
    fix: () => '给每把密钥各自的 kid。',
  },
  'kid-twice': {
    said: d => `kid 重复：${text(d['kids'])}`,
    why: () => 'kid 在一个密钥集里必须唯一。验证方取第一把，或都拒绝：轮换之后签名验证失败。',
    fix: () => '生成密钥时给新的 kid，例如它的指纹（RFC 7638）。',
  },
  'keys-without-kid': {
    said: d => `密钥集里有 ${text(d['count'])} 把密钥没有 kid`,
    why: () => '有多把密钥时，验证方不知道令牌是哪把签的。',
    fix: () => '给每把密钥一个 kid，并写进令牌头部。',
  },
  'key-set-empty': {
    said: d => `密钥集是空的：没有密钥${d['url'] ? `（${text(d['url'])}）` : ''}`,
    why: () => '任何签名都无法验证：每次登录都报找不到密钥。',
    fix: () => '在授权服务器上生成签名密钥；核对地址是否属于正确的 realm 或租户，密钥库是否已加载。',
  },
  'key-type-missing': {
    said: d => `密钥 ${text(d['key'])} 没有类型（kty）`,
    why: () => 'kty 是必需的：没有它谁也读不了这把密钥。',
    fix: () => '公开 JWK：{"keys":[{"kty":"RSA","n":…,"e":…}]}，而不是单独的 PEM 或证书。',
  },
  'key-members-missing': {
    said: d => `密钥 ${text(d['key'])}（${text(d['kty'])}）缺少 ${text(d['missing'])}`,
    why: () => '它不是完整的公钥，什么也验证不了。',
    fix: () => 'RSA 公开 n 和 e，EC 公开 crv、x、y，OKP 公开 crv、x。',
  },
  'key-encoding': {
    said: d => `密钥 ${text(d['key'])} 的 ${text(d['members'])} 不是 base64url`,
    why: () => 'JWK 用不带填充的 base64url：用 - 和 _ 而不是 + 和 /，没有 = 也没有换行。严格的解析器会拒绝，其他的会读出另一个数。',
    fix: () => '用不带填充的 base64url 编码这些字节。',
  },
  'key-length': {
    said: d => `密钥 ${text(d['key'])} 的 ${text(d['members'])} 长度不符合 ${text(d['crv'])}：应为 ${text(d['size'])} 字节`,
    why: () => '坐标要占满曲线的长度，开头的零必须保留。这样的密钥会偶尔失败，大约 256 次一次。',
    fix: () => '编码前在前面补零到完整长度，或改正 crv。',
  },
  'key-short': {
    said: d => `RSA 密钥 ${text(d['key'])} 只有 ${text(d['bits'])} 位，至少要 ${text(d['least'])} 位`,
    why: () => '更短的密钥可能被破解，库也会拒绝。',
    fix: () => '生成 2048 位以上的新密钥，与旧的一同公开，然后改用它签名。',
  },
  'key-algorithm': {
    said: d => `密钥 ${text(d['key'])} 写着 alg ${text(d['alg'])}，却是 ${text(d['kty'])} ${text(d['crv'])}：不匹配`,
    why: d => `${text(d['alg'])} 需要 ${text(d['wanted'])} 的密钥。类型、曲线与算法不匹配，验证方会拒绝。`,
    fix: d => `改正密钥的 alg 或 crv，使两者一致：${text(d['alg'])} 对 ${text(d['wanted'])}。`,
  },
  'key-member-empty': {
    said: d => `密钥 ${text(d['key'])} 有空的成员：${text(d['members'])}`,
    why: () => '严格的解析器会照读：空的 crv 是未知的曲线，空的 x5c 不是证书，整个密钥集都会被拒绝。',
    fix: () => '没有值的成员不要写。',
  },
  'key-to-encrypt': {
    said: d => `密钥集里除签名密钥外还有加密用的密钥（use “enc”）：${text(d['keys'])}`,
    why: () => '这是允许的，但把每把密钥都当作签名密钥的库会出错。',
    fix: () => '让库跳过 use 为 “enc” 的密钥（升级），或在授权服务器上停用加密密钥（Keycloak：Realm keys，rsa-enc-generated）。',
  },
  'keys-encrypt-only': {
    said: d => `密钥集里全是加密用的密钥（use “enc”）：${text(d['keys'])}`,
    why: () => '用它们验证不了签名：验证方找的是 use “sig”。',
    fix: () => '公开 use 为 “sig” 的签名密钥。',
  },
  'certificate-form': {
    said: d => `密钥 ${text(d['key'])} 的 x5c 是 ${text(d['form'])}，不是普通 base64`,
    why: () => 'x5c 是 DER 的 base64（用 + 和 /），一项一个证书，没有 BEGIN、END 行，也没有换行。',
    fix: () => '把 BEGIN 与 END 之间的 base64 放在一行里写进 x5c。',
  },
  'certificate-other-key': {
    said: d => `密钥 ${text(d['key'])} 的证书（x5c）属于另一把密钥`,
    why: () => '证书里的公钥必须就是 n 和 e（x 和 y）。有的验证方用证书，有的用数字：总有一个失败。',
    fix: () => '公开这把密钥的证书，或去掉 x5c。',
  },
  'keys-elsewhere': {
    said: d => `密钥取自 ${exact(d['url'])}，而元数据的 jwks_uri 是 ${exact(d['expected'])}`,
    why: d => `别处的密钥未必属于这个颁发者。${zhDifference(d['difference'])}`,
    fix: () => '地址取自元数据的 jwks_uri，不要自己拼。',
  },
  'keys-not-there': {
    said: d => `${text(d['url'])} 没有密钥（状态 ${text(d['status'])}${d['page'] ? '，是网页' : ''}）`,
    why: () => '没有密钥集就无法验证任何签名：每次登录都失败。地址是手工拼的，或者代理没有放行。',
    fix: () => '使用颁发者元数据里的 jwks_uri，并在验证方的机器上打开它看看。',
  },
  'keys-below-metadata': {
    said: d => `密钥取自错误的地址，在元数据的路径之下：${text(d['url'])}`,
    why: () => '有人把元数据的地址当成了颁发者，再接上密钥的路径。在那里有响应的服务器，响应的是另一个颁发者。',
    fix: d => `使用元数据里的 jwks_uri；这里大概是 ${text(d['better'])}。`,
  },
  'token-not-base64url': {
    said: d => text(d['signs']) === '=' ? 'JWT 的各段末尾带有填充的 =，而 JWT 里的 base64url 不带' : `JWT 用的是普通 base64，而不是 base64url：其中含有 ${Array.isArray(d['signs']) ? d['signs'].map(text).join(' ') : ''}`,
    why: () => 'JWT 用 - 和 _ 代替 base64 的 + 和 /，末尾不带 =（RFC 7515 第 2 节）。很多库会拒绝别的写法，或者认为签名不符；在地址和表单里，+ 还会变成空格。',
    fix: () => '签名之前，就把头部、声明和签名按不带填充的 base64url 编码：Node 用 toString(\'base64url\')，Python 用 urlsafe_b64encode 再 rstrip。',
  },
  'claims-unreadable': {
    said: () => '签名 JWT 的声明不是 JSON 对象',
    why: () => 'JWT 的第二段是 base64url 编码的 JSON 对象；其他内容，验证方一律拒绝。',
    fix: () => '重新粘贴完整的令牌。如果令牌是完整的，就改签发它的程序：签名的内容必须是 JSON 对象。',
  },
}
