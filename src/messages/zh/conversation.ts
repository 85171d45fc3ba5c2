import type { ConversationWords } from '../conversation-words.ts'

/** 首次登录时的提问。 */
export const zhConversation: ConversationWords = {
  keys: '↑↓ 移动 · 输入文字筛选 · 回车确认 · Ctrl-C 退出',
  nothingFound: '没有匹配的选项。',
  where: '要登录到哪里？',
  profile: (name, target, active) => `${name}  （${active ? '当前配置' : '已保存的配置'}：${target}）`,
  sandbox: 'sandbox  （内置，不需要账号）',
  issuer: '其他授权服务器（输入 issuer 地址）',
  issuerIs: address => `${address}  （issuer 地址）`,
  askIssuer: 'issuer 地址',
  askVariable: (provider, variable, example) => `${provider} 的 ${variable}（例如 ${example}）`,
  registerFirst: name => `请先在“${name}”注册客户端：`,
  registerRedirectUri: '请先在授权服务器注册客户端，重定向 URI 须与此完全一致：',
  askRedirectUri: '已注册的重定向 URI',
  askClientId: 'client_id',
  askScope: 'scope',
  askScopeOfIssuer: 'scope（直接回车：openid profile email 中服务器支持的部分）',
  askSecret: clientId => `客户端 ${clientId} 的密钥（输入时不显示，没有则直接回车）：`,
  needed: '此项必填。',
  notAnAddress: '必须以 https:// 开头（本机可以用 http://）。',
}
