import { onUsualPort } from '../../addresses/as-written.ts'
import { examineAgain } from '../exam.ts'
import { zhAnswerFailures } from './answers.ts'
import { zhCallFailures, zhGrantNeeds } from './calls.ts'
import { advice, asking, login, loginAt, loginWith, outside, sameLogin, session, signIn } from '../again.ts'
import { flagOf } from '../endpoint-flag.ts'
import type { Catalogue } from '../catalogue.ts'
import { zhNobodyCame, zhWhatCame } from './callback.ts'
import { zhCredentialFailures } from './credential.ts'
import { zhDeviceFailures } from './device.ts'
import { zhGivenFailures } from './given.ts'
import { zhKeyFailures, zhSealedKey } from './key.ts'
import { zhNoSession } from './no-session.ts'
import { zhNotRefreshable } from './not-refreshable.ts'
import { zhCorruptShared, zhSealedShared, zhSecretOpen, zhStoreFailures } from './store.ts'
import { wantsCertificate } from '../failure-parts.ts'
import { zhMcpFailures } from './mcp.ts'
import { zhParts } from './failure-parts.ts'
import { zhSandboxDiffers, zhSandboxRefused } from './sandbox.ts'
import { zhProfileUnknown, zhUsage } from './usage.ts'
import { zhValues } from './values.ts'
import { afterNobody, afterSilence, afterUnwritable, authenticateOtherwise, connectOtherwise, decryptWith, encryptOtherwise, freePort, isEndpointVariable, isProven, keyToSign, signInElsewhere, writeElsewhere } from '../commands.ts'
import { goWhereItLed, leadsToSignIn, slashAlone } from '../moved.ts'
import { tellSeedRefused } from '../seed-refused.ts'
import { command, fileNameOf, fillCommand, folderOf, plainPath } from '../../text/shell.ts'
import { advise, hasEnded, helpOf, inWords, isAboutToken, isForbidden, lacksOpenid, pick, type ProviderAdvice, shownFlag, withOpenid } from '../text.ts'
import { text } from '../chinese-text.ts'
import { whyInvalid, type WhyInvalid } from '../why-invalid.ts'
import { zhPasteImpossible, zhPasteRefusal, zhRedirectUriUnusable } from './paste.ts'
import { zhFapi2Failures } from './fapi2.ts'
import { zhRegistrationFailures } from './registration.ts'
import { atResource } from '../resource.ts'
import { zhResourceFailures, zhRefusedCauses } from './resource.ts'
import { zhDoctorFailures, zhExamFailures } from './exam.ts'
import { zhExplainFailures } from './explain.ts'
import { zhWorkloadFailures } from './workload.ts'

const { quoted, spent, through, keeping, network, source, needed, sealedCause, keyring } = zhParts
const value = (described: unknown) => inWords(zhValues, described)
/** 对设置的要求，接在设置的名称之后。 */
const demanded = (wanted: string) => wanted.startsWith('与 ') ? `必须${wanted}` : wanted.startsWith('不与 ') ? `不能${wanted.slice(1)}` : `的值无效，要求：${wanted}`
/** 设置不能用的原因。 */
const invalid: Readonly<Record<WhyInvalid, string>> = {
  given: '这个值由命令行选项或环境变量给出。', missing: '没有给出。', alone: '命令里没有它。', both: '命令里两者都有。',
  several: '命令里不止一个。', empty: '读到的内容是空的。', other: '给出的是别的内容。',
}

/** 实际给出的内容：是什么，或者原文。 */
const given = (d: Readonly<Record<string, unknown>>) => d['found'] ? `，实际：${value(d['found'])}` : d['value'] === undefined ? '' : `，实际：“${text(d['value'])}”`
/** 名称最接近的预设，没有则列出全部。 */
const nextPreset = (d: Readonly<Record<string, unknown>>) => Array.isArray(d['near']) && d['near'].length > 0 ? command`oauth-walk provider show ${d['near'][0]}` : command`oauth-walk provider list`
/** 被拒绝的请求，其响应正文在哪里。 */
const whereBody: Readonly<Record<string, string>> = {
  stdout: '具体原因见响应正文：它在 stdout 上。',
  answer: '具体原因见响应正文：它就在本文档的 body 字段里，与 error 并列。',
  nowhere: '响应没有正文，没有更多说明。',
}
/** 没有按时等到的响应，以及开始了却没有传完的响应：后者与防火墙丢弃请求无关。 */
const unanswered = (d: Readonly<Record<string, unknown>>) => ({ message: `${text(d['host'])} 在 ${text(d['seconds'])} 秒内没有响应`, cause: `服务器太慢，或者请求被防火墙丢弃了。${spent(d)}${through(d)}` })
const unfinished = (d: Readonly<Record<string, unknown>>) => ({ message: `${text(d['host'])} 返回了状态码 ${text(d['status_came'])}，但响应在 ${text(d['seconds'])} 秒内没有传完`, cause: `服务器发送得太慢，或者一直没有结束响应，也可能是中间设备没有把它传完。${spent(d)}${through(d)}` })
/** 授权服务器已经响应刷新请求时，刷新令牌的下落。 */
const answered: Readonly<Record<string, string>> = {
  kept: '授权服务器已经响应：新的刷新令牌已保存，新的访问令牌丢失。请腾出空间后再刷新一次。',
  lost: '授权服务器已经响应并换发了刷新令牌：新的没能保存，已保存的那个多半不能再用，需要重新登录。',
  same: '授权服务器已经响应：新的访问令牌丢失。刷新令牌没有变，仍是已保存的那个。请腾出空间后再刷新一次。',
}
const served = { message: 'sandbox 已停止', cause: '', next: [] as never[] }
const ended = '进程收到了终止信号：来自别的程序，或者到了时限。已保存的内容保持不变。'
const endedLate = '进程收到了终止信号：来自别的程序，或者到了时限。终止前已完成的操作不会撤销。'
const stopped = '是你停止了它，已保存的内容保持不变。'
const stoppedLate = '是你停止了它。停止前已完成的操作不会撤销。'
const tokensNowhere = (d: Readonly<Record<string, unknown>>) => ({ message: '缺少令牌端点', cause: `${text(d['issuer'])} 的元数据里没有令牌端点。`, next: login`--token-endpoint URL` })

const seedNeeds = { message: '不知道这个刷新令牌属于谁', cause: 'OAUTH_WALK_REFRESH_TOKEN 属于某个授权服务器：请指明是哪一个，以及令牌签发给哪个客户端。', next: command`export OAUTH_WALK_ISSUER=https://ISSUER OAUTH_WALK_CLIENT_ID=ID` }

/** 文件名的来源。 */
const namedBy = (d: Readonly<Record<string, unknown>>) => text(d['source']).startsWith('oauth-walk ') ? '命令行' : ` ${text(d['source'])} `
/** 证明说的是谁持有令牌所绑定的密钥。 */
const zhUnbound = (d: Readonly<Record<string, unknown>>) => ({ message: `配置“${text(d['profile'])}”的访问令牌没有绑定密钥，${text(d['setting'])} 无从证明`, cause: '登录时没有使用 --dpop，或者授权服务器没有绑定它。', next: login`--dpop` })
/** 两个地址只差末尾一个斜杠时，说明差别。 */
const zhSlashAlone: Readonly<Record<string, string>> = {
  metadata: '两个地址只差末尾的斜杠；在 issuer 末尾加上或去掉斜杠，都不会改变这个地址。',
  missing: '只是末尾少了一个斜杠。', extra: '只是末尾多了一个斜杠。',
}
/** 不写入某个输出文件的原因，接在句子后面。 */
const unwritten: Readonly<Record<string, string>> = {
  'symbolic link': '，但它是符号链接：为避免覆盖所指向的文件，不会跟随。',
  'other-user': '，但那里的文件属于其他用户：写入的内容会被对方读到，或者会覆盖对方的文件。',
  'other-users-folder': '，但通往那里的文件夹由其他用户建立：写入的内容可能被对方替换。',
}
/** 不读取某个输入文件的原因，接在句子后面。 */
/** 不是录制的内容要整个读入，因此有上限。 */
const zhTooLarge = (d: Readonly<Record<string, unknown>>) => ({
  message: `${d['path'] === '-' ? '标准输入的内容' : text(d['path'])} 超过 ${text(d['limit'])}`,
  cause: `${d['size'] === undefined ? '' : `它有 ${text(d['size'])}。`}explain 对 UTF-8 编码的 HAR 文件以外的内容最多读取这么多。`,
  next: d['path'] === '-' ? advice`请减少内容：在 oauth-walk explain - 之前加上“tail -c 16000000 |”或“head -c 16000000 |”` : command`tail -c 16000000 ${plainPath(d['path'])} | oauth-walk explain -`,
})
const unread: Readonly<Record<string, string>> = {
  'other-user': '，但它是其他用户的命名管道：里面来什么、什么时候来，都由对方决定。',
}

/** 损坏的文件不属于任何配置时，什么不受影响。 */
const notLost: Readonly<Record<string, string>> = {
  'config.json': '它只记录哪个配置是当前配置，`token --profile NAME` 不需要它',
  'sandbox.json': '它只属于 sandbox，不含任何配置',
}

/** 加密的内容是什么，用在句首。 */
const zhEncrypted: Readonly<Record<string, string>> = { id_token: 'ID 令牌', userinfo: 'userinfo ', authorization_response: '授权响应', introspection: '内省响应' }

/** 协议库只说英文：按它的代码说明哪里不符合标准。 */
const brokenRules: Readonly<Record<string, string>> = {
  OAUTH_PARSE_ERROR: '其中有一部分无法解读', OAUTH_INVALID_RESPONSE: '某个字段缺失，或者不是它应有的类型', OAUTH_RESPONSE_IS_NOT_JSON: '它不是 JSON',
  OAUTH_RESPONSE_IS_NOT_CONFORM: '状态码或形式不对', OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'JWT 的时间（exp、nbf、iat）不在有效范围内',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'JWT 中某个声明的值与预期不同', OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: '某个字段的值与预期不同',
  OAUTH_KEY_SELECTION_FAILED: '没有找到唯一相符的密钥', OAUTH_UNSUPPORTED_OPERATION: '它用到了这里不支持的方式', OAUTH_WWW_AUTHENTICATE_CHALLENGE: '它带有质询（WWW-Authenticate）',
}

export const zhFailures: Catalogue['failures'] = {
  ...zhFapi2Failures, ...zhRegistrationFailures, ...zhResourceFailures, ...zhExamFailures, ...zhDoctorFailures, ...zhExplainFailures,
  'internal-error': d => ({ message: `oauth-walk 自身有缺陷：${text(d['reason'] ?? d['purpose'])}`, cause: '这是我们的错，不是你的。', next: advice`请加上 -v 再运行一次，并把输出报告给我们` }),
  usage: zhUsage,
  'setting-invalid': d => d['lacks'] === 'client-proof' ? zhGrantNeeds.proof(d) : d['lacks'] === 'bound-token' ? zhUnbound(d) : zhSandboxRefused(d) ?? ({ message: `${text(d['setting'])} ${demanded(value(d['expected']))}${given(d)}`, cause: d['source'] ? `这个值由${source(d)}给出。` : invalid[whyInvalid(d)], next: helpOf(d['command'] ?? 'login', d['whole_help']) }),
  'target-missing': () => ({ message: '要登录到哪里？', cause: '没有指定目标，也没有当前配置。', next: [command`oauth-walk login sandbox`, command`oauth-walk login https://ISSUER --client-id ID`, command`oauth-walk login PROFILE`] }),
  'client-id-missing': d => d['grant'] ? zhGrantNeeds.client(d) : ({ message: `缺少 ${text(d['target'])} 的 client_id`, cause: d['given_token'] ? 'OAUTH_WALK_ACCESS_TOKEN 没有说明它签发给了哪个客户端，而这里需要知道是哪个客户端。' : d['seeded'] ? 'OAUTH_WALK_REFRESH_TOKEN 只能由它签发给的那个客户端使用。' : d['set_up'] ? '不用浏览器时客户端不会自行注册：由管理员在资源的授权服务器上配置一个，并允许它使用这种授权方式。' : `授权服务器必须认识这个客户端：请先在那里注册，重定向 URI 填 ${text(d['redirect_uri']) || 'http://127.0.0.1:8765/callback'}。`, next: d['seeded'] || d['given_token'] ? command`export OAUTH_WALK_CLIENT_ID=ID` : [...d['preset'] ? [command`oauth-walk provider show ${d['preset']}`] : [], ...d['registers'] ? [login`--register`] : [], login`--client-id ID`] }),
  'preset-unknown': d => ({ message: `没有名为“${text(d['name'])}”的预设`, cause: d['near'] === undefined ? '这个名称来自 --preset 或 OAUTH_WALK_PRESET。' : text(d['near']) === '' ? '没有名称相近的预设。' : `名称相近的预设：${text(d['near'])}。`, next: nextPreset(d) }),
  'variable-missing': d => ({ message: `${text(d['preset'])} 需要指定 ${text(d['variable'])}`, cause: `它的地址因 ${text(d['variable'])} 而异（例如 ${text(d['example'])}）。`, next: loginWith(fillCommand(`${shownFlag(d['flag'])}{example}`, { example: text(d['example']) })) }),
  'endpoints-missing': d => d['grant'] ? zhGrantNeeds.endpoint(d) : d['seeded'] ? seedNeeds : d['lacks'] === 'token_endpoint' ? tokensNowhere(d) : ({ message: '不知道该把你送到哪里登录', cause: d['issuer'] ? `${text(d['issuer'])} 的元数据里没有授权端点${d['by_device'] ? '，但支持在任意设备的浏览器上登录' : ''}。` : `既没有可供查询的 issuer，也没有给全两个端点（已给出：${text(d['given']) || '无'}）。`, next: d['by_device'] ? login`--device` : d['issuer'] ? login`--authorization-endpoint URL` : [command`oauth-walk login ISSUER --client-id ID`, command`oauth-walk login --authorization-endpoint URL --token-endpoint URL --client-id ID`] }),
  'authentication-unsupported': d => ({
    message: d['what'] === 'algorithm'
      ? `客户端密钥的签名算法（${text(d['possible'])}），授权服务器都不接受`
      : isProven(d) ? `该客户端能用的认证方式（${text(d['possible'])}），授权服务器都不接受` : '授权服务器只凭证书认证客户端，而这个客户端既没有证书也没有密钥（none）',
    cause: `它的元数据列出的是：${text(d['supported'])}。不必先登录就能知道。`,
    next: [...text(d['supported']).includes('private_key_jwt') ? [command`oauth-walk key create`, advice`请按 key create 的提示为客户端注册公钥`] : [], ...authenticateOtherwise(d)],
  }),
  'proof-unsupported': d => ({ message: `oauth-walk 能签名的持有证明（${text(d['possible'])}），授权服务器都不接受`, cause: `它的元数据为 DPoP 列出的是：${text(d['supported']) || '无'}。没有证明，令牌就不会绑定密钥。`, next: loginWith(command``, ['--dpop']) }),
  'signed-request-needed': d => ({ message: '授权服务器只接受签名的授权请求，而客户端没有可用来签名的密钥', cause: `${text(d['issuer'])} 的元数据里写着 require_signed_request_object。不必先登录就能知道。`, next: [advice`请按 key create 的提示为客户端注册公钥`, ...keyToSign(d)] }),
  'response-mode-unsupported': d => ({ message: '授权服务器不会在地址的查询部分返回授权响应', cause: `${text(d['issuer'])} 的元数据列出的 response_mode 是：${text(d['supported'])}。不必先登录就能知道。`, next: login`--response-mode form_post.jwt` }),
  'request-too-long': d => ({ message: `浏览器要打开的地址有 ${text(d['length'])} 个字符，服务器最多接受 ${text(d['most'])} 个`, cause: `仅 ${text(d['parameter'])} 就有 ${text(d['characters'])} 个字符。${d['parameter'] === 'request_uri' ? '它是授权服务器在推送请求的响应中给出的，本应很短。' : ''}浏览器没有打开。`, next: ['request_uri', 'authorization_endpoint'].includes(text(d['parameter'])) ? advice`请联系授权服务器的管理员` : login`--par` }),
  'push-endpoint-missing': d => ({ message: '没有可以推送授权请求的端点', cause: `${text(d['issuer'])} 的元数据里没有这个端点。`, next: login`--pushed-authorization-request-endpoint URL` }),
  'decryption-key-missing': d => ({
    message: `${pick(zhEncrypted, d['what']) ?? '响应'}经过加密（${text(d['alg'])}、${text(d['enc'])}），而客户端没有能解开它的密钥`,
    cause: `${d['kid'] === undefined ? '它没有指明密钥' : `它指明的密钥是“${text(d['kid'])}”`}；客户端的解密密钥：${text(d['keys']) || '无'}。`,
    next: decryptWith(d),
  }),
  'encryption-unsupported': d => ({
    message: d['what'] === 'key' ? `授权服务器没有公布可用 ${text(d['wanted'])} 加密的密钥` : `授权服务器不接受用 ${text(d['wanted'])} 加密的请求对象`,
    cause: d['what'] === 'key' ? '它的密钥集里没有这种类型、use 为 enc 或未注明用途的密钥。' : `元数据中列出的是：${text(d['supported'])}。不需要登录就能知道。`,
    next: encryptOtherwise(d),
  }),
  'jwks-missing': () => ({ message: '请求了 openid，但不知道授权服务器的签名密钥', cause: 'ID 令牌必须验签，没有 jwks_uri 就无法验证。请指定它，或给出可自动发现它的 issuer，或不请求 openid。', next: [login`--jwks-uri URL`, login`--scope ""`] }),
  'parameter-protected': d => ({ message: `${text(d['setting'] ?? '--param')} 不能设置 ${text(d['parameter'])}`, cause: '这个参数用来保护整个流程，请去掉它；允许改动的参数都有对应的选项。', next: helpOf('login', d['whole_help']) }),
  'redirect-uri-unusable': zhRedirectUriUnusable,
  'paste-impossible': zhPasteImpossible,
  'profile-unknown': zhProfileUnknown,
  'profile-name-invalid': d => ({ message: `“${text(d['name'])}”不能用作配置名`, cause: '配置名须为 1 到 64 个字符，只能包含字母、数字、_ 和 -。', next: command`oauth-walk profile list` }),
  'profile-bound-elsewhere': d => ({ message: isEndpointVariable(d['source']) ? `配置“${text(d['profile'])}”的端点来自 ${text(d['bound'])}，而 ${text(d['source'])} 指定了 ${text(d['given'])}` : `配置“${text(d['profile'])}”属于 ${text(d['bound'])}，不属于 ${text(d['given'])}`, cause: '已保存的令牌只会发给颁发它的授权服务器，并且只用于原来的客户端。', next: signInElsewhere(d) }),
  'origin-not-allowed': d => ({ message: `${d['variable'] ? `${text(d['variable'])} 中` : `配置“${text(d['profile'])}”`}的令牌不能发往 ${text(d['origin'])}`, cause: `拿到令牌的一方可以冒用你的身份。目前允许发往：${text(d['known']) || '无'}。如果你信任 ${text(d['origin'])}，可以允许它${d['variable'] ? '' : '；加上 --remember 会记入配置'}。`, next: session`api --allow-origin ${d['origin']} ${d['url'] ?? 'URL'}` }),
  'tls-checks-off': () => ({ message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 关闭了 TLS 校验', cause: '凭证可能落到任何中间人手里。在这种设置下只允许访问回环地址。自己的 CA 可以用 --ca FILE 指定。', next: command`unset NODE_TLS_REJECT_UNAUTHORIZED` }),
  'file-unreadable': d => d['limit'] !== undefined ? zhTooLarge(d) : ({ message: `无法读取 ${text(d['path'])}（${text(d['reason'])}）`, cause: `${d['reason'] === 'ENOENT' ? '没有这个文件' : d['reason'] === 'EFBIG' ? '文件过大，超过了可读取的上限' : '文件无法打开'}，文件名由${namedBy(d)}给出${pick(unread, d['reason']) ?? '。'}`, next: d['words'] !== undefined ? examineAgain(d) : d['reason'] === 'ENOENT' ? command`ls -l ${folderOf(d['path'])}` : command`ls -l ${plainPath(d['path'])}` }),
  'terminal-missing': () => ({ message: 'learn 要提问，但没有可以作答的终端', cause: 'stdin 或 stderr 连接的是管道或文件。不用终端也可以走同样的流程，并看到全部讲解。', next: command`oauth-walk login sandbox --explain` }),
  'file-unwritable': d => ({ message: `无法写入 ${text(d['path'])}（${text(d['reason'])}）`, cause: `文件名由${namedBy(d)}给出${pick(unwritten, d['reason']) ?? (d['command'] === undefined || d['command'] === 'login' ? '。流程本身没有任何损失。' : '。')}`, next: writeElsewhere(d, { inFolder: advice`请指定这个文件夹里的一个文件`, elsewhere: advice`请指定别处的文件：那里显示的是系统自身的状态，不能存放文件` }) }),
  'transcript-invalid': d => d['reason'] === 'HAR' ? ({ message: `${text(d['path'])} 是浏览器的录制（HAR），不是保存的流程记录`, cause: 'report 读取 --save 写出的文件；录制由 explain 读取，它也可以保存为流程记录。', next: command`oauth-walk explain ${d['path']}` }) : ({ message: `${text(d['path'])} 不是保存的流程记录（${text(d['reason'])}）`, cause: '文件已损坏，或者不是由 --save 写出的。', next: command`oauth-walk login sandbox --save walk.json` }),
  'access-denied': d => advise(d, zhProviderErrors, { message: '授权服务器返回：访问被拒绝', cause: '你没有同意授权，或者授权服务器的某条规则拒绝了它。', next: [advice`请重新登录并允许访问`, signIn] }),
  'authorization-refused': d => advise(d, zhProviderErrors, { message: `授权服务器拒绝了授权请求${quoted(d)}`, cause: '请求与该客户端的注册信息不符。', next: d['redirect_uri'] === undefined ? [advice`请把 client_id、scope 和重定向 URI 与注册信息逐一核对`, d['on_page'] ? login`-v` : signIn] : [advice`请在授权服务器上为该客户端注册 ${d['redirect_uri']}（须完全一致），或使用已注册的重定向 URI`, login`--redirect-uri URI`] }),
  'error-page': d => advise(d, zhProviderErrors, { message: `授权服务器显示了错误页面（状态码 ${text(d['page'])}）${quoted(d)}`, cause: '它在自己的页面上拒绝了授权请求，所以没有任何内容返回。可能是它不认识这个 client_id，或者没有为它注册这个重定向 URI。', next: [outside(login`--no-open`), asking(command`oauth-walk sandbox`)] }),
  'token-refused': d => advise(d, zhProviderErrors, { message: `授权服务器拒绝用授权码换取令牌${quoted(d)}`, cause: d['title'] ? `它返回的是一个网页：“${text(d['title'])}”。` : '客户端认证、重定向 URI、授权码或 code_verifier 不符。授权码可能已经作废。', next: signIn }),
  'userinfo-refused': d => lacksOpenid(d) ? { message: `资源服务器拒绝了访问令牌${quoted(d)}`, cause: '申请令牌时没有请求 openid，而 userinfo 端点需要它。', next: login`--scope ${withOpenid(d)}` } : advise(d, errorsAtResource(d), { message: `资源服务器拒绝了访问令牌${quoted(d)}`, cause: isForbidden(d) ? '状态码 403 表示这个令牌无权这样做，往往是缺少 scope。换一个相同 scope 的新令牌没有用。' : '令牌的权限范围不足、并非用于此资源，或者在那里无效。', next: isForbidden(d) ? [session`token show`, login`--scope SCOPE`] : session`token refresh` }),
  'resource-refused': d => atResource(d, advise(d, errorsAtResource(d), { message: `${text(d['url']).split('?')[0] ?? ''} 拒绝了请求${quoted(d)}`, cause: pick(whereBody, d['body_at']) ?? '资源服务器没有处理所请求的事。', next: isAboutToken(d) ? session`token show` : d['body_at'] === undefined ? advice`请对照该资源的文档核对请求；加上 -v 会显示完整的响应` : advice`请对照该资源的文档核对请求；加上 --include 会显示完整的响应` }), zhRefusedCauses),
  'refresh-refused': d => keeping(advise(d, zhProviderErrors, { message: `授权服务器拒绝刷新${quoted(d)}`, cause: '', next: session`token show` }), '已保存的会话保持不变。'),
  'redirect-refused': d => ({ message: `${text(d['url'])} 返回了重定向（${text(d['status'])}），指向 ${text(d['location'])}`, cause: d['at'] === 'resource' ? '没有跟随：否则令牌就会被发到那里。不接受令牌的服务器必须返回 401 和质询（RFC 6750 3.1），而不是重定向到网页。' : d['purpose'] === 'userinfo' ? `没有跟随：否则令牌就会被发到那里。重定向并不表示令牌被拒绝：不接受令牌的服务器必须返回 401（RFC 6750 3.1）。${leadsToSignIn(d['location']) ? '那个地址看起来是给浏览器用的登录页面，所以请求的多半不是 userinfo 端点。' : ''}` : d['carries_secret'] ? '没有跟随：否则授权码、密钥或令牌就会被发到那里。' : `没有跟随：元数据必须直接来自所请求的地址。${pick(zhSlashAlone, slashAlone(d)) ?? ''}`, next: d['at'] === 'resource' ? advice`请让服务器在不接受令牌时返回 401 和 WWW-Authenticate` : flagOf(d['purpose']) ? goWhereItLed(d, { named: advice`请用 ${flagOf(d['purpose'])} 给出能直接响应的地址`, asked: address => advice`请向授权服务器的运营方确认它的端点是否就是 ${address}，确认之后再用 ${flagOf(d['purpose'])} 给出`, endpoints: advice`没有哪个签发者地址能对应到那里。请读取那里的元数据，用选项给出其中的端点` }) : advice`请让所请求的地址直接响应` }),
  'issuer-insecure': d => ({ message: `${text(d['issuer'])} 使用的是 http`, cause: '授权码和令牌会在网络上明文传输。http 只能用于回环地址。', next: loginAt(text(d['issuer']).replace(/^http:/, 'https:')) }),
  'library-refused': d => ({ message: `响应不符合标准：${pick(brokenRules, d['library_code']) ?? '协议库不接受它'}`, cause: `oauth4webapi 拒绝了它（${text(d['library_code'])}），原话是：${text(d['reason'])}`, next: advice`加上 -v 再运行一次，查看具体消息` }),
  deviation: d => ({ message: `授权服务器的响应不符合标准（${text(d['finding'])}），而 --strict 不容许任何偏差`, cause: '不加 --strict 时，这只是一条提示，流程会继续。', next: loginWith(command``, ['--strict']) }),
  'push-refused': d => advise(d, zhProviderErrors, { message: `授权服务器拒绝了推送的授权请求（PAR）${quoted(d)}`, cause: '请求与该客户端的注册信息不符。', next: [advice`请把 client_id、scope 和重定向 URI 与注册信息逐一核对`, signIn] }),
  'paste-refused': d => ({ message: `粘贴的地址被拒绝：${zhPasteRefusal(text(d['reason']), text(d['redirect_uri']))}`, cause: '只接受本次登录结束时你自己的浏览器显示的地址。其中的内容没有被使用。', next: login`--paste` }),
  'network-failed': d => ({ message: network(d).message, cause: network(d).cause + (wantsCertificate(d) ? '' : spent(d)) + through(d), next: connectOtherwise(d) }),
  'network-timeout': d => ({ ...d['status_came'] === undefined ? unanswered(d) : unfinished(d), next: afterSilence(d, advice`请重试；如果服务器很慢，请加上 --http-timeout 60`) }),
  'answer-too-large': d => ({ message: `${text(d['host'])} 返回的${d['part'] === 'headers' ? '响应头' : '内容'}超过 ${text(d['limit_bytes'])} 字节`, cause: `${d['purpose'] === 'mcp' && d['part'] !== 'headers' ? '其中没有对这次请求的响应。' : '这个协议里没有这么长的消息。'}${spent(d)}`, next: advice`请检查端点地址` }),
  'nobody-came': d => d['redirect_uri']
    ? {
        message: zhNobodyCame(d['ignored'], text(d['seconds'])),
        cause: zhWhatCame(d['ignored'], text(d['redirect_uri'])) ?? (d['sandbox'] === true ? '没有人在沙箱的登录页上完成登录。' : d['browser'] === undefined ? `登录没有完成，或者授权服务器显示了错误页面：后者通常是因为它不认识 client_id，或者没有注册与此完全一致的重定向 URI：${text(d['redirect_uri'])}。` : `打开浏览器的命令失败了（${value(d['browser'])}）：没有打开页面，或者遇到了错误页面。`),
        next: afterNobody(d, {
          answered: advice`请只在最新的标签页里再登录一次。如果仍然如此，说明授权服务器没有原样送回 state：请告知它的管理员`,
          register: d['random_port'] ? advice`如果浏览器显示错误，请在授权服务器上注册 ${onUsualPort(text(d['redirect_uri']))}，并使用这个端口：本次的端口每次都不同` : advice`如果浏览器显示错误，请先在授权服务器上注册 ${d['redirect_uri']}，主机、端口和路径都要一致`,
          sandbox: advice`请在沙箱的登录页上登录，页面上给出了用户名和密码；加上 --auto，沙箱的用户会自己登录`,
          push: advice`加上 --par，授权服务器会在这里说明原因，而不是只在浏览器里显示`,
        }),
      }
    : { message: `等待 ${text(d['seconds'])} 秒后用户仍未作出决定`, cause: '没有在授权服务器的页面上输入验证码，或者输入后既没有允许也没有拒绝。', next: login`--device --timeout 900` },
  'port-in-use': d => d['reason'] === 'own-sandbox' ? zhSandboxDiffers(d) : ({ message: d['reason'] === 'EACCES' ? `无权打开端口 ${text(d['ports'])}（EACCES）` : `${text(d['host'])} 的端口 ${text(d['ports'])} 已被其他程序占用`, cause: d['reason'] === 'EACCES' ? '1024 以下的端口需要管理员权限。' : d['command'] === 'sandbox' ? '另一个程序正在监听该端口。' : '回调会被那个程序收到，本程序收不到。', next: freePort(d, advice`请结束那个程序；或列出多个端口，如 --port 8765,8766，会选用其中第一个空闲的；如果授权服务器接受任意端口，--port 0 会选用一个空闲端口`) }),
  'browser-not-opened': d => hasEnded(d['reason']) ? { message: `打开浏览器的程序出错（${value(d['reason'])}）`, cause: '程序已经启动，但自己出错退出，例如密码不对，或者遇到它不认识的页面。', next: login`--no-open` } : ({ message: `浏览器没有打开（${value(d['reason'])}）`, cause: '没有浏览器、没有图形界面，或者打开浏览器的命令（--browser、BROWSER）执行失败。', next: login`--no-open` }),
  'store-unreadable': d => ({ message: `无法读取 ${text(d['path'])}（${text(d['errno'] ?? d['reason'])}）`, cause: '权限不足，或者磁盘出错。', next: command`ls -ld ${plainPath(d['path'])}` }),
  'store-unwritable': d => ({ message: `无法写入 ${text(d['path'])}（${text(d['errno'] ?? d['reason'])}）`, cause: `磁盘已满或只读，或者该文件夹属于别人。${pick(answered, d['answered']) ?? ''}`, next: afterUnwritable(d) }),
  'store-corrupt': d => d['shared'] ? zhCorruptShared(d) : ({ message: `${text(d['path'])} 已损坏`, cause: `内容不是 oauth-walk 写入的。文件保持原样，${pick(notLost, fileNameOf(d['path'])) ?? '其他配置不受影响'}。`, next: command`mv ${plainPath(d['path'])} ${plainPath(`${text(d['path'])}.corrupt`)}` }),
  'store-unsafe': d => d['is_secret'] ? zhSecretOpen(d, value(d['expected']), value(d['came'])) : ({ message: `${text(d['path'])} 不安全，不能使用。预期：${value(d['expected'])}，实际：${value(d['came'] ?? d['actual'])}`, cause: '放在那里的令牌可能被他人读取或替换。', next: command`ls -ld ${plainPath(d['path'])}` }),
  'store-locked': d => d['pid'] === undefined ? { message: `会话正被另一台机器或另一个进程占用（${text(d['path'])}）`, cause: '它正在刷新令牌，或者连接已断开。', next: advice`请重试` } : ({ message: `会话正被另一个进程占用（主机 ${text(d['hostname'])}，PID ${text(d['pid'])}）`, cause: '它正在刷新令牌，或者卡住了。', next: advice`请重试，或结束那个进程` }),
  'store-sealed': d => d['key'] !== undefined ? zhSealedKey(d['key'], sealedCause(d)) : d['shared'] ? zhSealedShared(d, sealedCause(d)) : ({ message: `无法打开 ${text(d['path'])} 中的会话`, cause: sealedCause(d), next: [advice`请重试；或者放弃这个会话，重新登录`, session`logout`, signIn] }),
  'store-differs': d => ({ message: `配置“${text(d['profile'])}”的会话保存方式是“${text(d['came'])}”，而不是“${text(d['expected'])}”`, cause: '--store、OAUTH_WALK_STORE 或配置要求的是另一种方式。如果你都没有改过，那就是有人替换了文件。', next: login`--store ${d['expected']}` }),
  'keyring-unavailable': keyring,
  'home-missing': () => ({ message: '当前用户没有主目录', cause: 'HOME 不是绝对路径，系统账户里也查不到这个用户 ID 的主目录；容器里常常如此。', next: command`export OAUTH_WALK_HOME=/FOLDER` }),
  'stdout-unwritable': d => ({ message: `结果无法写入标准输出（${text(d['errno'])}）`, cause: d['errno'] === 'EBADF' ? '标准输出没有以可写方式打开。' : '标准输出所指向的地方没有接收内容，或者只接收了一部分。', next: d['errno'] === 'EBADF' ? [advice`请以可写方式打开标准输出，例如用 > FILE 代替 1< FILE`] : [advice`请清出空间，或把标准输出重定向到其他磁盘`, command`df .`] }),
  'no-session': zhNoSession,
  'not-refreshable': zhNotRefreshable,
  'session-ended': d => d['seeded'] ? tellSeedRefused({ message: `授权服务器拒绝了 OAUTH_WALK_REFRESH_TOKEN${quoted(d)}`, cause: '它已过期、被撤销、属于别的客户端，或者已经用过：会轮换的刷新令牌只能用一次。', advice: '请在有浏览器的机器上登录：新的刷新令牌在 walk.json 里' }, d) : advise(d, {}, { message: `授权服务器已结束配置“${text(d['profile'])}”的会话${quoted(d)}`, cause: typeof d['interrupted_at'] === 'number' ? `${text(new Date(d['interrupted_at']).toISOString())} 的刷新在保存响应之前中断：授权服务器多半已经换发了刷新令牌，而新令牌只在那个响应里。` : '刷新令牌已过期、被撤销，或者被重复使用。', next: signIn }),
  ...zhAnswerFailures,
  ...zhDeviceFailures,
  ...zhGivenFailures,
  ...zhKeyFailures, ...zhStoreFailures,
  ...zhMcpFailures,
  ...zhCallFailures, ...zhWorkloadFailures,
  ...zhCredentialFailures,
  'person-needed': d => d['what'] === 'sign-in' ? { message: '这里没有人可以登录', cause: '浏览器没有打开，而且这是 CI 任务（设置了 CI），没有人会手动打开地址。', next: [advice`CI 任务不经浏览器取得令牌：用客户端凭据，或用 OAUTH_WALK_REFRESH_TOKEN`, command`oauth-walk token client-credentials --help`] } : ({ message: `没有提供${needed(d).what}`, cause: d['given'] === 'empty' ? `给出的那一行是空的。要粘贴的是登录后浏览器地址栏里的完整地址，它以 ${text(d['redirect_uri'])} 开头。` : '当前没有终端可供询问。', next: needed(d).how }),
  interrupted: d => d['served'] ? served : { message: '已被 Ctrl-C 停止', cause: d['kept'] ? stoppedLate : stopped, next: [advice`请重新运行该命令`, sameLogin] },
  terminated: d => d['served'] ? served : { message: '已被信号停止', cause: d['kept'] ? endedLate : ended, next: [advice`请重新运行该命令`, sameLogin] },
  left: () => ({ message: '你离开了流程', cause: stopped, next: signIn }),
}

export const zhProviderErrors: ProviderAdvice = {
  access_denied: { cause: '你没有同意授权，或者授权服务器的某条规则拒绝了它。', next: [advice`请重新登录并允许访问`, signIn] },
  invalid_client: { cause: 'client_id 或密钥不对，或者授权服务器要求用另一种方式发送密钥。', next: [advice`请检查密钥，或换一种方式发送`, login`--auth-method client_secret_post`] },
  invalid_grant: { cause: '授权码或刷新令牌已过期、已被使用，或者与客户端、重定向 URI、code_verifier 不匹配。', next: signIn },
  invalid_request: { cause: '对这个授权服务器来说，有参数缺失、重复或格式不对。', next: advice`加上 -v 再运行一次，与授权服务器的文档对照` },
  invalid_scope: { cause: '授权服务器不认识其中某个 scope，或者该客户端无权请求它。', next: login`--scope "openid"` },
  unauthorized_client: { cause: '该客户端没有注册授权码模式；有些服务器在密钥不对时也这样回答。', next: advice`请检查密钥，并在授权服务器上为该客户端启用 authorization_code` },
  unsupported_response_type: { cause: '该客户端不能请求授权码。', next: advice`请在授权服务器上为该客户端开启响应类型 code` },
  redirect_uri_mismatch: { cause: '发出的重定向 URI 与注册的不完全一致。', next: [advice`请注册与此完全一致的重定向 URI，或指定已注册的那个`, login`--redirect-uri URI`] },
  invalid_token: { cause: '访问令牌已过期、被撤销，或者并非用于此资源。', next: session`token refresh` },
  insufficient_scope: { cause: '访问令牌的权限范围不足。', next: login`--scope SCOPE` },
  server_error: { cause: '服务器自身出错。', next: advice`请稍后再试` },
  temporarily_unavailable: { cause: '服务器过载或正在维护。', next: advice`请稍后再试` },
  login_required: { cause: '用户在授权服务器上没有登录，而这里无法显示页面。', next: login`--prompt login` },
  consent_required: { cause: '用户还没有同意授权，而这里无法显示页面。', next: login`--prompt consent` },
}

/** What a resource says of a token: one that a login brought a moment ago has not expired, and there may be nothing to refresh it with. */
function errorsAtResource({ session_saved: saved }: Readonly<Record<string, unknown>>): ProviderAdvice {
  return saved === undefined ? zhProviderErrors : { ...zhProviderErrors, invalid_token: { cause: '令牌是刚刚拿到的，所以多半并非用于此资源，或者缺少它要求的 scope。', next: session`token show` } }
}
