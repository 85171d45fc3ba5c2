import type { AnswerFailures, Catalogue } from '../catalogue.ts'
import { advice, login, loginAt, seeAnswer } from '../again.ts'
import { whereSandboxIs } from '../commands.ts'
import { pick } from '../text.ts'
import type { Advice } from '../way.ts'
import { text } from '../chinese-text.ts'
import { kind } from './kinds.ts'

const found: Record<string, (d: Readonly<Record<string, unknown>>) => { what: string, cause: string, next?: Advice }> = {
  empty: () => ({ what: '空的响应体', cause: '里面什么都没有，连错误信息也没有。' }),
  charset: d => ({ what: `无法按其字符集解读的文本（${text(d['charset'])}）`, cause: '响应标注的字符集没有人认识，或者内容并不是这种编码。' }),
  'not-json': () => ({ what: '不是 JSON 的内容', cause: '这个地址并不是预期的端点。' }),
  'broken-json': () => ({ what: '不完整或有误的 JSON', cause: '响应在途中被截断，或者授权服务器出了错。' }),
  'not-object': d => ({ what: `JSON，但不是对象，而是${kind(d['kind'])}`, cause: '本协议的每条消息都是对象。这个地址并不是预期的端点。' }),
  'too-deep': () => ({ what: '嵌套过深的 JSON', cause: '本协议的消息只有几层。' }),
  status: d => ({ what: `状态码 ${text(d['status'])}，而这里需要的是 ${text(d['wanted_status']) || '200'} 和所请求的内容`, cause: '这个状态码说明服务器做的不是所请求的事。' }),
  member: d => ({ what: `类型不对的字段：${text(d['member'])} ${d['kind'] === 'missing' ? '缺失' : d['kind'] === 'empty' ? '为空' : `是${kind(d['kind'])}`}`, cause: `${text(d['member'])} 必须是${kind(d['wanted'])}，这是服务器的错误。` }),
  'other-id': d => ({ what: d['id_came'] === undefined ? '没有 id 的结果' : `id 为 ${text(d['id_came'])} 的结果，而请求的 id 是 ${text(d['id_sent'])}`, cause: '响应必须带上请求的 id（JSON-RPC 2.0 第 5 节）。无法判断这是对哪个请求的响应。' }),
  'stream-ended': () => ({ what: '在给出响应之前就结束的事件流', cause: '服务器提前结束了事件流，或者连接被切断。' }),
  jwt: () => ({ what: '没有标注为 JWT 的 JWT', cause: '这里需要 JSON，或者标注为 JWT 的内容：签名的 userinfo 必须以 application/jwt 返回（OpenID Connect Core 5.3.2）。没有读取其中的内容。', next: advice`请让授权服务器把它标注为 application/jwt，或者返回 JSON（该客户端的 userinfo_signed_response_alg）` }),
  'not-jwt': () => ({ what: '标注为 JWT、实际却不是的内容', cause: 'JWT 由字母、数字、连字符和下划线组成，各部分之间用点分隔（RFC 7515 7.1）。' }),
  'not-credentials': () => ({ what: '不是角色凭证的内容', cause: '安全令牌服务用 XML 返回 AssumeRoleWithWebIdentityResponse。这个地址不是安全令牌服务，或者服务出了错。', next: advice`请检查 --sts-endpoint 指定的地址` }),
  ended: d => ({ what: `已于 ${text(d['ended'])} 到期的凭证`, cause: '按本机时钟，这个时间已过：可能是时钟快了，也可能是服务出了错。没有把凭证交出去。', next: advice`请把本机时钟与标准时间核对` }),
  incomplete: () => ({ what: '缺少所请求内容的 JSON', cause: '这个地址并不是预期的端点，或者授权服务器漏掉了某个字段。' }),
}

/** 请求过的各个地址及其状态码。 */
const tried = (d: Readonly<Record<string, unknown>>) => Array.isArray(d['tried']) ? d['tried'].map((one: { url?: unknown, status?: unknown } | null) => `${text(one?.url)}（${text(one?.status)}）`).join('、') : ''
const answered = (d: Readonly<Record<string, unknown>>, otherwise: string, page = otherwise) => [d['title'] ? `${page}看起来是一个网页：“${text(d['title'])}”。` : otherwise, tried(d) && `已尝试：${tried(d)}。`].filter(part => part !== '').join('')

export const zhAnswerFailures: AnswerFailures = {
  'unreadable-answer': (d) => {
    const { what, cause, next = seeAnswer(d, { next: advice`请检查端点地址；下一步的命令会显示返回的内容`, above: advice`请检查端点地址；返回的内容见上文`, otherwise: advice`请检查端点地址` }) } = pick(found, d['fault'])?.(d) ?? { what: '不是 JSON 的内容', cause: '这个地址并不是预期的端点。' }
    return { message: `${text(d['url'])} 返回了${what}（状态码 ${text(d['status'])}，${text(d['content_type']) || '没有 Content-Type'}）`, cause: answered(d, cause, '这是网页的地址，或者代理要求先登录。'), next }
  },
  'discovery-refused': d => ({ message: `${text(d['url'])} 没有元数据（状态码 ${text(d['status'])}）`, cause: answered(d, '这个地址不是 issuer，或者授权服务器不支持自动发现。'), next: whereSandboxIs(d) === undefined ? advice`请检查 issuer，或自行指定端点：--authorization-endpoint URL --token-endpoint URL` : loginAt(whereSandboxIs(d)) }),
}

export const zhAnswerCauses: Pick<Catalogue['causes'], 'algorithms-unusable' | 'nonce-missing'> = {
  'algorithms-unusable': () => ({ cause: '授权服务器事先声明只用这些算法签发 ID 令牌。ID 令牌必须用密钥对签名，且公钥由授权服务器公布：若用 HS256，凡持有客户端密钥的人都能伪造。浏览器没有打开。', next: [advice`请在授权服务器上为它或该客户端配置这类签名密钥；或者不请求 openid`, login`--scope ""`] }),
  'nonce-missing': () => ({ cause: 'ID 令牌里没有 nonce，而请求时发送了：授权服务器必须原样放回（OpenID Connect Core 3.1.3.6），有些却从不这样做。令牌中没有任何内容能把它与本次登录联系起来。如果该授权服务器就是如此，可以用 --no-nonce 不发送 nonce；PKCE 仍把授权码与登录绑定。', next: login`--no-nonce` }),
}

function whyNoOpenid({ lacks, scopes, algorithms }: Readonly<Record<string, unknown>>): string {
  if (lacks !== undefined) return `授权服务器的元数据没有给出 ${text(lacks)}，无法验证任何 ID 令牌。`
  if (scopes !== undefined) return `授权服务器的元数据列出了支持的 scope（${text(scopes)}），其中没有 openid。`
  if (text(algorithms) === '') return '授权服务器的元数据没有给出 ID 令牌的签名算法。'
  return `授权服务器只用 ${text(algorithms)} 签发 ID 令牌，无法用公布的公钥验签。`
}

export const zhAnswerFindings: Pick<Catalogue['findings'], 'status-of-tokens' | 'content-encoding' | 'charset-unknown' | 'charset-wrong' | 'discovery-fallback' | 'openid-not-asked' | 'nonce-off' | 'poll-failed' | 'device-pkce-refused'> = {
  'status-of-tokens': d => `令牌响应的状态码是 ${text(d['status'])}；RFC 6749 5.1 要求 200。`,
  'content-encoding': d => `响应标注的 content-encoding 是 ${text(d['encoding'])}，与实际不符，已按实际内容读取。`,
  'charset-unknown': d => `响应标注了没有人认识的字符集（${text(d['charset'])}），已按 UTF-8 读取。`,
  'charset-wrong': d => `响应标注为 ${text(d['charset'])}，内容却不是这种编码。`,
  'discovery-fallback': d => `${text(d['url'])} 返回了 ${text(d['status'])}；元数据在 ${text(d['found'])}。`,
  'openid-not-asked': d => `${whyNoOpenid(d)}因此没有请求任何 scope，包括 openid，也就无法证明登录的是谁。`,
  'nonce-off': () => '没有发送 nonce（--no-nonce）：ID 令牌中没有任何内容能把它与本次登录联系起来；授权码由 PKCE 绑定到本次登录。',
  'poll-failed': d => `这次轮询没有得到答复（${text(d['reason'])}），${text(d['seconds'])} 秒后再问：设备码仍然有效。`,
  'device-pkce-refused': () => '授权服务器在申请设备码时不接受 PKCE，已改为不带 PKCE 重新请求：设备流程并不要求它（RFC 8628）。',
}
