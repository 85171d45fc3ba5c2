import type { Words } from './words.ts'

/** What the pages say in Chinese. */
export const chinese: Words = {
  language: 'zh-CN',
  product: 'oauth-walk 沙盒',
  footer: '这是运行在你自己电脑上的练习用授权服务器，你在这里输入的内容不会离开本机。',
  signIn: {
    title: '登录',
    lead: client => `登录后继续使用 ${client}`,
    username: '用户名',
    password: '密码',
    submit: '登录',
    cancel: '取消',
    wrong: '用户名或密码不正确。正确的用户名和密码就在下方，请重试。',
    hint: '沙盒里只有一个用户：',
  },
  consent: {
    title: client => `${client} 请求你的授权`,
    signedInAs: name => `当前登录用户：${name}`,
    ifYouAllow: '如果你允许：',
    nothingAsked: client => `${client} 不会获取你的任何信息。`,
    scopes: {
      openid: client => `${client} 将获知你是谁（你的用户编号）`,
      profile: client => `${client} 将获取你的头像和昵称，以及其他个人资料`,
      email: client => `${client} 将获取你的邮箱地址`,
      address: client => `${client} 将获取你的通信地址`,
      phone: client => `${client} 将获取你的手机号码`,
      offline_access: client => `在你离开后，${client} 仍可继续访问，直到授权被撤销`,
    },
    claims: client => `${client} 还单独请求了以下信息`,
    claimsLabel: '对应的声明：',
    refreshToken: '凭借刷新令牌（refresh_token）',
    back: '随后浏览器将返回',
    allow: '允许',
    deny: '拒绝',
  },
  error: {
    title: '无法继续处理这个请求',
    notFound: '页面不存在',
    lead: '没有把你送回应用，因为这个请求不可信，或者在这里已经失效。',
    notFoundLead: '沙盒在这个地址上没有页面。',
    code: '错误',
    description: '说明',
    asked: '请求的地址',
    registered: '已注册',
    hints: {
      invalid_client: '请检查 client_id：运行 “oauth-walk sandbox” 可以看到这里有哪些客户端。',
      invalid_redirect_uri: '重定向 URI 必须与某个已注册的地址逐字符一致，只有回环地址的端口可以任意（RFC 8252 第 7.3 节）。',
      invalid_request: '请回到应用重新发起。如果你是用“后退”按钮来到这里的，原因就在于此。',
    },
  },
  signOut: {
    title: '要退出登录吗？',
    lead: client => client === undefined ? '要结束你在这里的会话吗？' : `${client} 请求结束你在这里的会话。`,
    submit: '退出登录',
    stay: '保持登录',
  },
  signedOut: {
    title: '已退出登录',
    lead: '你在这里的会话已经结束，可以关闭本页面。',
    stayed: '应用的访问权限已经结束，你在这里仍保持登录。可以关闭本页面。',
  },
}
