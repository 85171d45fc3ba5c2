import { command } from '../../text/shell.ts'
import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Lessons } from '../lessons.ts'
import { chooseServer, fewOf, triedIn, type ResourceCheck, type ResourceFailure, type ResourceFinding } from '../resource.ts'
import { text } from '../text.ts'

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

const more = (count: number) => `等，另有 ${count} 个`

export const zhResourceFailures: Pick<Catalogue['failures'], ResourceFailure> = {
  'resource-open': d => ({ message: `${text(d['url'])} 不带令牌也能访问，也没有说明授权服务器`, cause: '它不要求登录，没有流程可走。', next: command`curl -i ${text(d['url'])}` }),
  'authorization-server-unclear': d => ({ message: `${text(d['url'])} 接受多个授权服务器的令牌`, cause: `由你选择：${fewOf(d, more)}`, next: chooseServer(d) }),
  'authorization-server-unlisted': d => ({ message: `${text(d['url'])} 没有列出这个授权服务器`, cause: `它接受 ${fewOf(d, more)} 的令牌，不接受 ${text(d['chosen'])} 的。`, next: chooseServer(d) }),
}

export const zhResourceFindings: Pick<Catalogue['findings'], ResourceFinding> = {
  'resource-not-challenging': d => `资源对不带令牌的请求返回 ${text(d['status'])}，应为 401（RFC 6750 3.1）。仍会继续查找它的元数据。`,
  'challenge-missing': () => '资源返回的 401 没有 WWW-Authenticate 质询（RFC 9110 11.6.1）。改在资源自己的地址查找元数据。',
  'challenge-without-metadata': () => '资源的质询没有说明元数据在哪里（resource_metadata，RFC 9728 5.1）。改在资源自己的地址查找。',
  'challenge-metadata-elsewhere': d => `质询写的是 ${text(d['named'])}，那里没有元数据（${text(d['status'])}）。元数据在 ${text(d['found'])}。`,
  'resource-metadata-missing': d => `资源没有发布元数据（RFC 9728）：${triedIn(d['tried'])}。改向它自己的主机查找授权服务器。`,
  'resource-above': d => `元数据描述的是 ${text(d['resource'])}，而不是 ${text(d['asked'])}（RFC 9728 3.3）。它是同一主机上的上级地址，别人不可能占有；令牌按这个地址申请。`,
  'authorization-server-unnamed': d => `资源的元数据没有写授权服务器（authorization_servers，RFC 9728 2）。改向它自己的主机 ${text(d['host'])} 查找。`,
  'client-id-demanded': () => '客户端用请求头认证，令牌端点却还要求正文里有 client_id。流程从第 2 步再请求一次，并在正文里写上它。',
  'issuer-slash': d => `授权服务器自称 ${text(d['issuer'])}，查找时用的是 ${text(d['asked'])}：两者必须完全一致（RFC 8414 3.3）。`,
  'endpoints-by-default': d => `${text(d['issuer'])} 没有发布元数据（${triedIn(d['tried'])}）。按 MCP 2025-03-26 版协议，尝试那里的 /authorize、/token 和 /register。`,
  'scope-stepped-up': d => `资源要求更多权限：${text(d['needed'])}。将从第 2 步重新发起请求，申请 ${text(d['scope'])}。`,
}

export const zhResourceHelp: Record<string, string> = {
  '--protected-resource': '受保护资源的地址；登录会找到它的授权服务器（RFC 9728），并在资源处结束',
  '--authorization-server': '资源列出多个授权服务器时，在哪一个登录（issuer）',
  '--tool': '第 6 步在 MCP 服务器上调用的工具',
  '--arguments': '该工具的参数（JSON 对象）',
  '--step-up': '无人值守时，资源要求更多权限就再申请，最多两次',
  '--resource-method': '第 6 步用这个方法访问资源，而不是按 MCP 协议访问',
}
