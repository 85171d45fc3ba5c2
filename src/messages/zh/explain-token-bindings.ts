import type { enTokenBindingReadings } from '../en/explain-token-bindings.ts'
import type { ReadingSentences } from '../explain.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'

/** 关于令牌与登录、用户和持有者的绑定的说法。 */
export const zhTokenBindingReadings: Record<keyof typeof enTokenBindingReadings, ReadingSentences> = {
  'nonce-not-returned': {
    said: () => '授权请求带了 nonce，而 ID 令牌里没有',
    why: () => 'nonce 把 ID 令牌与这次登录绑在一起。没有它就可能被塞进偷来的令牌（重放），客户端会拒绝。',
    fix: () => '让授权服务器把授权请求里的 nonce 原样写进 ID 令牌，经过重定向和授权码都要保留。',
  },
  'nonce-differs': {
    said: d => `ID 令牌的 nonce（${text(d['came'])}）不是发送的那个（${text(d['sent'])}）`,
    why: () => 'nonce 不匹配：ID 令牌属于另一次登录（两个标签页、后一次请求覆盖了前一次、缓存的令牌），或者是重放。',
    fix: () => '每次登录的 state 和 nonce 分开存放，以 state 为键；一次只开始一个登录，用过就删掉。',
  },
  'hash-differs': {
    said: d => `ID 令牌的 ${text(d['claim'])} 与旁边的 ${text(d['of'])} 不匹配：它是 ${text(d['given'])}，而由 ${text(d['of'])} 算出的是 ${text(d['expected'])}`,
    why: d => `${text(d['claim'])} 是 ${text(d['of'])} 的哈希的左半部分，用 base64url 编码。${mistake(d['mistake'])}`,
    fix: d => d['mistake']
      ? `按 ${text(d['alg'])} 对应的哈希，对 ASCII 字符计算，取左半部分，用不带填充的 base64url。`
      : `不要使用这个 ${text(d['of'])}。授权服务器必须由它实际发送的 ${text(d['of'])} 计算 ${text(d['claim'])}；检查途中是否被替换。`,
  },
  'hash-missing': {
    said: d => `经浏览器传来的 ID 令牌没有 ${text(d['claim'])}`,
    why: d => `没有它，旁边的 ${text(d['of'])} 就没有与这次登录绑定，可能被换掉。`,
    fix: d => `让授权服务器加上 ${text(d['claim'])}，或改用授权码模式（response_type=code）加 PKCE。`,
  },
  'subject-missing': {
    said: () => 'ID 令牌没有 sub：不知道是谁登录',
    why: () => '只有 sub 标识用户。没有它的 ID 令牌会被拒绝。',
    fix: () => '让授权服务器写上 sub，对该用户永远不变的文本。',
  },
  'subject-not-text': {
    said: d => `ID 令牌的 sub 是 ${text(d['kind'])}，不是文本`,
    why: () => 'sub 是至多 255 个 ASCII 字符的字符串。其他类型会被拒绝，长数字还会丢失位数。',
    fix: () => '让授权服务器给用户 ID 加上引号。',
  },
  'subject-form': {
    said: d => `ID 令牌的 sub 太长，或含有 ASCII 以外的字符（${text(d['length'])} 个字符）`,
    why: () => 'sub 是最多 255 个可打印 ASCII 字符的字符串。严格的客户端会拒绝，数据库也可能截断。',
    fix: () => '让授权服务器写用户的 ID，而不是姓名：只用 ASCII 的字母、数字和符号，最多 255 个。',
  },
  'subject-differs': {
    said: d => `userinfo 返回的是另一个用户：那里的 sub 是 ${text(d['userinfo'])}，ID 令牌里是 ${text(d['token'])}`,
    why: () => '两者必须相同，否则访问令牌不属于这次登录（令牌替换）。',
    fix: () => '比较 sub，不同就拒绝 userinfo。如果授权服务器用两种方式标识用户，统一成一种（public 或 pairwise）。',
  },
  'sd-jwt-end': {
    said: () => 'SD-JWT 没有以 ~ 结尾',
    why: () => '每个披露之后都有一个波浪号；最后一个之后是密钥绑定 JWT，而这里不是。',
    fix: () => '在最后一个披露之后加 ~，或附上密钥绑定 JWT。',
  },
  'sd-jwt-disclosure': {
    said: d => `SD-JWT 的 ${text(d['all'])} 个披露中有 ${text(d['count'])} 个不属于它`,
    why: () => '它们的摘要不在颁发者签名的列表（_sd）里。验证方必须整个拒绝。',
    fix: () => '披露要按颁发者给的逐字节发送：重新编码会改变摘要。',
  },
  'sd-jwt-hash': {
    said: () => '密钥绑定 JWT 的 sd_hash 与它前面的内容不匹配',
    why: () => '它把持有者的签名绑定到这组披露上。之后又改动过。',
    fix: () => '先选定披露，再对直到最后一个 ~（含）的文本计算 sd_hash。',
  },
  'sd-jwt-unbound': {
    said: () => 'SD-JWT 带有密钥绑定，里面却没有密钥（cnf）',
    why: () => '不知道绑定应该是谁的签名。',
    fix: () => '让颁发者把持有者的密钥写进 cnf，或去掉绑定。',
  },
}

function mistake(name: unknown): string {
  const how: Record<string, string> = { whole: '这里用了整个哈希。', hex: '这里写成了十六进制。', base64: '这里是带填充或另一套字母表的 base64。' }
  const known = pick(how, name)
  if (known !== undefined) return known
  return name ? `这里用的是 ${text(name)}，不是 alg 对应的哈希。` : '两者不属于一起：其中一个被替换，或来自另一个响应。'
}
