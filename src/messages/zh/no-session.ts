import { tellNoSession, tellUnknownProfile, type NoSessionWords } from '../no-session.ts'

const words: NoSessionWords = {
  message: profile => profile === '' ? '尚未登录' : `配置“${profile}”尚未登录`,
  resource: address => `没有哪个配置是从 ${address} 登录的。`,
  unknown: '没有这个名字的配置。',
  unknownAnywhere: (store, names) => `本机和 ${store} 中都没有这个名字的配置。${names === '' ? '该存储是空的。' : `该存储中有：${names}。`}`,
  heldThere: store => `本机没有这个配置，它在 ${store} 中。使用会话的命令可以按名称找到它。`,
  unnamed: (store, names) => `没有指定配置，本机也没有当前配置。${store} 中有：${names}。`,
  inactive: names => `没有指定配置，也没有当前配置。本机有：${names}。`,
  hidden: (store, remembered) => `OAUTH_WALK_STORE 指定的是 ${store}，那里没有这个配置的会话。配置中记录的存储是：${remembered}。`,
  none: '没有已保存的会话可用。',
  seeded: (issuer, client) => `有一个由刷新令牌开始的会话，但没有配置指向它：客户端为“${client}”，issuer 为 ${issuer}。两者都指定后即可找到。`,
  empty: variable => `${variable} 已设置，但值为空：没有得到令牌。流水线中没有配置这个机密变量时就会这样。`,
  nothing: '没有可以删除的会话。',
  mcp: '请用 MCP 服务器的地址登录；sandbox 也可充当 MCP 服务器',
  word: word => `“${word}”既不是已保存的配置，也不是地址`,
  behindMcp: 'mcp 之后写配置名称或地址，会列出那里的工具；不写则列出当前配置的工具。',
}

/** 尚未登录的原因。 */
export const zhNoSession = tellNoSession(words)

/** 共享存储中也查找过之后，配置不存在的原因。 */
export const zhUnknownProfile = (d: Readonly<Record<string, unknown>>) => tellUnknownProfile(words, d)
