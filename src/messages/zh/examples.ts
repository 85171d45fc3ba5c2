/** 帮助的分组标题与示例，以及手册页另需的内容。 */
export const zhExamples: Record<string, string> = {
  'group.provider': '授权服务器：', 'group.client': '客户端：', 'group.request': '授权请求：', 'group.browser': '浏览器与监听器：',
  'group.network': '网络：', 'group.session': '会话：', 'group.global': '全局选项：',
  completion: '输出指定 shell 的补全脚本',
  'completion.shell': 'bash、zsh、fish 或 powershell（补全脚本的目标 shell）',
  'program.examples': `  oauth-walk login sandbox               走完六个步骤，无需账号
  oauth-walk login github                使用预设，缺什么问什么
  TOKEN=$(oauth-walk token)              供脚本使用的有效令牌
  oauth-walk help COMMAND                某个命令的选项与示例`,
  'login.examples': `  oauth-walk login sandbox               走完六个步骤，无需账号
  oauth-walk login github                使用预设，缺什么问什么`,
  'token.examples': `  TOKEN=$(oauth-walk token)              供脚本使用的有效令牌
  oauth-walk token --min-ttl 600         至少还有十分钟有效期的令牌
  oauth-walk token show                  查看已保存的内容`,
  'profile.examples': `  oauth-walk profile use NAME            切换当前配置
  oauth-walk profile bind --host HOST    允许其他程序为 HOST 取用令牌`,
  'credential.examples': `  git config credential.https://HOST.helper '!oauth-walk credential git'
                                         git 访问 HOST 时向 oauth-walk 索取凭证
  oauth-walk profile bind --host HOST    允许为 HOST 取用令牌`,
  'completion.examples': `  source <(oauth-walk completion bash)   仅当前 shell；写入 ~/.bashrc 则一直有效
  oauth-walk completion fish > ~/.config/fish/completions/oauth-walk.fish
                                         对所有 fish 生效`,
}
