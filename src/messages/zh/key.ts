import { advice } from '../again.ts'
import type { FailureProse, KeyFailures } from '../catalogue.ts'
import { mendKey } from '../commands.ts'
import type { KeyWords } from '../key-words.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { command } from '../../text/shell.ts'

export const zhKeyHelp: Record<string, string> = {
  key: '客户端用来证明身份（private_key_jwt）和解密的密钥',
  'key.create': '生成密钥对；加上 --rotate 则生成下一把',
  'key.show': '查看公钥：表格、要注册的 JWKS（--jwks）或 PEM',
  'key.list': '列出密钥',
  'key.remove': '删除一个名称下的全部密钥；加上 --kid 只删除其中一把',
  'key.--store': '私钥保存方式：明文文件、用系统密钥环中的密钥加密，或用口令加密',
  'key.--alg.usual': 'ES256；用 --use enc 时为 RSA-OAEP-256',
  '--alg': '密钥的签名算法，或别人向它加密所用的算法',
  '--use': '密钥的用途：用于签名，或供授权服务器加密（ID 令牌、userinfo）',
  '--rotate': '生成新密钥，从此用它签名；旧公钥留在 JWKS 中，直到你删除它',
  '--jwks': '输出要在授权服务器注册的 JWKS',
  '--pem': '以 PEM 输出最新的公钥',
  '--kid': '只删除这一把密钥',
}

export const zhKeyWords: KeyWords = {
  created: (name, algorithm, kid) => `密钥“${name}”已生成（${algorithm}，kid ${kid}）。`,
  createdToDecrypt: (name, algorithm, kid) => `密钥“${name}”有了一把供授权服务器加密的密钥（${algorithm}，kid ${kid}）。`,
  rotated: (name, algorithm, kid) => `密钥“${name}”从此用新密钥签名（${algorithm}，kid ${kid}）。`,
  register: name => `请把公钥交给授权服务器：oauth-walk key show ${name} --jwks`,
  removed: name => `密钥“${name}”已删除。`,
  removedOne: (name, kid) => `已删除“${name}”的密钥 ${kid}。`,
  none: '还没有密钥。生成一把：oauth-walk key create',
  sealed: kind => `已加密（${kind}）`,
  signs: '用于签名',
  signedBefore: '以前用于签名',
  decrypts: '用于解密',
  askPassphrase: path => `${path} 的口令（输入时不显示）：`,
}

const found: Readonly<Record<string, string>> = {
  empty: '文件是空的。',
  text: '内容是文本，但既不是 JWK 也不是 PEM：没有“-----BEGIN …-----”这一行。',
  binary: '内容既不是 JWK，也不是 PEM。',
  'broken-json': '开头像 JWK，但不是有效的 JSON。',
  'other-json': '这是 JSON，但既不是 JWK，也不是 JWKS。',
  'no-keys': '这是一个没有任何密钥的 JWKS。',
  'der-certificate': '这是证书，客户端签名需要的是它的私钥。',
  'der-key': '这是 DER 格式的私钥，需要的是 PEM 格式。',
  pkcs12: '这是 PKCS#12 文件（.p12、.pfx），需要的是其中私钥的 PEM 格式。',
  pkcs7: '这是 PKCS#7 文件（.p7b），里面是证书；客户端签名需要的是私钥。',
  certificate: '这是证书，客户端签名需要的是它的私钥。',
  request: '这是证书签名请求，客户端签名需要的是它的私钥。',
  'public-key': '这是公钥：授权服务器需要它，客户端签名需要的是私钥。',
  'symmetric-key': '这是对称密钥。如果授权服务器与客户端共享密钥，请用 --client-secret-file。',
  'other-type': '这种类型的密钥既不能为授权服务器签名，也不能解密；可用的是 RSA、P-256、P-384、P-521、Ed25519 和 X25519。',
  'other-use': '密钥自己声明既不用于签名，也不用于解密（use、key_ops）。',
  'other-algorithm': '它的 alg 不是这种类型的密钥能用的签名或解密算法。',
  'short-key': '这是不足 2048 位的 RSA 密钥，授权服务器不会接受。',
  passphrase: '口令不对，或者文件已损坏。',
  broken: '文件已损坏：内容无法解析，或者公钥与私钥不匹配。',
  stored: '保存的密钥已损坏。',
}

export const zhKeyFailures: KeyFailures = {
  'key-unusable': d => ({
    message: `${text(d['path'])} 不能用作 ${text(d['setting'])}`,
    cause: pick(found, d['found']) ?? '它不是能签名的私钥。',
    next: mendKey(d),
  }),
  'key-unknown': d => ({
    message: d['kid'] === undefined ? `没有名为“${text(d['name'])}”的密钥` : `密钥“${text(d['name'])}”里没有 ${text(d['kid'])}`,
    cause: d['kid'] === undefined ? '不含点和斜杠的词表示 oauth-walk key 的密钥名；当前目录中的文件请写成 ./FILE。' : '它可能已经被删除。',
    next: d['kid'] === undefined ? [command`oauth-walk key list`, command`oauth-walk key create ${d['name']}`] : command`oauth-walk key show ${d['name']}`,
  }),
  'key-exists': d => ({
    message: `密钥“${text(d['name'])}”已经存在`,
    cause: '授权服务器可能已经注册了它，所以保持原样。--rotate 会在它旁边生成新密钥。',
    next: [command`oauth-walk key show ${d['name']}`, command`oauth-walk key create ${d['name']} --rotate`],
  }),
  'key-name-invalid': d => ({
    message: `“${text(d['name'])}”不能用作密钥名`,
    cause: '密钥名须为 1 到 64 个字符，只能包含字母、数字、_ 和 -。',
    next: command`oauth-walk key list`,
  }),
}

/** Instead of a session's prose, where it is a key that does not open. */
export function zhSealedKey(key: unknown, cause: string): FailureProse {
  return {
    message: `无法打开密钥“${text(key)}”`, cause,
    next: [advice`请重试；或者放弃它，注册一把新密钥`, command`oauth-walk key show ${key}`, command`oauth-walk key remove ${key}`],
  }
}
