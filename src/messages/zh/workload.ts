import { advice } from '../again.ts'
import type { Catalogue, FailureProse, WorkloadFailures } from '../catalogue.ts'
import type { WorkloadCheck } from '../grant.ts'
import type { Lessons } from '../lessons.ts'
import { helpOf, pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhParts } from './failure-parts.ts'

type Words = Pick<FailureProse, 'cause' | 'next'>

const other: Words = { cause: '平台没有把令牌放在那里，或者用了别的名称。', next: advice`请对照平台的文档核对名称；从文件读取令牌用 file:FILE` }

const platforms: Readonly<Record<string, Words>> = {
  github: { cause: '只有声明了 permissions: id-token: write 的作业，GitHub 才会设置它；来自 fork 的 pull request 一律没有。', next: advice`请在作业中加上 permissions: id-token: write` },
  gitlab: { cause: '作业中写了 id_tokens 时，GitLab 才会按其中的名称设置它。', next: advice`请在作业的 id_tokens: 下加上这个名称，并在其下写明 aud:` },
}

export const zhWorkloadFailures: WorkloadFailures = {
  'workload-token-missing': d => ({ message: `没有平台的令牌：未设置 ${text(d['variable'])}`, ...pick(platforms, d['platform']) ?? other }),
  'workload-token-refused': d => ({ message: `GitHub 没有给这个作业签发令牌${zhParts.quoted(d)}`, cause: '它只回答正在运行的作业本身，并且作业必须声明 permissions: id-token: write。', next: [advice`请在作业中加上 permissions: id-token: write`, helpOf(d['command'])] }),
}

export const zhWorkloadChecks: Pick<Catalogue['checks'], WorkloadCheck> = {
  'workload-token-jwt': { title: '平台令牌是已签名的 JWT', cause: '从该来源读到的是别的内容，可能是其他机密，因此没有发送。', next: advice`请对照平台的文档核对文件名或变量名；不是 JWT 的令牌可用 --subject-token-file 交换` },
  'workload-token-audience': { title: '平台令牌的受众（aud）匹配', cause: '受众是另一方，拿到它的人都能拿去那里用；或者它没有写明受众。受众为集群自身 API 的令牌可以访问整个集群。没有发送任何内容。', next: advice`请让平台为这个受众签发令牌（GitLab：id_tokens 下的 aud；Kubernetes：投射卷的 audience），或用 --workload-audience 指定别的受众` },
  'workload-token-expiry': { title: '平台的令牌在有效期内', cause: '它已过期、没有 exp，或者两边的时钟不一致。变量里的令牌不会更新，投射到文件的令牌会。没有发送任何内容。', next: advice`请在作业开始后尽早使用令牌，或改用会更新的文件` },
}

export const zhWorkloadWords: Pick<Catalogue['checkWords'], WorkloadCheck> = {
  'workload-token-jwt': { noun: '格式', wrong: '平台令牌不是已签名的 JWT' },
  'workload-token-audience': { noun: '受众', wrong: '平台令牌的受众（aud）不匹配' },
  'workload-token-expiry': { noun: '有效期', wrong: '平台的令牌已过期，或没有可用的 exp' },
}

const prevents = (attack: string) => ({ seenBy: '客户端', protects: '流程到此为止，不再转发。', attack })

export const zhWorkloadLessons: Pick<Lessons['checks'], WorkloadCheck> = {
  'workload-token-jwt': prevents('路径或名称写错，把别的机密交给了授权服务器'),
  'workload-token-audience': prevents('授权服务器拿到作业的令牌后，用在它本来的去处'),
  'workload-token-expiry': prevents('作业的旧令牌落到别人手里再被使用'),
}

/** 平台对这个作业的说明，供核对授权服务器上的信任配置。 */
export const zhPresented = (said: string): string => `发送的令牌中：${said}。`

export const zhWorkloadHelp: Record<string, string> = {
  '--subject-token-from': '要交换的令牌的来源：github、env:VARIABLE、file:FILE 或 fd:NUMBER',
  '--assertion-from': '断言的来源：github、env:VARIABLE、file:FILE 或 fd:NUMBER',
  '--client-assertion-from': '客户端用运行平台的令牌证明身份：github、env:VARIABLE、file:FILE 或 fd:NUMBER；不需要密钥',
  '--workload-audience': '平台令牌的 aud（默认是 issuer）',
}
