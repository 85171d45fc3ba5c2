import type { Catalogue } from '../catalogue.ts'
import { zhMessageWords } from './of-message.ts'
import { zhClientWords } from './registration.ts'
import { zhCalls } from './calls.ts'
import { zhCauses } from './causes.ts'
import { zhChecks } from './checks.ts'
import { zhCheckWords } from './check-words.ts'
import { zhCredential } from './credential.ts'
import { zhConversation } from './conversation.ts'
import { zhFailures } from './failures.ts'
import { zhExamWords } from './exam.ts'
import { zhKeyWords } from './key.ts'
import { zhStoreWords } from './store.ts'
import { zhMcpWords } from './mcp.ts'
import { zhLessons } from './lessons.ts'
import { zhObstacles } from './obstacles.ts'
import { zhOfToken } from './parameters.ts'
import { zhReport } from './report.ts'
import { zhProvider } from './provider.ts'
import { zhValues } from './values.ts'
import { zhWelcome } from './welcome.ts'
import { zhFindings } from './findings.ts'
import { zhStory } from './story.ts'
import { zhSteps, zhTelling } from './taught.ts'

export const zh: Catalogue = {
  language: 'zh', ...zhMessageWords,
  steps: zhSteps,
  report: zhReport,
  telling: zhTelling,
  checkWords: zhCheckWords,
  values: zhValues,
  refreshStep: {
    title: '刷新令牌换新令牌', route: '客户端 ↔ 授权服务器（后台通信）',
    about: '不需要你，也不需要浏览器。客户端认证证明客户端的身份；这里没有授权码，所以也没有 PKCE。',
  },
  arrows: {
    start: '你请求登录',
    'resource-request': '资源请求',
    'resource-response': '资源响应',
    'registration-request': '客户端注册请求',
    'registration-response': '客户端的注册信息',
    'push-request': '推送的授权请求',
    'push-response': '推送请求的响应',
    'authorization-request': '授权请求：浏览器被重定向到授权服务器',
    'sign-in-and-consent': '你在授权服务器登录并允许访问',
    'authorization-response': '授权响应：授权服务器把浏览器重定向回来',
    callback: '浏览器把授权响应带给客户端',
    'exchange-request': '向身份提供方申请交换令牌',
    'exchange-response': '身份提供方的 ID-JAG',
    'token-request': '令牌请求',
    'token-response': '令牌响应',
    'userinfo-request': '资源请求',
    'userinfo-response': '资源响应',
  },
  ofToken: zhOfToken,
  lessons: zhLessons,
  checks: zhChecks,
  causes: zhCauses,
  failures: zhFailures,
  obstacles: zhObstacles,
  findings: zhFindings,
  conversation: zhConversation,
  library: { notOurs: said => said === '' ? '抛出的不是 oauth-walk 的错误' : `不是 oauth-walk 的错误：${said}` },
  key: zhKeyWords,
  store: zhStoreWords,
  client: zhClientWords,
  exam: zhExamWords,
  mcp: zhMcpWords,
  calls: zhCalls,
  welcome: zhWelcome,
  credential: zhCredential,
  story: zhStory,
  tab: {
    lang: 'zh-CN',
    ignoredTitle: '不是本次登录',
    ignoredText: '这个页面不属于正在等待的登录，其中的内容没有被使用。可以关闭此标签页。',
    strangeTitle: '地址不对',
    strangeText: host => `登录在 ${host} 等待，而打开这个页面用的是别的主机名。其中的内容没有被使用。请改用 ${host} 打开同一个地址。`,
    doneTitle: '登录成功',
    doneText: '六个步骤已全部完成。可以关闭此标签页，回到终端。',
    signedInTitle: '已登录，只有第 6 步失败',
    failedTitle: '登录失败',
    failedText: '请回到终端，那里说明了原因和解决办法。',
    overTitle: '本次登录已经完成',
    overText: '授权响应已经收到（来自另一个标签页，或在重新加载之前）。没有再次发送任何内容，可以关闭此标签页。',
    unfinishedTitle: '请回到终端',
    unfinishedText: '授权服务器还没有响应。结果会显示在终端里，可以关闭此标签页。',
    steps: '六个步骤', done: '已完成', failed: '失败', open: '未完成',
  },
  provider: zhProvider,
}
