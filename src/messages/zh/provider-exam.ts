import type { ProviderExamWords } from '../provider-exam.ts'
import { text } from '../chinese-text.ts'

const proofs: Record<string, string> = {
  signature: '证明的签名不对', none: '证明没有签名（alg none）',
  htu: '证明中的地址（htu）不符', htm: '证明中的方法（htm）是 GET', iat: '证明是一小时前的（iat）', key: '证明用的是另一把密钥', jti: '证明已发送过一次（jti）',
}

/** What was wrong with the message, where that may be several things. */
function forWhat({ proof, seconds }: Readonly<Record<string, unknown>>, link: string): string {
  if (seconds !== undefined) return `授权码已签发 ${text(seconds)} 秒${link}`
  const what = proofs[text(proof)]
  return what === undefined ? '' : `${what}${link}`
}

export const zhProviderExamWords: ProviderExamWords = {
  sights: {
    'member-differs': d => `${text(d['member'])} 是 ${text(d['actual'])}，应为 ${text(d['expected'])}`,
    'member-missing': d => `元数据缺少 ${text(d['member'])}`,
    'member-lists': d => `${text(d['member'])} 列出了 ${text(d['values'])}`,
    'member-lacks': d => `${text(d['member'])} 没有列出 ${text(d['values'])}`,
    'member-no-list': d => d['member'] === 'keys' ? `keys 不是由带 kty 的密钥组成的列表：${text(d['value'])}` : `${text(d['member'])} 不是文本列表：${text(d['value'])}`,
    'member-no-text': d => `${text(d['member'])} 不是文本：${text(d['value'])}`,
    'endpoint-http': d => `${text(d['member'])} 不是 https：${text(d['value'])}`,
    'answered-over-http': d => `${text(d['member'])} 通过 http 也能访问，状态码 ${text(d['status'])}`,
    'documents-differ': d => `两份元数据不一致：${text(d['members'])}`,
    'members-repeated': d => `同一个对象里 ${text(d['members'])} 出现了不止一次：两个客户端可能各取一个`,
    'key-private': d => `密钥 ${text(d['kid'])} 连同私钥部分一起公布：${text(d['members'])}`,
    'key-short': d => `RSA 密钥 ${text(d['kid'])} 只有 ${text(d['bits'])} 位`,
    'key-weak': d => `密钥 ${text(d['kid'])} 起不到保护作用：${({
      exponent: '指数（e）是 1 或偶数', modulus: '模数（n）是偶数或缺失', point: 'x 与 y 不在它的曲线上',
    })[text(d['weakness'])] ?? ''}`,
    'key-ids-twice': d => `多个密钥的 kid 相同：${text(d['kids'])}`,
    'key-ids-missing': () => '有的密钥没有 kid',
    'key-use-missing': d => `这些密钥既没有 use 也没有 alg：${text(d['kids'])}`,
    'keys-missing': d => `${text(d['url'])} 没有密钥`,
    'keys-encrypt-only': d => `密钥全部用于加密（use 为 "enc"），无法验证签名：${text(d['kids'])}`,
    'code-issued': d => d['tokens'] === undefined ? `授权码发到了 ${text(d['to'])}` : `浏览器被重定向到 ${text(d['to'])}，地址中带有 ${text(d['tokens'])}`,
    'code-of-no-use': d => `请求不带 code_challenge 也得到了授权码；不带 code_verifier 时，令牌端点拒绝了这个授权码${d['error'] === undefined ? '' : `（${text(d['error'])}）`}`,
    'tokens-issued': d => `${forWhat(d, '，仍然')}颁发了令牌`,
    'sent-to': d => `浏览器被重定向到 ${text(d['to'])}`,
    'sent-on': d => `收到的不是预期响应，浏览器被转到 ${text(d['to'])}：无法判断是否拒绝`,
    'no-refusal': d => `响应的状态码是 ${text(d['status'])}，没有错误信息：无法判断是否拒绝`,
    'went-on': d => `请求被接受：${text(d['error'])} 表示只差登录`,
    'page-shown': d => `收到的不是预期响应，而是状态 ${text(d['status'])} 的页面：无法判断是否拒绝`,
    'refused-otherwise': d => `${d['proof'] === undefined ? '' : forWhat(d, '：')}拒绝时返回 ${text(d['error']) || '的响应没有错误码'}，应为 ${text(d['expected'])}`,
    'status-otherwise': d => `拒绝时状态码是 ${text(d['status'])}，应为 ${text(d['expected'])}`,
    'parameter-differs': d => `返回的 ${text(d['parameter'])} 与发送的不同`,
    'parameter-missing': d => d['parameter'] === 'iss' ? '响应中没有 iss' : `${text(d['parameter'])} 没有返回`,
    'parameter-repeated': d => `响应中的 ${text(d['parameter'])} 出现了不止一次`,
    'parameter-unexpected': d => `返回了 ${text(d['parameter'])}，但元数据没有声明`,
    'token-lives': () => '访问令牌仍能打开 userinfo 端点',
    'taken-for-a-moment': d => `${text(d['seconds'])} 秒后再次发送仍被接受，半分钟后被拒绝`,
    'code-taken-often': d => `同时发送的 ${text(d['times'])} 个请求中，有 ${text(d['count'])} 个用同一授权码换到了令牌`,
    'code-repeated': () => '本次检查中，同一个授权码签发了两次',
    'nonce-required': d => `没有 nonce 的请求被拒绝${d['error'] ? `（${text(d['error'])}）` : ''}，而 OpenID Connect 在此流程中允许省略`,
    'lives-long': d => `ID 令牌的有效期为 ${text(d['seconds'])} 秒`,
    'userinfo-opened': d => `${({
      none: '没有令牌', garbage: '用无效的令牌', foreign: '用其他 issuer 的令牌', query: '用地址里的令牌', bound: '把已绑定的令牌当作 Bearer、不带证明', unproven: '用已绑定却不带证明的令牌',
      'proof-key': '用已绑定的令牌、证明出自另一把密钥', 'proof-ath': '用已绑定的令牌、证明却不是为它签的（ath）', 'proof-signature': '用已绑定的令牌、证明的签名不对',
    })[text(d['token'])] ?? ''}也能打开 userinfo`,
    'token-not-replaced': () => '刷新没有带来新的刷新令牌，而客户端没有凭据',
    'family-lives': () => '已更换的刷新令牌被再次使用后，最新的刷新令牌仍然有效',
    'bound-token-reused': () => '已更换的刷新令牌仍然有效。它与客户端绑定，窃取者还需要客户端的凭据或密钥',
    'scope-widened': d => d['named']
      ? `刷新得到了未曾授予的 ${text(d['scope'])}`
      : `刷新多请求了未曾授予的 ${text(d['scope'])}，响应没有写 scope：按 RFC 6749 5.1，这表示全部授予`,
    'scope-overlooked': d => `多请求 ${text(d['scope'])} 的刷新没有被拒绝，${d['named'] ? '只返回已授予的范围' : '响应也没有写 scope'}`,
    'revoked-by-other': () => '其他客户端的撤销请求使令牌失效',
    'revocation-refused': d => `撤销没有得到确认：${text(d['reason'])}`,
    'proof-taken-again': () => '同一份证明被接受了两次',
    'token-unbound': d => `请求带了证明，得到的令牌却是 ${text(d['type'])} 类型：没有绑定任何密钥`,
    'header-present': d => `响应带有 ${text(d['name'])}: ${text(d['value'])}`,
    'header-missing': d => `响应没有以下任何一项：${text(d['names'])}`,
    'frames-let-in': d => `${text(d['field'])} 不能阻止其他网站用框架嵌入该页面${d['unread'] ? '；有它在，浏览器会忽略 X-Frame-Options' : ''}`,
    'header-injected': d => `${text(d['parameter'])} 中的换行变成了一个独立的响应头：${text(d['parameter'])} 末尾为 ${text(d['sent'])}`,
    reflected: d => `${text(d['parameter'])} 连同标记原样出现在页面中`,
    'redirect-keeps-method': d => `重定向的状态码是 ${text(d['status'])}`,
    answered: d => `没有人证明身份，却得到了 ${text(d['status'])}`,
    'request-uri-taken': () => '同一个 request_uri 再次被接受',
    stopped: d => ({
      'too-many-requests': '授权服务器要求稍后再试', 'server-errors': '授权服务器三次出错', 'budget-spent': `一次运行的请求数已达上限，可用 --probe ${text(d['rule'])} 单独检查`,
    })[text(d['reason'])] ?? '',
    'query-read': d => `地址里的参数被读取了：没有这些参数，就不会返回 ${text(d['error'])}`,
    'client-judged-first': d => `先被拒绝的是客户端（${text(d['error'])}）：看不出地址里的参数有没有被读取`,
    'port-refused': d => `本机端口 ${text(d['port'])} 被拒绝`,
    'request-object-taken': d => d['unsigned'] ? '没有签名的请求对象被采信' : '他人签名的请求对象被采信',
    'server-failed': d => d['status'] === 0 ? '没有响应' : `响应的状态码是 ${text(d['status'])}`,
    'secret-wanted': d => `没有提供 ${text(d['client'])} 的密钥，授权服务器不接受没有密钥的这个客户端。请提供密钥（OAUTH_WALK_CLIENT_SECRET 或 --client-secret-file）`,
    'secret-missing': d => `没有提供 ${text(d['client'])} 的密钥，而不带 code_challenge 的请求被接受。请提供密钥（OAUTH_WALK_CLIENT_SECRET 或 --client-secret-file）；如果它是公开客户端，请加 --auth-method none`,
    'second-client-refused': d => d['proves']
      ? `令牌端点不接受第二个客户端 ${text(d['client'])}${d['error'] === undefined ? '' : `（${text(d['error'])}）`}。请核对 --second-client-secret-file 与注册的密钥`
      : `没有提供 ${text(d['client'])} 的密钥，令牌端点拒绝它的请求${d['error'] === undefined ? '' : `（${text(d['error'])}）`}。请用 --second-client-secret-file 提供`,
    'nothing-there': d => `这个地址对${d['alone'] ? '这条消息' : '未改动的消息也'}没有提供任何服务（状态 ${text(d['status'])}）`,
    'control-refused': () => '未改动的同一消息也被拒绝',
  },
  open: {
    'control-failed': '未改动也被拒绝', 'sign-in-first': '要求先登录', 'sign-in-failed': '没有登录', stopped: '此前已停止',
    'server-error': '服务器出错', unclear: '响应不明确', 'client-unsure': '没有提供密钥',
    'second-client-refused': '客户端 2 被拒',
    'nobody-came': '无人登录', 'port-busy': '端口被占用',
  },
  stops: {
    'too-many-requests': () => '已停止：授权服务器要求稍后再试（429 或 Retry-After）。',
    'server-errors': () => '已停止：授权服务器三次返回 5xx。',
    'budget-spent': left => `已停止：一次运行的请求数已达上限。其余规则可用 --probe ${left} 检查`,
  },
  portHeld: rules => `没有判定：${rules}。重定向 URI 的端口被另一个程序占用。结束那个程序，或者用 --port 换一个已注册的端口，再用 --probe ${rules} 检查这几条`,
  begins: (issuer, run) => `正在检查 ${issuer}。每个 state 都以 ${run} 开头，可在授权服务器的日志里查找。`,
  asPublic: client => `没有提供客户端密钥：${client} 按公开客户端检查。如果它有密钥，请设置 OAUTH_WALK_CLIENT_SECRET；如果没有，可以用 --auth-method none 说明。`,
  probing: (place, all, id, title, seconds) => `${place}/${all}  ${id}  ${title}${seconds === undefined ? '' : `（可能需要 ${seconds} 秒）`}`,
  signIn: '请在浏览器中打开此地址，用测试用户登录：',
  untried: (count, all, reasons) => `${all} 条规则中有 ${count} 条没有检查：${reasons}。`,
  leftOpen: (rules, reasons) => `以下规则无法判断是否成立：${rules}（${reasons}）。`,
  nothingPublished: '没有可检查的内容：这个授权服务器没有公布元数据。',
  tryOwn: '这些规则只能在您自己运行的授权服务器上检查。请给出它的 issuer，以及那里的一个客户端：',
  revoked: all => `已撤销 ${all} 个令牌。`,
  notRevoked: (left, reason) => `有 ${left} 个令牌的撤销没有得到确认：${reason}`,
  planned: (rules, { requests, besides }, most) => `${rules} 条规则，最多 ${requests} 个请求；另有最多 ${besides} 个请求用于元数据、密钥和未改动的对照消息。如果请求要先推送，每个算两个。到 ${most} 个就停止。`
    + '浏览器自己的请求，以及最后撤销每个令牌的请求，不计在内。尚未发送任何请求。',
  leftOut: reason => `不检查（${reason}）`,
  requests: most => `${most} 个请求`,
  signsIn: '需要浏览器',
  destroys: '仅限 --destructive',
  takesTime: '仅限 --slow',
}
