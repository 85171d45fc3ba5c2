import type { Differences, EndFacts, InputFacts } from '../diff-words.ts'

const value = (text: string) => text === '' ? '没有' : `为 ${text}`
const pair = ({ a, b }: InputFacts) => `A ${value(a)}，B ${value(b)}`
const endpoints: Record<string, string> = { 'authorization-request': '授权端点', 'token-request': '令牌端点', 'userinfo-request': '用户信息端点' }
const methods: Record<string, string> = { client_secret_basic: '用 Authorization 请求头', client_secret_post: '用请求正文', client_assertion: '用签名的断言', none: '不用密钥' }
const endpoint = ({ name }: InputFacts) => endpoints[name] ?? name
const method = (name: string) => methods[name] ?? name
const locks: Record<string, string> = {
  par: '推送授权请求（PAR）', jar: '给授权请求签名（JAR）', jarm: '要求授权响应带签名（JARM）', dpop: '证明持有密钥（DPoP）', certificate: '出示客户端证书（mTLS）',
}
const lockSentence = (side: string, names: string) => names === '' ? [] : [`只有 ${side} ${names.split(' ').map(name => locks[name] ?? name).join('、')}。`]
const sentSame = (isSure: boolean) => isSure ? '双方发送的内容相同' : '就可比较的部分而言，双方发送的内容相同'
const count = (number: number, what: string) => number === 0 ? [] : [`${number} ${what}`]

function ending({ how, step, what }: EndFacts): string {
  const at = step > 0 ? `在第 ${step} 步` : ''
  switch (how) {
    case 'signed-in': return '登录成功'
    case 'recorded': return `只录到第 ${step} 步`
    case 'refused': return `${at}被拒绝（${what}）`
    case 'check-failed': return `${at}未通过校验（${what}）`
    case 'failed': return `${at}失败（${what}）`
  }
}

export const zhDifferences: Differences = {
  same: '除了每次必然不同的内容，没有其他差异。',
  onlyIn: side => `仅见于 ${side}`,
  missing: '缺少', added: '多出', changed: '不同', check: '校验', finding: '注意', address: '地址', method: '方法', status: '状态码',
  end: '结局', signedIn: '登录成功', began: '开头',
  verdict: {
    input: {
      flow: ({ a }) => `只有 ${a === 'device' ? 'A' : 'B'} 使用设备码登录。`,
      issuer: facts => `issuer（签发者）不同：${pair(facts)}。`,
      locks: ({ a, b }) => [...lockSentence('A', a), ...lockSentence('B', b)].join(''),
      endpoint: facts => `${endpoint(facts)}不同：${pair(facts)}。`,
      client_id: facts => `client_id 不同：${pair(facts)}。`,
      redirect_uri: facts => `重定向 URI 不同：${pair(facts)}。`,
      scope: facts => `申请的权限（scope）不同：${pair(facts)}。`,
      pkce: ({ a, b }) => a && b ? `PKCE 方法不同：A 为 ${a}，B 为 ${b}。` : `只有 ${a ? 'A' : 'B'} 使用了 PKCE。`,
      response_mode: facts => `response_mode 不同：${pair(facts)}。`,
      parameter: facts => `第 ${facts.step} 步的参数 ${facts.name} 不同：${pair(facts)}。`,
      authentication: ({ a, b }) => `客户端认证方式不同：A ${method(a)}，B ${method(b)}。`,
      client_secret: () => '客户端密钥不同。',
      target: facts => `登录目标不同：${pair(facts)}。`,
    },
    names: {
      flow: () => '登录方式', issuer: () => 'issuer', locks: () => '安全要求', endpoint, client_id: () => 'client_id', redirect_uri: () => '重定向 URI', scope: () => 'scope', pkce: () => 'PKCE',
      response_mode: () => 'response_mode', parameter: ({ name }) => name, authentication: () => '客户端认证方式', client_secret: () => '客户端密钥', target: () => '登录目标',
    },
    scope: (missing, added) => `申请的权限（scope）不同：B ${[...missing.length > 0 ? [`缺少 ${missing.join('、')}`] : [], ...added.length > 0 ? [`多出 ${added.join('、')}`] : []].join('，')}。`,
    twoClients: names => `因为是两个客户端而不同：${names.join('、')}。`,
    also: names => `另有不同：${names.join('、')}。`,
    answered: (step, what, isSure) => `${sentSame(isSure)}，但授权服务器在第 ${step} 步的响应不同：${what}。`,
    sentSame: isSure => `${sentSame(isSure)}。`,
    list: names => names.join('、'),
    sentence: phrase => `${phrase}。`,
    ended: ([first, one], [second, other]) => `${first} ${ending(one)}，${second} ${ending(other)}`,
    bothEnded: end => `双方都${ending(end)}。`,
  },
  folded: ({ side, members, checks, notes, messages }) => {
    const parts = [...count(members, '个参数'), ...count(checks, '项校验'), ...count(notes, '条注意事项'), ...count(messages, '条消息')]
    return `${side} 因此缺少 ${parts.join('、')}（-v 全部显示）`
  },
  notRecorded: steps => `未比较（其中一份录制没有）：${steps.join('；')}。`,
  notMade: checks => `录制中未校验（缺少所需内容）：${checks.join('；')}。`,
  notCompared: names => `未比较（每次登录都不同）：${names.join('、')}。`,
  times: '时间', ports: '本机端口',
  secretUnknown: {
    'saved-elsewhere': '无法比较客户端密钥：两次流程保存在不同的机器上，或使用了不同的 OAUTH_WALK_HOME。',
    'not-recorded': '无法比较客户端密钥：有一次流程保存时没有记下它的 HMAC（由 explain 或旧版本保存、写到标准输出，或使用了 --store none）。',
  },
}
