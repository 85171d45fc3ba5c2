import type { Catalogue } from '../catalogue.ts'
import { dangersOf } from '../lessons.ts'
import { zhMessageWords } from './of-message.ts'
import { zhClientWords, zhRegistrationFindings } from './registration.ts'
import { zhGrantFindings, zhGrantSteps } from './grant.ts'
import { zhResourceFindings } from './resource.ts'
import { zhOddFindings } from './oddities.ts'
import { inWords, text } from '../text.ts'
import { zhAnswerFindings } from './answers.ts'
import { zhIgnoredWhy } from './callback.ts'
import { zhCalls } from './calls.ts'
import { zhCauses } from './causes.ts'
import { zhChecks } from './checks.ts'
import { zhCheckWords } from './check-words.ts'
import { zhCredential } from './credential.ts'
import { zhConversation } from './conversation.ts'
import { zhDeviceSteps, zhEnterCode } from './device.ts'
import { zhParts } from './failure-parts.ts'
import { zhFailures } from './failures.ts'
import { zhOptionFacts, zhHelp } from './help.ts'
import { zhExamWords } from './exam.ts'
import { zhExplainFindings } from './explain.ts'
import { zhKeyWords } from './key.ts'
import { zhStoreWords } from './store.ts'
import { zhMcpWords } from './mcp.ts'
import { zhLessons } from './lessons.ts'
import { zhObstacles } from './obstacles.ts'
import { zhOfToken } from './parameters.ts'
import { zhPasteRefusal } from './paste.ts'
import { zhReport } from './report.ts'
import { zhProvider } from './provider.ts'
import { zhWrongUsage } from './usage.ts'
import { zhValues } from './values.ts'
import { zhWelcome } from './welcome.ts'
import { zhFapi2Findings } from './fapi2.ts'

export const zh: Catalogue = {
  language: 'zh', ...zhMessageWords,
  steps: {
    start: { ...zhMessageWords.steps.start, about: zhLessons.steps.start.what },
    redirect: { ...zhMessageWords.steps.redirect, about: zhLessons.steps.redirect.what },
    consent: { ...zhMessageWords.steps.consent, about: zhLessons.steps.consent.what },
    callback: { ...zhMessageWords.steps.callback, about: zhLessons.steps.callback.what },
    token: { ...zhMessageWords.steps.token, about: zhLessons.steps.token.what },
    userinfo: { ...zhMessageWords.steps.userinfo, about: zhLessons.steps.userinfo.what },
  },
  report: zhReport,
  telling: { ...zhMessageWords.telling, dangers: dangersOf(zhLessons) },
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
    'userinfo-response': '受保护数据',
  },
  ofToken: zhOfToken,
  lessons: zhLessons,
  checks: zhChecks,
  causes: zhCauses,
  failures: zhFailures,
  obstacles: zhObstacles,
  findings: {
    ...zhAnswerFindings, ...zhExplainFindings,
    ...zhFapi2Findings,
    ...zhRegistrationFindings, ...zhResourceFindings, ...zhOddFindings, ...zhGrantFindings,
    'pkce-off': () => 'PKCE 已关闭：授权码一旦被窃取就能被使用。除非授权服务器拒绝 PKCE，否则请去掉 --no-pkce。',
    'pkce-not-advertised': () => '授权服务器没有声明支持 PKCE（S256）。仍会照常发送；state 也在保护这次流程。',
    'push-demanded': d => `授权服务器只接受该客户端事先推送的授权请求（RFC 9126）。将从第 2 步重新发起请求，这次先推送${d['host'] ? `到 ${text(d['host'])}，它与 issuer 不在同一主机` : ''}。`,
    'proof-demanded': () => '授权服务器只在客户端证明持有密钥时才给它令牌（DPoP，RFC 9449）。将从第 2 步重新发起请求，这次带上证明。',
    'token-not-bound': () => '请求带了证明，返回的令牌却是 Bearer：它没有绑定密钥，谁拿到谁就能访问（RFC 9449 5）。',
    'token-type-missing': () => '响应中没有 token_type，而 RFC 6749 第 5.1 节要求必须有。已按 Bearer 处理。',
    'expires-in-unusable': d => `expires_in 不是可用的数值（${text(d['value'])}）：有效期未知。`,
    'expires-in-string': d => `expires_in 是字符串（“${text(d['value'])}”），应为数值。`,
    'scope-format': () => 'scope 以列表或逗号分隔的形式返回，应为以空格分隔的字符串（RFC 6749 第 3.3 节）。',
    'scope-narrower': d => `请求了但未授予：${text(d['missing'])}。`,
    'scope-wider': d => `未请求却授予了：${text(d['extra'])}。`,
    'content-type': d => `响应内容是 JSON，但 Content-Type 标为“${text(d['content_type'])}”。`,
    'form-encoded-answer': () => '响应采用表单编码，而 RFC 6749 第 5.1 节要求 JSON。',
    'id-token-unused': () => '收到了未请求或无法校验的 id_token，既不采信，也不保存。',
    'state-missing': () => '授权服务器没有把 state 带回来：无法证明这个响应属于本次登录（RFC 6749 10.12）。',
    'jsonp-answer': () => '响应是 JSONP（JSON 外面包了一层函数调用）；RFC 6749 5.1 要求 JSON。',
    'guarded-answer': () => 'JSON 前面有一段防止被当作脚本执行的字符；RFC 6749 5.1 要求只有 JSON。',
    'issuer-template': d => `元数据里的 issuer 代表所有租户（${text(d['issuer'])}）；ID token 里必须是具体的某一个（Discovery 4.3）。`,
    'big-integer': () => '响应里有超过 2^53 的整数，多数 JSON 解析器会丢精度。这里按文本原样保留。',
    'userinfo-part-missing': d => `${text(d['url'])} 返回 ${text(d['status'])}：它本该提供的信息已略去。`,
    'preset-differs': d => `元数据里的 ${text(d['endpoint'])} 是 ${text(d['metadata'])}，与预设的 ${text(d['preset'])} 不同，以元数据为准。`,
    'pkce-unsupported': () => '这家授权服务器不支持 PKCE：授权码只靠 state 和客户端密钥保护。',
    'secret-in-address': d => `按这家的要求，${text(d['parameters'])} 写在了地址里；地址会进入各种日志（RFC 6750 5.3）。`,
    'token-type-own': d => `token_type 是“${text(d['token_type'])}”；这家的令牌实际上仍按 Bearer 方式发送。`,
    'loopback-refused': d => `${text(d['provider'])}不会把授权码发到 ${text(d['redirect_uri'])}。请注册自己的重定向 URI，再用 --redirect-uri URI --paste。`,
    'metadata-unusable': d => `元数据的 ${text(d['members'])} 应为字符串列表（RFC 8414 2）。按缺失处理。`,
    'private-key-published': d => `授权服务器公布了自己的私钥（${text(d['keys'])}）：任何人都能冒名签发 ID 令牌。`,
    'clock-differs': d => `本机时钟比授权服务器${Number(d['seconds']) < 0 ? '慢' : '快'} ${text(d['seconds']).replace('-', '')} 秒。`,
    'status-of-error': d => `错误响应的状态码是 ${text(d['status'])}；RFC 6749 5.2 要求 400（或 401）。`,
    'discovery-failed': d => `${text(d['url'])} 没有元数据（状态码 ${text(d['status'])}），只能使用手动给出的端点。`,
    'keys-unknown': () => '不知道授权服务器的签名密钥，无法校验 ID 令牌：登录者是谁只能以 userinfo 为准。请加上 --issuer 或 --jwks-uri。',
    'listener-exposed': d => `其他机器可能访问到监听地址 ${text(d['addresses'])} 的端口 ${text(d['port'])}（--listen）。请只在 127.0.0.1 上发布这个端口：docker run -p 127.0.0.1:${text(d['port'])}:${text(d['port'])}。只有从本步骤给出的地址开始的浏览器才能带回响应。`,
    'redirect-by-name': d => `授权码会经 http 回到 ${text(d['host'])}：网络上能替这个域名响应的人都可能收到它。有 PKCE，他们拿到也用不了。`,
    'userinfo-endpoint-missing': () => '授权服务器没有 userinfo 端点：第 6 步没有可调用的地址。可用 --userinfo-endpoint 指定。',
    'acr-differs': d => `登录的强度（acr）不是所请求的 ${text(d['asked'])}：${d['came'] === null ? 'ID 令牌里没有' : `实际是 ${text(d['came'])}`}。`,
    'resource-ignored': d => `访问令牌不是给 ${text(d['resources'])} 的：它的受众是 ${text(d['audience']) || '空'}。`,
    'details-differ': d => d['granted'] === null ? '授权服务器没有说明批准了哪些细粒度授权。' : `批准的细粒度授权与请求的不同：${text(d['granted'])}。`,
    'certificate-endpoints': d => `授权服务器为使用证书的客户端另设了端点${d['hosts'] === undefined ? '' : `（位于 ${text(d['hosts'])}）`}，这里使用的是：${text(d['endpoints'])}。`,
    'endpoint-elsewhere': d => `${text(d['endpoint'])} 位于 ${text(d['host'])}，与 issuer 不在同一主机。`,
  },
  conversation: zhConversation,
  key: zhKeyWords,
  store: zhStoreWords,
  client: zhClientWords, exam: zhExamWords,
  mcp: zhMcpWords,
  calls: zhCalls,
  welcome: zhWelcome,
  credential: zhCredential,
  story: {
    wrongUsage: zhWrongUsage,
    walking: target => `用 ${target} 走一遍授权码流程`,
    recorded: target => `另一个程序使用 ${target} 登录的录制`,
    open: '正在浏览器中打开：',
    sentOn: '刚才收到拒绝的标签页会跳转（303 See Other）到下面的地址：',
    redirects: '浏览器打开的是本客户端的地址，客户端以 303 See Other 把它重定向到下面的地址。只有这个浏览器能带回响应；要用其他浏览器，请加 --no-open：',
    askVouch: provider => `收到一个没有 state 的响应（${provider} 可能不返回 state）：无法证明它是你的，任何网页都可能伪造。你刚刚在浏览器中完成了登录吗？[y/N]`,
    openYourself: '请在本机的浏览器中打开这个地址：',
    openAnywhere: '请在浏览器中打开这个地址，本机或其他机器均可：',
    openExposed: '请在发布了这个端口的机器上，用浏览器打开下面的地址，它会转到授权服务器（303 See Other）：',
    overSsh: '当前是 SSH 会话。要让你自己机器上的浏览器能回到这里，请先在那台机器上运行：',
    inEditor: port => `编辑器的窗口在另一台机器上。桌面版编辑器会把端口 ${port} 转发过去，浏览器会自动回到这里。`,
    inCodespace: port => `当前是 codespace。桌面版 VS Code 会自动转发端口 ${port}。如果编辑器在浏览器里，请先在自己的机器上运行：`,
    copyOffered: '按 c 键，把地址复制到你自己机器的剪贴板。',
    copied: '已请求终端复制这个地址。如果剪贴板里没有，说明终端不允许，请手动复制。',
    browserFailed: reason => `浏览器没有打开（${inWords(zhValues, reason)}）。请用任意浏览器打开上面的地址，程序会继续等待。`,
    waiting: (redirectUri, seconds) => `正在 ${redirectUri} 等待，最多 ${seconds} 秒。如果浏览器显示错误页面，通常是因为没有注册与此完全一致的重定向 URI。按 Ctrl-C 停止。`,
    waitingForPaste: (redirectUri, seconds) => [
      '登录完成后，浏览器会显示一个无法访问的页面。这是正常的，那里并没有程序在监听。',
      `请完整复制那个页面的地址（以 ${redirectUri} 开头），粘贴到这里并按回车。最多等待 ${seconds} 秒，按 Ctrl-C 停止。`,
      '只粘贴你自己的浏览器显示的地址：用了别人的地址，登录的就是别人的账号。',
    ],
    pasteOffered: redirectUri => `浏览器在另一台机器上？它会显示一个无法访问的页面：请复制它的地址（以 ${redirectUri} 开头），粘贴到这里并按回车。只粘贴你自己的浏览器显示的地址。`,
    askPaste: '页面地址（输入时不显示）',
    pasteRefused: (reason, redirectUri) => `这个地址不能用：${zhPasteRefusal(reason, redirectUri)}。`,
    deviceSteps: zhDeviceSteps, grantSteps: zhGrantSteps,
    enterCode: zhEnterCode,
    ignored: (reason) => {
      return `已忽略重定向 URI 收到的一个请求：${zhIgnoredWhy[reason] ?? reason}。继续等待。`
    },
    checkFailed: title => `校验未通过：${title}`,
    ignoredMore: count => `又忽略了 ${count} 个请求。`,
    expected: '预期', came: '实际', rule: '依据', cause: '可能原因', advice: '建议', next: '下一步', provider: '服务器返回',
    saved: profile => `会话已保存到配置“${profile}”。`,
    replaced: clientId => `它取代了客户端“${clientId}”的会话，后者已删除。`,
    done: (subject, profile) => `${subject === undefined ? '已登录，授权服务器没有说明用户是谁' : `已以 ${subject} 的身份登录`}${profile === '' ? '' : `（配置“${profile}”）`}。`,
    clientDone: (url, profile) => `客户端已取得${url === undefined ? '' : `用于 ${url} 的`}令牌（配置“${profile}”）。`,
    leftOut: characters => `……（另有 ${characters} 个字符）`,
    failedAt: step => `失败步骤：${step}`,
    endedAt: step => `停在步骤：${step}`,
    signsInByItself: '这里没有终端、图形界面或浏览器，或者指定了 --auto：由 sandbox 用户张三通过同样的页面自动登录：',
    expiresIn: (minutes, date) => `有效期至 ${date}（还剩 ${minutes} 分钟）`,
    expired: date => `已于 ${date} 过期`,
    lifetimeUnknown: '有效期未知',
    finding: '注意',
    sessionSaved: '令牌已通过校验并保存，只有第 6 步失败。',
    storeWarning: (code, path) => ({
      'folder-was-open': `${path} 之前对其他用户开放，现已收紧权限（0700）。`,
      'file-was-readable': `${path} 之前可被其他用户读取，现已收紧权限（0600）。建议运行 oauth-walk logout 后重新登录。`,
      'key-was-readable': `${path} 之前可被其他用户读取，现已收紧权限（0600）。建议运行 oauth-walk key create NAME --rotate。`,
      'key-is-readable': `${path} 里是私钥，而其他用户可以读取它。请收紧权限：chmod 600 FILE`,
      'file-skipped': `${path} 无法读取，已跳过。`,
      'kept-aside': `数据库没能写入新令牌，已加密保存在本机：${path}（0600）。本机的下一条命令会写入数据库；在此之前，其他机器可能会用掉旧令牌。`,
      'kept-aside-written': `之前保存在本机的令牌已写入数据库，${path} 已删除。`,
      'kept-aside-late': `其他机器已经更新了这个会话，${path} 中保存的令牌已丢弃。如果授权服务器现在拒绝请求，请重新登录。`,
      'key-left': `没能从系统密钥环中删除 ${path} 的密钥，不过它已经打不开任何东西了。`,
    } as Record<string, string | undefined>)[code] ?? `${code}：${path}`,
    refreshed: how => ({
      refreshed: '已刷新。',
      'another-process': '另一个进程刚刚刷新过，直接使用它取得的令牌。',
      'still-valid': '仍然有效，没有刷新。',
    } as Record<string, string | undefined>)[how] ?? how,
    old: '旧', new: '新',
    source: source => zhParts.source({ source }),
    interruptedRefresh: at => `上一次刷新在 ${at} 中断。将用旧的刷新令牌再试一次。`,
    revoked: token => `授权服务器已撤销${tokenName(token)}。`,
    notRevoked: (token, why) => `授权服务器没有确认撤销${tokenName(token)}（${why === 'no-revocation-endpoint' ? '没有撤销端点' : why}）：它可能直到过期前都有效。`,
    loggedOut: profile => `已删除本机上配置“${profile}”的会话。`,
    nothingStored: profile => `配置“${profile}”没有已保存的会话。`,
    endSession: url => `要同时结束浏览器中的会话，请打开：${url}`,
    tokenToTerminal: '这是机密。在脚本中请这样使用：TOKEN=$(oauth-walk token)',
    showSecrets: '机密会明文显示，不要粘贴到任何地方。',
    tokensMasked: '机密已打码；要输出访问令牌，请运行 oauth-walk token。',
    noProfiles: '还没有配置。创建一个：oauth-walk login sandbox',
    profileUsed: name => `当前配置已切换为“${name}”。`,
    profileRemoved: name => `已删除配置“${name}”及其会话。`,
    sandboxProved: clientId => `客户端 ${clientId} 沿用上次登录 sandbox 时的认证方式，在这里没有密钥。要恢复用密钥认证：oauth-walk profile remove sandbox`,
    sandboxServing: issuer => `sandbox 已启动：${issuer}`,
    sandboxJoined: issuer => `另一个进程已在 ${issuer} 运行 sandbox`,
    sandboxStop: '按 Ctrl-C 停止。',
    sandboxTry: command => `在另一个终端中试试：${command}`,
    askPassphrase: '存储的口令（输入时不显示）',
    askPassphraseAgain: '请再输入一次口令',
    sameTwice: '两次输入相同',
    askClientSecret: clientId => `客户端 ${clientId} 的密钥（输入时不显示）`,
  },
  tab: {
    lang: 'zh-CN',
    ignoredTitle: '不是本次登录',
    ignoredText: '这个页面不属于正在等待的登录，其中的内容没有被使用。可以关闭此标签页。',
    doneTitle: '登录成功',
    doneText: '六个步骤已全部完成。可以关闭此标签页，回到终端。',
    failedTitle: '登录失败',
    failedText: '请回到终端，那里说明了原因和解决办法。',
    overTitle: '本次登录已经完成',
    overText: '授权响应已经收到（来自另一个标签页，或在重新加载之前）。没有再次发送任何内容，可以关闭此标签页。',
    unfinishedTitle: '请回到终端',
    unfinishedText: '授权服务器还没有响应。结果会显示在终端里，可以关闭此标签页。',
    steps: '六个步骤', done: '已完成', failed: '失败', open: '未完成',
  },
  provider: zhProvider,
  help: zhHelp,
  optionFacts: zhOptionFacts,
}

/** The English sentences take a noun as it is; in Chinese the two tokens have names of their own. */
function tokenName(token: string): string {
  if (/^access[ _]token$/.test(token)) return '访问令牌'
  if (/^refresh[ _]token$/.test(token)) return '刷新令牌'
  return ` ${token}`
}
