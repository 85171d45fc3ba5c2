import { tellObstacles } from '../obstacle.ts'

const tooLong: Readonly<Record<string, string>> = { 413: '请求体', 414: '请求地址', 431: '请求头' }

/** 服务器没有处理请求、而请求本身未必有错时的说明。 */
export const zhObstacles = tellObstacles({
  gap: '',
  message: (url, what, answered) => `${url} 没有处理请求：${what}（${answered}）`,
  answered: (status, error) => error === '' ? `状态码 ${status}` : `状态码 ${status}，${error}`,
  kinds: {
    'too-many-requests': { what: '请求过于频繁', cause: () => '服务器做了限流，暂时不再接受请求。没有迹象表明这个请求本身有错。' },
    overloaded: { what: '服务器过载或正在维护', cause: () => '服务器表示暂时无法处理。没有迹象表明请求本身有错。' },
    'server-failed': { what: '服务器出错', cause: () => '服务器表示错误出在它自己一方。没有迹象表明请求本身有错。' },
    gateway: { what: '网关没有得到后端的响应', cause: () => '作出响应的是服务器前面的网关：它表示没有从后端得到可用的响应。' },
    'request-timeout': { what: '请求没有及时送达', cause: () => '服务器表示没有在限定时间内收到完整的请求。' },
    misdirected: { what: '这台服务器不负责该主机', cause: () => '请求到达的服务器不属于该主机，或者连接不是为它建立的。某些负载均衡和代理后面会这样。请求没有被处理。' },
    'too-early': { what: '请求来得太早', cause: () => '服务器不愿冒请求被重放的风险（TLS 早期数据）。请求没有被处理，可以再发一次。' },
    'nothing-there': { what: '这个地址上什么都没有', cause: () => '地址不对，或者那里的内容已经迁走。' },
    method: { what: '不接受这种请求方法', cause: () => '这个地址不接受所用的请求方法，多半不是预期的端点。' },
    'too-long': { what: '请求过长', cause: status => `${tooLong[status] ?? '请求'}超出了服务器允许的长度。` },
    form: { what: '不支持这种内容类型', cause: () => '服务器不接受请求的 Content-Type，或者给不出所要求的类型：这个地址多半不是预期的端点。' },
    'network-sign-in': { what: '需要先登录所在的网络', cause: () => '途中的网络要求先登录才放行；这个响应来自该网络，而不是服务器。' },
  },
  allow: methods => `它接受：${methods}。`,
  wait: seconds => `它要求等待 ${seconds} 秒（Retry-After）。`,
  until: date => `它要求等到 ${date}（Retry-After）。`,
  hidden: '有些服务器对令牌无权查看的内容也这样响应。',
  after: { 'token-refused': '授权码可能已经作废：请重新登录。', 'refresh-refused': '已保存的会话保持不变。' },
  from: {
    flag: (flag, isKept) => `这个地址由本次登录的 ${flag} 给出${isKept ? '，配置会一直保留它，直到给出另一个' : ''}。`,
    environment: variable => `这个地址来自 ${variable}。`,
    profile: (profile, flag) => `这个地址来自配置“${profile}”，其中的 ${flag} 会一直保留，直到给出另一个或删除该配置。`,
  },
  steps: {
    seconds: '请等待 {seconds} 秒后再运行一次',
    until: '请等到 {until} 再运行一次',
    later: '请过几分钟再运行一次；如果一直如此，请联系授权服务器的管理员',
    'later-resource': '请过几分钟再试；如果一直如此，请告知资源的运营者',
    post: '请发送一条消息：加上 --data 就会用 POST，这正是 MCP 服务器接受的方法',
    address: '请对照授权服务器的文档核对地址，并用 {flag} 给出正确的地址',
    documented: '请对照授权服务器的文档核对地址',
    resource: '请对照该资源的文档核对地址和请求方法',
    shorter: '请减少发送的内容（scope 和参数），或请服务器管理员放宽限制',
    'other-host': '请用服务器负责的名称给出 issuer，或请服务器管理员加上这个名称',
    'sign-in': '请先用浏览器登录所在的网络，然后再运行一次',
  },
})
