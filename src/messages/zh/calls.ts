import { command } from '../../text/shell.ts'
import { advice, login, session } from '../again.ts'
import type { Advice } from '../way.ts'
import type { CallWords } from '../call-words.ts'
import type { CallFailures, FailureProse } from '../catalogue.ts'
import { meantBy, sentGrantOf, type SentGrant } from '../meant.ts'
import { helpOf, pick, withPresented } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhParts } from './failure-parts.ts'
import { zhPresented } from './workload.ts'

type Details = Readonly<Record<string, unknown>>

const errorOf = ({ provider }: Details) => (provider as { error?: unknown } | undefined)?.error

/** 诊断表中对该授权服务器的说明；其中的命令只适用于登录。 */
const causeOf = ({ diagnosis }: Details) => (diagnosis as { cause?: string } | undefined)?.cause

/** 按标准的错误码，说明不需要浏览器的授权方式为何被拒绝。 */
const refusals: Readonly<Record<string, (sent: SentGrant) => { cause: string, do: Advice }>> = {
  invalid_client: () => ({ cause: '授权服务器不认识这个客户端，或者客户端认证的方式与它要求的不同。', do: advice`请检查 client_id 以及密钥；用 --auth-method 指定认证方式` }),
  unsupported_grant_type: ({ type }) => ({ cause: `授权服务器不支持授权方式 ${type}。`, do: advice`请联系授权服务器的管理员启用该授权方式` }),
  unauthorized_client: ({ type }) => ({ cause: `这个客户端无权使用授权方式 ${type}。`, do: advice`请在授权服务器上允许该客户端使用此授权方式` }),
  invalid_target: ({ namesTarget }) => namesTarget
    ? { cause: '授权服务器不向这个客户端签发用于该受众或资源的令牌。', do: advice`请核对 --audience 和 --resource 与授权服务器上的配置` }
    : { cause: '请求既没有写受众（audience），也没有写资源（resource）。授权服务器似乎要求写明（RFC 8707 2、RFC 8693 2.2.2）。', do: advice`请按授权服务器的文档，用 --audience 或 --resource 写明` },
  invalid_grant: ({ bringsToken }) => bringsToken
    ? { cause: '发送的令牌或断言已过期、已被使用，或者其签发者、受众、主体不受授权服务器信任。', do: advice`请核对其中的 iss、aud、sub 和 exp 与授权服务器上的信任配置` }
    : { cause: '这种授权方式只发送客户端及其身份凭据。因此授权服务器指的是客户端本身（例如已被停用），或者请求中的某个参数。', do: advice`请核对客户端及其权限与授权服务器上的配置；加 -v 可以看到请求` },
  invalid_request: ({ exchanges }) => exchanges
    ? { cause: '缺少参数或参数格式不对，或者授权服务器不接受所发送的令牌（RFC 8693 2.2.2）。', do: advice`请对照授权服务器的文档核对令牌类型和参数；加 -v 可以看到它们` }
    : { cause: '缺少参数、参数格式不对，或者参数重复（RFC 6749 5.2）。', do: advice`请对照授权服务器的文档核对参数；加 -v 可以看到它们` },
  invalid_scope: ({ scope }) => scope === ''
    ? { cause: '请求中没有写 scope。授权服务器似乎要求写明：它没有可用的默认 scope（RFC 6749 3.3）。', do: advice`请按授权服务器的文档，用 --scope 写明` }
    : { cause: '授权服务器不认识其中某个 scope，或者这个客户端无权使用它。', do: advice`请用 --scope 减少所请求的范围` },
}

const tellers: Readonly<Record<string, string>> = {
  invalid_client: '授权服务器不认识这个客户端，或者客户端认证的方式与它要求的不同。',
}

const names: Readonly<Record<string, string>> = { access_token: '访问令牌', refresh_token: '刷新令牌', id_token: 'ID 令牌' }

const lacking: Readonly<Record<string, Omit<FailureProse, 'message'>>> = {
  access_token: { cause: '目前只有刷新令牌。', next: session`token refresh` },
  refresh_token: { cause: '授权服务器没有签发。', next: session`token show` },
  id_token: { cause: '登录时没有请求 openid，或者 ID 令牌无法校验。', next: login`--scope "openid profile email"` },
}

export const zhCallFailures: CallFailures = {
  'introspection-endpoint-missing': d => ({ message: '不知道该向哪里查询令牌', cause: `${text(d['issuer'])} 的元数据里没有内省端点（introspection endpoint）。`, next: session`introspect --introspection-endpoint URL` }),
  'introspection-refused': d => ({ message: `授权服务器拒绝说明令牌的状态${zhParts.quoted(d)}`, cause: pick(tellers, errorOf(d)) ?? causeOf(d) ?? '很多授权服务器只回答有内省权限的客户端。', next: [advice`请在授权服务器上允许该客户端查询令牌`, session`token show`] }),
  'grant-refused': (d) => {
    const { error, isSaid } = meantBy(d)
    const known = pick(refusals, error)?.(sentGrantOf(d))
    const usual = { cause: '请求与该客户端的配置不符。', do: advice`请对照授权服务器的文档核对请求；加 -v 可以看到它` }
    const { cause, do: way } = known ?? usual
    return { message: `授权服务器拒绝签发令牌${zhParts.quoted(d)}`, cause: withPresented(known && !isSaid ? cause : causeOf(d) ?? cause, d, zhPresented), next: [way, helpOf(d['command'])] }
  },
  'token-missing': d => ({ message: `配置“${text(d['profile'])}”没有${pick(names, d['token']) ?? text(d['token'])}`, ...pick(lacking, d['token']) ?? { cause: '授权服务器没有签发。', next: session`token show` } }),
}

/** 不需要浏览器的授权方式必须知道的内容。 */
export const zhGrantNeeds: Record<'endpoint' | 'client' | 'proof', (details: Details) => FailureProse> = {
  proof: () => ({
    message: '没有任何凭据能证明客户端的身份',
    cause: '使用 client_credentials 时，客户端要用密钥（secret）、私钥或证书证明自己的身份。这些都没有提供，所以没有发出请求。',
    next: [advice`请设置 OAUTH_WALK_CLIENT_SECRET，或用 --client-key 指定私钥；- 表示当场输入`, login`--client-secret-file -`],
  }),
  endpoint: d => ({
    message: '缺少令牌端点', cause: '既没有给出 issuer，也没有给出令牌端点，而且没有当前配置。',
    next: [command`oauth-walk token ${d['grant']} --issuer https://ISSUER --client-id ID`, command`oauth-walk token ${d['grant']} --token-endpoint https://HOST/token --client-id ID`],
  }),
  client: d => ({
    message: `缺少 ${text(d['target'])} 的 client_id`, cause: '这种授权方式以客户端自己的身份进行：授权服务器必须知道是谁在请求。',
    next: d['by_endpoint'] ? command`oauth-walk token ${d['grant']} --token-endpoint ${d['target']} --client-id ID` : command`oauth-walk token ${d['grant']} --issuer ${d['target']} --client-id ID`,
  }),
}

const reasons: Readonly<Record<string, (detail: string) => string>> = {
  'wrong-state': () => 'state 校验未通过，浏览器带回的 state 不是我们的，任何人都可能伪造这个请求',
  'missing-state': () => 'state 校验未通过，浏览器没有带回 state，任何人都可能伪造这个请求',
  'nobody-came': uri => `浏览器没有回来；如果它显示错误页面，请在授权服务器上把 ${uri} 注册为登出后的重定向 URI`,
  'another-browser': () => '另一个程序抢先占用了浏览器的地址',
  'browser-not-opened': () => '没有打开浏览器',
  'port-in-use': uri => `浏览器应返回的地址（${uri}）已被另一个程序占用；请停止它，或用 --post-logout-redirect-uri 指定另一个地址`,
  'loopback-missing': uri => `本机没有 ${uri} 这样的地址；请用 --post-logout-redirect-uri 指定另一个地址`,
}

export const zhCalls: CallWords = {
  openSignOut: '正在打开浏览器，以结束授权服务器上的会话。如果没有打开，请在本机的浏览器中打开下面的地址，它会跳转过去：',
  waitingSignOut: (uri, seconds) => `正在 ${uri} 等待浏览器返回，最多 ${seconds} 秒。本地的会话已经处理完毕，可以随时按 Ctrl-C 停止。`,
  remindSignOut: uri => `仍在等待。如果浏览器显示错误页面，请在授权服务器上把 ${uri} 原样注册为登出后的重定向 URI。`,
  byItself: '由 sandbox 用户张三通过同样的页面自动登出。',
  signedOut: '浏览器已从授权服务器的登出页面返回，带回的 state 与发出的一致。',
  unconfirmed: (reason, detail) => `浏览器中授权服务器的会话可能还在：${pick(reasons, reason)?.(detail) ?? '无法打开监听端口'}。`,
  tab: {
    doneTitle: '已登出', doneText: '本地的会话已删除，授权服务器也已完成登出并让浏览器返回。可以关闭此标签页。',
    otherTitle: '无法确认', otherText: '这个页面不能证明授权服务器已结束会话。请回到终端查看说明。',
  },
}

export const zhCallHelp: Record<string, string> = {
  introspect: '向授权服务器查询已存令牌的状态（RFC 7662）',
  'introspect.--refresh-token': '查询刷新令牌，而不是访问令牌',
  'token.exchange': '用一个令牌换取另一个令牌（RFC 8693）',
  'token.jwt-bearer': '用签名的断言换取令牌（RFC 7523）',
  'token.client-credentials': '以客户端自己的身份获取令牌（RFC 6749 第 4.4 节）',
  '--subject-token-file': '要交换的令牌所在的文件，- 表示 stdin（默认：配置的访问令牌）',
  '--subject-token-type': '该令牌的类型：access_token、id_token、refresh_token、jwt、saml1、saml2 或 URI（文件默认为 jwt）',
  '--actor-token-file': '代表主体行事的一方的令牌文件，- 表示 stdin',
  '--actor-token-type': '该令牌的类型（默认 jwt）',
  '--requested-token-type': '想要得到的令牌类型',
  '--assertion-file': '断言所在的文件，- 表示 stdin',
  'grant.--token-endpoint': '签发令牌的地址',
  'grant.--scope': '新令牌的 scope',
  'grant.--resource': '新令牌用于哪个资源（RFC 8707），可重复',
  'grant.--audience': '新令牌的受众',
  'grant.--dpop': '把新令牌绑定到它自己的密钥（DPoP，RFC 9449），需要同时指定 --save-as',
  '--save-as': '同时把新令牌存为这个配置的会话',
  '--post-logout-redirect-uri': '浏览器登出后返回的地址（默认：重定向 URI，路径改为 /logged-out）；须在授权服务器上原样注册',
  'logout.--auto': '由 sandbox 用户自动登出',
  'logout.--show-secrets': '在显示的地址中包含 ID 令牌',
  '--no-browser': '不打开浏览器，只显示结束授权服务器会话的地址',
}
