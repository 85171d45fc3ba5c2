import type { MessageWords } from '../catalogue.ts'
import { zhParameters } from './parameters.ts'
import { zhTelling } from './telling.ts'

export const zhMessageWords: MessageWords = {
  steps: {
    start: { title: '用户发起', route: '你 → 客户端' },
    redirect: { title: '重定向到授权服务器', route: '客户端 → 浏览器 → 授权服务器' },
    consent: { title: '登录并授权', route: '你 ↔ 授权服务器' },
    callback: { title: '带授权码重定向回来', route: '授权服务器 → 浏览器 → 客户端' },
    token: { title: '授权码换令牌', route: '客户端 ↔ 授权服务器（后台通信）' },
    userinfo: { title: '用令牌访问资源', route: '客户端 ↔ 资源服务器' },
  },
  parameters: zhParameters,
  telling: zhTelling,
}
