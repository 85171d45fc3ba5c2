export const zhDoctorHelp: Record<string, string> = {
  doctor: '找出本机或授权服务器有哪些问题会妨碍登录；本命令自己不登录',
  'doctor.target': 'sandbox、预设、issuer 或已保存的配置，与 login 相同；不给出时只检查本机',
  '--bundle': '把看到的内容写入文件，供提交工单；密钥和令牌会被替换',
  'doctor.examples': `  oauth-walk doctor                      本机：浏览器、端口、代理、存储
  oauth-walk doctor https://ISSUER --client-id ID
                                         以及授权服务器：元数据、密钥、时钟
  oauth-walk doctor github --bundle ticket.json
                                         写入工单文件`,
}
