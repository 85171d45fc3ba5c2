import type { Catalogue } from '../catalogue.ts'
import { zhGrantSteps } from './grant.ts'
import { hasEnded, inWords } from '../text.ts'
import { zhIgnoredWhy } from './callback.ts'
import { zhDeviceSteps, zhEnterCode } from './device.ts'
import { zhParts } from './failure-parts.ts'
import { zhPasteRefusal } from './paste.ts'
import { zhWrongUsage } from './usage.ts'
import { zhValues } from './values.ts'

export const zhStory: Catalogue['story'] = {
  wrongUsage: zhWrongUsage,
  walking: target => `用 ${target} 走一遍授权码流程`,
  recorded: target => `另一个程序使用 ${target} 登录的录制`,
  open: '正在浏览器中打开：',
  sentOn: '刚才收到拒绝的标签页会跳转（303 See Other）到下面的地址：',
  redirects: '浏览器打开的是本客户端的地址，客户端以 303 See Other 把它重定向到下面的地址。此后只有这个浏览器能带回响应；要用其他浏览器登录，请加 --no-open：',
  askVouch: provider => `收到一个没有 state 的响应（${provider} 可能不返回 state）：无法证明它是你的，任何网页都可能伪造。你刚刚在浏览器中完成了登录吗？[y/N]`,
  openYourself: '请在本机的浏览器中打开这个地址：',
  openAnywhere: '请在浏览器中打开这个地址，本机或其他机器均可：',
  openExposed: '请在发布了这个端口的机器上，用浏览器打开下面的地址，它会转到授权服务器（303 See Other）：',
  overSsh: '当前是 SSH 会话。要让你自己机器上的浏览器能回到这里，请先在那台机器上运行：',
  inEditor: port => `编辑器的窗口在另一台机器上。桌面版编辑器会把端口 ${port} 转发过去，浏览器会自动回到这里。`,
  inCodespace: port => `当前是 codespace。桌面版 VS Code 会自动转发端口 ${port}。如果编辑器在浏览器里，请先在自己的机器上运行：`,
  copyOffered: '按 c 键，把地址复制到你自己机器的剪贴板。',
  copied: '已请求终端复制这个地址。如果剪贴板里没有，说明终端不允许，请手动复制。',
  browserFailed: reason => `${hasEnded(reason) ? '打开浏览器的程序出错' : '浏览器没有打开'}（${inWords(zhValues, reason)}）。请用任意浏览器打开上面的地址，程序会继续等待。`,
  waiting: (redirectUri, seconds) => `正在 ${redirectUri} 等待，最多 ${seconds} 秒。如果浏览器显示错误页面，通常是因为没有注册与此完全一致的重定向 URI。按 Ctrl-C 停止。`,
  waitingForPaste: (redirectUri, seconds) => [
    '登录完成后，浏览器会显示一个无法访问的页面。这是正常的，那里并没有程序在监听。',
    `请完整复制那个页面的地址（以 ${redirectUri} 开头），粘贴到这里并按回车。最多等待 ${seconds} 秒，按 Ctrl-C 停止。`,
    '只粘贴你自己的浏览器显示的地址：用了别人的地址，登录的就是别人的账号。',
  ],
  pasteOffered: redirectUri => `浏览器在另一台机器上？它会显示一个无法访问的页面：请复制它的地址（以 ${redirectUri} 开头），粘贴到这里并按回车。只粘贴你自己的浏览器显示的地址。`,
  askPaste: '页面地址（输入时不显示）：',
  pasteRefused: (reason, redirectUri) => `粘贴的内容不能用：${zhPasteRefusal(reason, redirectUri)}。`,
  deviceSteps: zhDeviceSteps, grantSteps: zhGrantSteps,
  enterCode: zhEnterCode,
  ignored: (reason) => {
    return `已忽略重定向 URI 收到的一个请求：${zhIgnoredWhy[reason] ?? reason}。继续等待。`
  },
  ignoredMore: count => `又忽略了 ${count} 个请求。`,
  expected: '预期', came: '实际', rule: '依据', cause: '可能原因', advice: '建议', next: '下一步', provider: '服务器返回',
  saved: profile => `会话已保存到配置“${profile}”。`,
  replaced: clientId => `它取代了客户端“${clientId}”的会话，后者已删除。`,
  done: (subject, profile) => `${subject === undefined ? '已登录，授权服务器没有说明用户是谁' : `登录用户：${subject}`}${profile === '' ? '' : `（配置“${profile}”）`}。`,
  doneUnproven: (named, profile) => `客户端已取得令牌${profile === '' ? '' : `（配置“${profile}”）`}。没有 ID 令牌可以证明是谁登录的${named === undefined ? '' : `；userinfo 给出的用户是 ${named}`}。`,
  clientDone: (url, profile) => `客户端已取得${url === undefined ? '' : `用于 ${url} 的`}令牌${profile === '' ? '' : `（配置“${profile}”）`}。`,
  leftOut: characters => `……（另有 ${characters} 个字符）`,
  failedAt: step => `失败步骤：${step}`,
  endedAt: step => `停在步骤：${step}`,
  signsInByItself: '这里没有终端、图形界面或浏览器，或者指定了 --auto：由 sandbox 用户张三通过同样的页面自动登录：',
  expiresIn: (minutes, date) => `有效期至 ${date}（还剩 ${minutes} 分钟）`,
  expired: date => `已于 ${date} 过期`,
  lifetimeUnknown: '有效期未知',
  finding: '注意',
  sessionSaved: '令牌已通过校验并保存，只有第 6 步失败。',
  refusedBefore: (url, status, said) => `在此之前，${url} 拒绝了请求（状态码 ${status}${said && `：${said}`}），因此需要换一个令牌。`,
  storeWarning: (code, path) => ({
    'folder-was-open': `${path} 之前对其他用户开放，现已收紧权限（0700）。`,
    'file-was-readable': `${path} 之前可被其他用户读取，现已收紧权限（0600）。建议运行 oauth-walk logout 后重新登录。`,
    'key-was-readable': `${path} 之前可被其他用户读取，现已收紧权限（0600）。建议运行 oauth-walk key create NAME --rotate。`,
    'key-is-readable': `${path} 里是私钥，而其他用户可以读取它。请收紧权限：chmod 600 FILE`,
    'file-skipped': `${path} 无法读取，已跳过。`,
    'rows-skipped': `${path} 中有些行不是会话，已跳过。`,
    'rows-left': `${path} 中的会话超过 10,000 个，只列出前 10,000 个。`,
    'kept-aside': `数据库没能写入新令牌，已加密保存在本机：${path}（0600）。本机的下一条命令会写入数据库；在此之前，其他机器可能会用掉旧令牌。`,
    'kept-aside-written': `之前保存在本机的令牌已写入数据库，${path} 已删除。`,
    'kept-aside-late': `其他机器已经更新了这个会话，${path} 中保存的令牌已丢弃。如果授权服务器现在拒绝请求，请重新登录。`,
    'kept-aside-gone': `数据库中已没有这个会话：有人退出了登录，或者数据库恢复成了旧备份。${path} 中保存的令牌已丢弃，请重新登录。`,
    'key-left': `没能从系统密钥环中删除 ${path} 的密钥，不过它已经打不开任何东西了。`,
  } as Record<string, string | undefined>)[code] ?? `${code}：${path}`,
  inactive: token => `授权服务器说${tokenName(token)}无效：它已过期或被撤销，这台服务器不认识它，或者这个客户端无权查询它（RFC 7662 2.2）。`,
  ofAnotherIssuer: (variables, other, issuer) => `没有使用 ${variables.join('、')}：OAUTH_WALK_ISSUER 是 ${other}，而这条命令访问的是 ${issuer}。要在这里使用，请取消设置 OAUTH_WALK_ISSUER。`,
  notOfResource: (variables, other, resource) => `没有使用 ${variables.join('、')}：OAUTH_WALK_ISSUER 是 ${other}，而 ${resource} 没有把它列为自己的授权服务器。`,
  refreshed: how => ({
    refreshed: '已刷新。',
    'another-process': '另一个进程刚刚刷新过，直接使用它取得的令牌。',
    'still-valid': '仍然有效，没有刷新。',
  } as Record<string, string | undefined>)[how] ?? how,
  old: '旧', new: '新',
  source: source => zhParts.source({ source }),
  shortLived: (lifetime, flag) => `授权服务器给这个令牌的有效期只有 ${lifetime}，没有超过 ${flag} 的要求。再刷新多半也不会更长。`,
  interruptedRefresh: at => `上一次刷新在 ${at} 中断。将用旧的刷新令牌再试一次。`,
  revoked: token => `授权服务器已撤销${tokenName(token)}。`,
  notAsked: (token, why, isOpened) => isOpened ? `没有请求授权服务器撤销${tokenName(token)}（${why}）：它可能直到过期前都有效。` : `没有请求授权服务器撤销${tokenName(token)}，因为这里无法打开会话（${why}）：如果有这个令牌，它可能直到过期前都有效。`,
  notRevoked: (token, why) => `授权服务器没有确认撤销${tokenName(token)}（${why === 'no-revocation-endpoint' ? '没有撤销端点' : why}）：它可能直到过期前都有效。`,
  loggedOut: profile => `已删除本机上配置“${profile}”的会话。`,
  nothingStored: profile => `配置“${profile}”没有已保存的会话。`,
  endSession: url => `要同时结束浏览器中的会话，请打开：${url}`,
  tokenToTerminal: '这是机密。在脚本中请这样使用：TOKEN=$(oauth-walk token)',
  showSecrets: '机密会明文显示，不要粘贴到任何地方。',
  tokensMasked: '机密已打码；要输出访问令牌，请运行 oauth-walk token。',
  noProfiles: '还没有配置。创建一个：oauth-walk login sandbox',
  profileUsed: name => `当前配置已切换为“${name}”。`,
  profileRemoved: (name, sessions) => `已删除配置“${name}”${sessions === 0 ? '' : '及其会话'}。`,
  sandboxProved: clientId => `客户端 ${clientId} 沿用上次登录 sandbox 时的认证方式，在这里没有密钥。要恢复用密钥认证：oauth-walk profile remove sandbox`,
  sandboxFaultColumns: { name: '名称', exitCode: '退出码', does: '错在哪里，正确的客户端如何应对' },
  sandboxPlays: fault => `它会出现这个错误：${fault}`,
  sandboxServing: issuer => `sandbox 已启动：${issuer}`,
  sandboxJoined: issuer => `另一个进程已在 ${issuer} 运行 sandbox`,
  sandboxStop: '按 Ctrl-C 停止。',
  sandboxAnyPort: '127.0.0.1、localhost 和 [::1] 上的重定向 URI 可以使用任意端口。',
  sandboxTry: '在另一个终端中试试：',
  askPassphrase: '存储的口令（输入时不显示）：',
  askPassphraseAgain: '请再输入一次口令：',
  sameTwice: '两次输入相同',
  askClientSecret: clientId => `客户端 ${clientId} 的密钥（输入时不显示）：`,
}

/** The English sentences take a noun as it is; in Chinese the two tokens have names of their own. */
function tokenName(token: string): string {
  if (/^access[ _]token$/.test(token)) return '访问令牌'
  if (/^refresh[ _]token$/.test(token)) return '刷新令牌'
  return ` ${token}`
}
