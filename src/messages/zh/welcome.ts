import type { WelcomeWords } from '../welcome-words.ts'

/** 在终端中只输入程序名时显示的内容。 */
export const zhWelcome: WelcomeWords = {
  ask: '要做什么？',
  ways: {
    sandbox: '立即用 sandbox 走一遍，无需账号',
    learn: '边走边答题，学习整个流程',
    provider: '登录到授权服务器',
    help: '查看全部命令',
  },
}

/** 没有终端时的用法：连同后面的错误不超过二十行。 */
export const zhUsageShort = `用法：oauth-walk COMMAND [选项]

  oauth-walk login sandbox              走完六个步骤，无需账号
  oauth-walk login github               使用预设登录
  oauth-walk login https://ISSUER --client-id ID
                                        登录到任意 OpenID 授权服务器
  oauth-walk token                      输出有效的访问令牌
  oauth-walk help login                 某个命令的选项与示例

命令：login token userinfo api logout profile provider sandbox learn doctor check
      explain report diff mcp introspect client key store credential completion
      version help`
