/** 命令之外还能查阅的内容；表格中名称与说明之间至少有两个空格。 */
export const zhTopics: Record<string, string> = {
  topics: '其他帮助：',
  environment: '可供脚本设置的环境变量',
  'environment.about': '除 token 的 --scope 和 --resource 外，每个选项都有对应的环境变量：OAUTH_WALK_ 加上选项名的大写下划线形式，例如 --client-id 对应 OAUTH_WALK_CLIENT_ID（sandbox 自己的选项：OAUTH_WALK_SANDBOX_PORT）。优先级：选项 > 环境变量 > 配置。',
  'environment.table': `OAUTH_WALK_PROFILE  所有命令使用的配置
OAUTH_WALK_CLIENT_SECRET  客户端密钥；没有用来传入密钥的选项
OAUTH_WALK_REFRESH_TOKEN  刷新令牌：没有会话时供 token、token refresh 和 userinfo 使用
OAUTH_WALK_ACCESS_TOKEN  访问令牌：供 userinfo 和 api 代替会话使用
OAUTH_WALK_PASSPHRASE_FD  从该文件描述符读取加密存储的口令
OAUTH_WALK_STORE_PASSWORD_FD  从该文件描述符读取数据库密码；也可用 PGPASSFILE、PGPASSWORD
OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD  从该文件描述符读取 --client-key 的口令
OAUTH_WALK_HOME  存放配置和会话的目录
OAUTH_WALK_VERBATIM_SECRETS  设为 1 时按原样发送机密，保留首尾的空白和换行
OAUTH_WALK_LANG  语言：en 或 zh；未设置时依次看 LC_ALL、LC_MESSAGES、LANG
BROWSER  用来打开地址的命令，--browser 和配置都没有指定时使用
HTTPS_PROXY  代理；另有 HTTP_PROXY、ALL_PROXY、NO_PROXY；访问本机时不使用
NO_COLOR  不使用颜色`,
  'exit-codes': '各个退出码的含义',
  'exit-codes.about': '退出码：',
  'exit-codes.table': `0  成功
1  程序自身的缺陷
2  用法或配置有误
3  授权服务器拒绝
4  安全检查未通过，没有保存任何内容
5  网络错误、超时、端口被占用
6  无法读写存储，或无法写 stdout
7  需要人工介入：没有会话，或会话无法刷新
130  Ctrl-C
143  SIGTERM`,
}
