import { shorten, wordFor, type ProviderWords } from '../provider-words.ts'

const requests = { authorization: '授权请求', token: '令牌请求', refresh: '刷新请求', userinfo: 'userinfo 请求', poll: '设备码轮询' }
const encodings = { form: '表单', json: 'JSON', query: '查询参数' }
const request = (text: string | undefined) => wordFor(requests, text)
const places = { query: '查询参数', header: '请求头', form: '表单字段' }
const list = (text = '') => text.replaceAll(', ', '、')
const phases = (text: string) => text.split(', ').map(phase => request(phase)).join('、')

const portRule = (port: 'any' | 'exact', only: string | undefined) => {
  if (only !== undefined) return `${only}类型可以使用任意端口，其他类型的端口必须与注册的一致`
  return `端口${port === 'any' ? '不必' : '必须'}与注册的一致`
}

export const zhProvider: ProviderWords = {
  columns: { name: '名称', region: '地区', loopback: '本机回调', confidence: '可信度', checked: '核对日期', provider: '授权服务器' },
  regions: { west: '欧美', asia: '亚洲', china: '中国' },
  confidence: { high: '高', medium: '中', low: '低' },
  loopback: { yes: '可用', partial: '有条件', no: '不可用', unknown: '未知' },
  headings: {
    registration: '需要注册的内容', variables: '需要填写', endpoints: '端点', client: '客户端', claims: '声明', deviations: '与标准的差异',
    notes: '须知', sources: '来源', unconfirmed: '尚无来源证实',
  },
  endpoints: { issuer: 'issuer', authorization: '授权', token: '令牌', userinfo: 'userinfo', revocation: '撤销', device: '设备授权' },
  client: { authentication: '认证方式', lock: '安全要求', publicClients: '可无密钥', scopes: 'scope', offline: '获取刷新令牌', refresh: '刷新令牌', pkce: 'PKCE' },
  locks: {
    private_key_jwt: 'private_key_jwt：由客户端私钥签名的 JWT', client_secret_jwt: 'client_secret_jwt：由客户端密钥签名的 JWT',
    'signed-secret': 'client_secret 是 JWT（ES256），每次请求都由你的私钥签名',
  },
  taken: '可用',
  demanded: '必须',
  yes: '是',
  no: '否',
  none: '无',
  about: (region, confidence, date) => `${region} · 可信度：${confidence} · 上次与来源核对：${date}`,
  unconfirmed: '（未证实）',
  variable: (usage, known) => `${usage}${known === undefined ? '（必填，此为示例）' : `（此为示例；默认 ${known}）`}`,
  onlyWith: flag => `（默认发送，${flag} 可关闭）`,
  redirectUri: uri => `重定向 URI：${uri}`,
  listener: (loopback, port, only) => ({
    yes: `本机监听器可以收到授权码；${portRule(port, only)}。`,
    partial: `本机监听器只在上述条件下才能收到授权码；${portRule(port, only)}。`,
    no: '授权服务器不会把授权码发到本机监听器：请用下面的办法之一。',
    unknown: '授权服务器是否会把授权码发到本机监听器尚不清楚：如果被拒绝，请用下面的办法之一。',
  })[loopback],
  otherwise: '如果行不通，请依次尝试：',
  workarounds: {
    'swap-host': (command, uri) => `把本机的另一种写法也注册上：${command} --redirect-uri ${uri}`,
    paste: command => `不开监听器，把打不开的那个页面的地址粘贴回来：${command} --paste`,
    'code-page': (command, uri) => `由授权服务器自己的页面显示授权码：${command} --redirect-uri ${uri} --paste`,
    'own-domain': command => `把自己的域名指向 127.0.0.1 并注册其下的地址：${command} --redirect-uri URI（https 地址还要加 --redirect-tls-cert FILE --redirect-tls-key FILE）`,
    device: (command, uri) => `如果客户端可以使用设备授权流程（RFC 8628，端点为 ${uri}），就完全不需要重定向：${command} --device`,
  },
  walk: command => `然后运行：${command}`,
  standardClaims: '与标准同名',
  noDeviations: '没有已知的差异。',
  claimsMoved: '- 只是声明所在的位置不同',
  deviations: {
    renamed: d => `${request(d['request'])}中，${d['standard'] ?? ''} 写作 ${d['wire'] ?? ''}`,
    added: d => `${request(d['request'])}须另带 ${d['name'] ?? ''}=${d['value'] ?? ''}`,
    omitted: d => `${request(d['request'])}不带 ${list(d['names'])}`,
    ordered: d => `${request(d['request'])}的参数须按此顺序：${list(d['names'])}`,
    fragment: d => `${request(d['request'])}的地址以 #${d['value'] ?? ''} 结尾`,
    'scope-separator': d => `scope 以“${d['separator'] ?? ''}”分隔，而不是空格`,
    'scope-none': () => '没有 scope：客户端的权限在授权服务器那里设置',
    'pkce-off': () => '不支持 PKCE：不发送 code_challenge 和 code_verifier',
    'pkce-hex': () => 'code_challenge 用十六进制，而不是 base64url',
    'pkce-device-off': () => '--device 时不用 PKCE：不发送 code_challenge 和 code_verifier',
    'callback-code': d => `授权响应中，code 写作 ${d['wire'] ?? ''}`,
    'callback-form-post': () => '授权响应以 POST 送回（response_mode=form_post）',
    'state-may-be-missing': () => 'state 不一定返回：此时无法证明响应属于本次登录',
    'bare-denial': () => '拒绝授权时只带回 state，既没有 code，也没有 error',
    'empty-secret': () => '没有密钥的客户端以空密钥发送 HTTP Basic',
    'secret-in-address': () => '密钥写在 URL 里，会被日志记下',
    method: d => `${request(d['request'])}用 ${d['value'] ?? ''} 发送`,
    encoding: d => `${request(d['request'])}的参数以${wordFor(encodings, d['value'])}发送`,
    header: d => `${request(d['request'])}须带请求头 ${d['name'] ?? ''}: ${d['value'] ?? ''}`,
    'other-address': d => `${request(d['request'])}发往 ${d['value'] ?? ''}`,
    'reply-envelope': d => `令牌响应包在成员 ${d['path'] ?? ''} 里`,
    'reply-renamed': d => `令牌响应中，${d['standard'] ?? ''} 写作 ${d['wire'] ?? ''}`,
    'reply-token-types': d => `token_type 是 ${list(d['types'])}，含义等同 Bearer`,
    'error-shape': d => `${d['phases'] ? `${phases(d['phases'])}的` : ''}错误写在 ${d['at'] ?? ''}${d['message'] ? `，说明在 ${d['message']}` : ''}${d['fine'] ? `；${list(d['fine'])} 表示成功` : ''}${d['meanings'] ? `（${shorten(d['meanings'], count => `，另有 ${count} 个`, '、')}）` : ''}`,
    'signed-by-code': d => `请求须签名，无法用数据描述（${d['code'] ?? ''}）`,
    'offline-parameters': d => `授权请求带上 ${d['parameters'] ?? ''} 才会给刷新令牌`,
    'offline-scopes': d => `请求 scope ${d['scopes'] ?? ''} 才会给刷新令牌`,
    'scope-repeated': () => '每次刷新都要再次发送 scope',
    'refresh-none': () => '没有刷新令牌',
    'userinfo-several': d => `获取用户信息要发 ${d['count'] ?? ''} 个请求`,
    'userinfo-token': d => d['place'] === 'none' ? 'userinfo 请求不以 Bearer 方式发送访问令牌' : `userinfo 请求的访问令牌放在${wordFor(places, d['place'])} ${d['name'] ?? ''} 中`,
    'userinfo-body': d => `userinfo 请求带有${wordFor(encodings, d['encoding'])}正文，内含 ${list(d['names'])}`,
    claim: d => `${d['claim'] ?? ''} 取自 ${d['wire'] ?? ''}`,
    'issuer-of-tenant': d => `ID 令牌的 issuer 是用户自己的租户：${d['issuer'] ?? ''}`,
    'id-token-none': () => '请求 openid 也不会返回 ID 令牌，因此不发送 nonce',
    'id-token-unused': () => '不采用 ID 令牌：无法按 OpenID Connect 的要求校验',
    'loopback-not-sure': d => d['loopback'] === 'no' ? '不接受指向本机的重定向 URI' : '并非在所有情况下都接受指向本机的重定向 URI',
  },
}
