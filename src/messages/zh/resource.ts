import { command } from '../../text/shell.ts'
import { advice, login, session } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Lessons } from '../lessons.ts'
import { afreshAt, chooseListed, chooseServer, fewOf, triedIn, type ResourceCheck, type ResourceFailure, type ResourceFinding, type RefusedCauses } from '../resource.ts'
import { text } from '../chinese-text.ts'
import { kind } from './kinds.ts'

export const zhResourceChecks: Pick<Catalogue['checks'], ResourceCheck> = {
  'resource-identical': { title: '元数据描述的就是这个资源', cause: '它写的是另一个资源。那个资源的令牌在这里不能用，发布者也可能想骗取你的令牌。服务器必须把自己的地址写进 resource（RFC 9728 3.3）。', next: advice`把服务器元数据里的 resource 设为客户端使用的地址` },
  'pkce-advertised': { title: '授权服务器声明会检查 PKCE（S256）', cause: '它的元数据里没有包含 S256 的 code_challenge_methods_supported。MCP 客户端此时不能继续：授权码被偷就能被别人使用。', next: advice`在授权服务器元数据中把 code_challenge_methods_supported 设为 ["S256"]` },
}

export const zhResourceWords: Pick<Catalogue['checkWords'], ResourceCheck> = {
  'resource-identical': { noun: '资源', wrong: '元数据描述的是另一个资源' },
  'pkce-advertised': { noun: 'PKCE', wrong: '授权服务器没有声明会检查 PKCE' },
}

const prevents = (attack: string) => ({ seenBy: '客户端', protects: '流程到此为止，不打开浏览器。', attack })

export const zhResourceLessons: Pick<Lessons['checks'], ResourceCheck> = {
  'resource-identical': prevents('冒充另一个资源，骗取本该给它的令牌'),
  'pkce-advertised': prevents('偷来的授权码在谁都能兑换的授权服务器上被使用'),
}

export const zhResourceMessages: Pick<Lessons['messages'], 'resource-request' | 'resource-response'> = {
  'resource-request': {
    what: '客户端访问资源。第 1 步不带令牌，为了知道该向谁要令牌；第 6 步带上令牌。',
    seenBy: '只有客户端和资源服务器。',
    protects: '令牌只能用于这个资源（资源标识，RFC 8707），其他资源会拒绝它。',
    attack: '如果令牌哪里都能用，任何一个资源都能拿它去访问其他资源。',
  },
  'resource-response': {
    what: '资源的回答。对不带令牌的请求返回 401，并说明元数据在哪里。',
    seenBy: '只有客户端和资源服务器。',
    protects: '它写的地址都会先与你给出的地址核对，之后才让人登录。',
    attack: '资源可以写上自己的授权服务器，让你在只是看起来像的页面上登录。',
  },
}

/** Behind a status. */
const aPage = '，是网页而不是 JSON'

const more = (count: number) => `等，另有 ${count} 个`

/** 只有路径，却没有对应的地址。 */
const pathAlone = ({ profile }: Readonly<Record<string, unknown>>) => ({
  message: `${profile === undefined ? '没有配置' : `配置“${text(profile)}”没有自己的资源`}，只写路径不知道发往哪里`,
  cause: '只写路径时，指的是配置的资源上的路径。', next: [advice`请写完整的地址`, session`api https://HOST/PATH`],
})

export const zhResourceFailures: Pick<Catalogue['failures'], ResourceFailure> = {
  'resource-open': d => ({ message: `${text(d['url'])} 不带令牌也能访问，也没有说明授权服务器`, cause: '它不要求登录，没有流程可走。', next: command`curl -i ${text(d['url'])}` }),
  'resource-unknown': d => d['path'] ? pathAlone(d) : ({ message: `配置“${text(d['profile'])}”没有对应的资源`, cause: '它的登录是从授权服务器开始的。', next: [advice`请用 MCP 服务器自己的地址登录，或指定另一个配置`, command`oauth-walk profile list`] }),
  'authorization-server-unclear': d => ({ message: `${text(d['url'])} 接受多个授权服务器的令牌`, cause: `由你选择：${fewOf(d, more, '、')}`, next: chooseServer(d) }),
  'authorization-server-unlisted': d => ({ message: `${text(d['url'])} 没有列出这个授权服务器`, cause: `它接受 ${fewOf(d, more, '、')} 的令牌，不接受 ${text(d['chosen'])} 的。`, next: chooseListed(d) }),
  'authorization-server-changed': d => ({ message: `${text(d['url'])} 现在接受另一个授权服务器的令牌：${text(d['now'])}，而不是 ${text(d['before'])}`, cause: `客户端只在一个授权服务器登记，它的 ID、密钥、私钥和请求头也只用于那里。没有向新的授权服务器发送任何内容。${d['is_kept'] === true ? `配置“${text(d['profile'])}”保持不变。` : ''}`, next: [advice`如果信任 ${text(d['now'])}，请用另一个客户端在那里登录：自动注册的，或用 --client-id 指定的`, afreshAt(d)] }),
}

/** Why the resource of a login refuses its token. */
export const zhRefusedCauses: RefusedCauses = {
  unnamedScope: tool => ({
    cause: '令牌的权限范围不足，质询却没有写明缺少哪个 scope：--step-up 不知道该再申请什么。服务器应在质询中写上 scope（RFC 6750 3.1）。',
    next: [tool === '' ? advice`请在服务器的质询中写上 scope，或到资源的文档中查找` : advice`请在服务器的质询中写上 scope，或到工具 ${tool} 的文档中查找`, login`--scope SCOPE`],
  }),
  several: issuer => `它列出了多个授权服务器，但拒绝了 ${issuer} 的令牌。可以改用另一个授权服务器。`,
  isNew: '这个令牌是授权服务器刚刚颁发的，不会是过期。多半是令牌的受众（aud）不是它，或者它按另一个授权服务器来校验。',
  isRefreshed: '令牌已刷新，新的令牌仍被拒绝，所以不是过期。多半是令牌的受众（aud）不是它、缺少 scope，或者它按另一个授权服务器来校验。',
  compare: advice`请对照该服务器的要求核对令牌的 aud、iss 和 scope（oauth-walk token show）；不一致时用 --resource 或 --scope 重新登录`,
}

export const zhResourceFindings: Pick<Catalogue['findings'], ResourceFinding> = {
  'resource-not-challenging': d => `资源对不带令牌的请求返回 ${text(d['status'])}，应为 401（RFC 6750 3.1）。仍会继续查找它的元数据。`,
  'challenge-missing': () => '资源返回的 401 没有 WWW-Authenticate 质询（RFC 9110 11.6.1）。改在资源自己的地址查找元数据。',
  'challenge-without-metadata': () => '资源的质询没有说明元数据在哪里（resource_metadata，RFC 9728 5.1）。改在资源自己的地址查找。',
  'challenge-unquoted': () => '资源的质询中 resource_metadata 没有加引号。含有 : 和 / 的值必须加引号（RFC 9110 11.2），有些客户端会读不出来。',
  'authorization-server-missing': d => `${noServersIn(d)}。若你没有另行指定，就向它自己的主机查找授权服务器。`,
  'challenge-metadata-elsewhere': d => `质询写的是 ${text(d['named'])}，那里没有元数据（${text(d['status'])}）。元数据在 ${text(d['found'])}。`,
  'resource-metadata-missing': d => d['unsure'] ? `没有取到资源的元数据（RFC 9728），无法判断它是否发布了元数据：${triedIn(d['tried'], aPage, '、')}。改向它自己的主机查找授权服务器。` : `资源没有发布元数据（RFC 9728）：${triedIn(d['tried'], aPage, '、')}。改向它自己的主机查找授权服务器。`,
  'resource-above': d => `元数据描述的是 ${text(d['resource'])}，而不是 ${text(d['asked'])}（RFC 9728 3.3）。它是同一主机上的上级地址。令牌按这个地址申请，也可能用于那里的其他路径：如果其中有别人的路径，可以用 --strict 拒绝。`,
  'resource-respelt': d => `元数据描述的是 ${text(d['resource'])}，访问的地址是 ${text(d['asked'])}：两者必须完全一致（RFC 9728 3.3）。有些客户端会拒绝。`,
  'client-id-demanded': () => '客户端用请求头认证，令牌端点却还要求正文里有 client_id。流程从第 2 步再请求一次，并在正文里写上它。',
  'issuer-slash': d => `授权服务器自称 ${text(d['issuer'])}，查找时用的是 ${text(d['asked'])}：两者必须完全一致（RFC 8414 3.3）。`,
  'endpoints-by-default': d => `${text(d['issuer'])} 没有发布元数据（${triedIn(d['tried'], aPage, '、')}）。按 MCP 2025-03-26 版协议，尝试那里的 /authorize、/token 和 /register。`,
  'authorization-server-chosen': d => `资源接受多个授权服务器的令牌。这次使用 ${text(d['chosen'])}；它还列出了 ${text(d['others'])}。`,
  'token-refusal-status': d => `资源说令牌无效，却用 ${text(d['status'])} 回答。按规定应为 401（RFC 6750 3.1）：多数客户端因此不会去换新令牌。`,
  'scope-stepped-up': d => `资源要求更多权限：${text(d['needed'])}。将从第 2 步重新发起请求，申请 ${text(d['scope'])}。`,
  'userinfo-left-out': d => `令牌是给某个资源的（RFC 8707），不会发送到 userinfo 端点。${d['profile'] === undefined ? '' : `要访问该资源，请用 ${command`oauth-walk mcp ${d['profile']}`}。`}`,
  'resource-nowhere': d => `没有名为 ${text(d['host'])} 的主机，因此没有访问资源 ${text(d['url'])}。`,
  'authorization-server-followed': d => `配置“${text(d['profile'])}”上次在 ${text(d['before'])} 登录。资源现在指定了另一个授权服务器：${text(d['now'])}。客户端会在那里自行注册，不会带去上次登录的任何内容。`,
  'authorization-server-moved': d => `资源拒绝了 ${text(d['before'])} 的令牌，并改为指定另一个授权服务器：${text(d['now'])}。流程从那里重新开始。`,
}

export const zhResourceHelp: Record<string, string> = {
  mcp: '用已保存的令牌查看 MCP 服务器的名称和工具，或调用其中一个工具',
  'mcp.target': 'MCP 服务器的地址或配置名；不写则用当前配置',
  '--protected-resource': '受保护资源的地址；登录会找到它的授权服务器（RFC 9728），并在资源处结束',
  '--authorization-server': '资源列出多个授权服务器时，在哪一个登录（issuer）',
  '--tool': '要在 MCP 服务器上调用的工具',
  '--arguments': '该工具的参数（JSON 对象）',
  '--step-up': '无人值守时，资源要求更多权限就再申请，最多两次',
  '--resource-method': '第 6 步用这个方法访问资源，而不是按 MCP 协议访问',
}

/** 元数据里本该写授权服务器的地方写了什么。 */
function noServersIn({ url, kind: came, entry, text: named }: Readonly<Record<string, unknown>>): string {
  const place = `${text(url)} 的元数据里，authorization_servers `
  if (came !== undefined) return `${place}应当是列表，实际却是${kind(came)}（RFC 9728 2）`
  if (entry !== undefined) return `${place}里是${named === undefined ? kind(entry) : `“${text(named)}”`}，不是地址（RFC 9728 2）`
  return `${text(url)} 的元数据没有列出授权服务器（authorization_servers，RFC 9728 2）`
}
