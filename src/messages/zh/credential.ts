import type { Catalogue, CredentialFailures } from '../catalogue.ts'
import { advice, login, session, signIn } from '../again.ts'
import { command } from '../../text/shell.ts'
import { askForCredential, useBoundToken } from '../commands.ts'
import { advise } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhStsErrors, zhStsUnknown } from './security-token-service.ts'

/** 没能理解或不予响应的原因。 */
function requestRefused(details: Record<string, unknown>): string {
  const tool = text(details['tool'])
  switch (details['reason']) {
    case 'control-characters': return `${tool} 传来的值里有换行或其他控制字符`
    case 'incomplete': return `${tool} 没有说明 protocol 和 host`
    case 'no-host': return `${tool} 要的是 ${text(details['host'])} 的凭证，而它不是主机名`
    case 'unencrypted': return `令牌会以明文发给 ${text(details['host'])}`
    case 'read-only': return `${tool} 要保存的凭证不是该配置的令牌`
    case 'operation': return `${tool} 请求的操作是“${text(details['operation'])}”`
    case 'exec-info-missing': return '没有设置 KUBERNETES_EXEC_INFO'
    case 'api-version': return `${tool} 使用的 exec 协议版本既不是 v1 也不是 v1beta1`
    case 'cluster-missing': return `${tool} 没有说明令牌要发给哪个集群`
    default: return `${tool} 传来的内容不符合它的凭证协议`
  }
}

function requestCause(details: Record<string, unknown>): string {
  switch (details['reason']) {
    case 'control-characters': return '多出来的一行可能会索取另一台主机的凭证。'
    case 'no-host': return '主机是名称或地址，可以带端口，前后不能有别的内容。'
    case 'unencrypted': return '令牌只通过 https 发送，或只发给本机。'
    case 'read-only': return '配置的令牌只来自它的授权服务器。'
    case 'cluster-missing': return 'kubeconfig 没有把集群信息传给这条命令，因此无法与配置绑定的主机核对。'
    case 'exec-info-missing': return 'kubectl 会运行这条命令，并设置这个变量。'
    default: return '这条命令应由相应的程序调用。'
  }
}

export const zhCredentialFailures: CredentialFailures = {
  'host-not-bound': d => Array.isArray(d['candidates'])
    ? { message: `有多个配置绑定了 ${text(d['host'])}：${text(d['candidates'])}`, cause: '其中没有当前配置，需要由你来选择。', next: advice`请加上 --profile ${d['candidates'][0]}，或设置 OAUTH_WALK_PROFILE` }
    : { message: `配置“${text(d['profile'])}”没有绑定 ${text(d['host'])}`, cause: '谁拿到令牌，谁就能以你的身份操作，所以令牌只交给你指定过的主机。', next: command`oauth-walk profile bind ${d['profile']} --host ${d['host']}` },
  'audience-differs': d => ({ message: `这个令牌不是给 ${text(d['audience'])} 用的`, cause: `它的 audience：${text(d['given']) || '未注明'}。`, next: session`token show` }),
  'token-bound': d => ({ message: `配置“${text(d['profile'])}”的访问令牌已绑定密钥（DPoP），不能用于 ${text(d['what'])}`, cause: '每个请求都要带上由该密钥签名的证明，只有令牌会被拒绝。', next: useBoundToken }),
  'id-token-unusable': d => ({ message: d['ends_in'] === undefined ? `配置“${text(d['profile'])}”没有${d['reason'] === 'expired' ? '仍然有效的 ID 令牌' : ' ID 令牌'}` : `配置“${text(d['profile'])}”的 ID 令牌 ${text(d['ends_in'])} 秒后到期，不足所要求的 ${text(d['least'])} 秒`, cause: d['reason'] === 'expired' ? `${d['ends_in'] === undefined ? '它已过期，而授权服务器' : '授权服务器'}刷新时没有给新的。` : '登录时没有请求 openid，或者授权服务器没有给 ID 令牌。', next: [d['reason'] === 'expired' ? signIn : login`--scope "openid offline_access"`, advice`或改用访问令牌：--token-type access_token`] }),
  'tool-request-invalid': d => ({ message: requestRefused(d), cause: requestCause(d), next: askForCredential(d) }),
  'sts-refused': d => advise(d, zhStsErrors, { message: `${text(d['url'])} 拒绝给出该角色的凭证（${stated(d)}）`, ...zhStsUnknown }),
}

function stated(details: Record<string, unknown>): string {
  const provider = details['provider'] as { error?: unknown, status?: unknown } | undefined
  return text(provider?.error) || `状态码 ${text(provider?.status)}`
}

export const zhCredential: Catalogue['credential'] = {
  bound: (profile, hosts) => hosts.length === 0
    ? `配置“${profile}”没有绑定任何主机。`
    : `配置“${profile}”的令牌可以交给：${hosts.join('、')}`,
}

export const zhCredentialHelp: Record<string, string> = {
  credential: '按 kubectl、git、docker、aws 各自的协议提供凭证',
  'credential.kubectl': '为 kubectl 输出 ExecCredential，仅限配置绑定的集群',
  'credential.git': '作为 git 的凭证助手，仅限配置绑定的主机',
  'credential.docker': '作为 docker 的凭证助手，仅限配置绑定的镜像仓库',
  'credential.aws': '获取 AWS 角色的凭证，用于 credential_process',
  'credential.operation': '程序请求的操作：get、store、erase、list',
  'profile.bind': '指定其他程序可以为哪些主机取用该配置的令牌',
  '--host': '其他程序可以为该主机取用令牌，可重复',
  '--bind-remove': '解除对这些主机的绑定',
  '--token-type': '提供哪种令牌（默认：id_token）',
  '--credential-audience': '令牌不是给这个 audience 的就拒绝',
  '--username': '随令牌一起给出的用户名（默认：oauth2）',
  '--basic': '即使 git 能发送 Bearer 令牌，也使用用户名和密码',
  '--role-arn': '要获取凭证的角色',
  '--role-session-name': '会话在 AWS 日志中的名称（默认：oauth-walk）',
  '--sts-endpoint': '安全令牌服务的地址（默认：https://sts.amazonaws.com/）',
  '--duration-seconds': '凭证的有效期',
}
