import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { ExplainFailure } from '../explain.ts'
import { command } from '../../text/shell.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'

export const zhExplainFailures: Pick<Catalogue['failures'], ExplainFailure> = {
  'input-unrecognised': d => d['saved'] === 'yes'
    ? ({ message: `${d['source'] === '-' ? '输入' : text(d['source'])} 是 oauth-walk 保存的流程记录`, cause: 'explain 读取其他程序收发的内容；保存的流程记录用 report 重新显示。', next: command`oauth-walk report ${d['source']}` })
    : d['cut'] === 'yes'
      ? ({ message: `${d['source'] === '' ? '文本' : d['source'] === '-' ? 'stdin 的内容' : text(d['source'])} 的开头是 HAR 文件，但内容不完整`, cause: '它在中途断开，第一条 OAuth 消息还没有出现。', next: [advice`请重新保存录制，并把完整的文件交给 explain`] })
      : d['address'] === 'yes'
        ? ({ message: '地址中没有找到 OAuth 参数', cause: '授权请求带有 response_type 和 client_id，授权响应带有 code 或 error，以及 state。', next: [advice`请给出授权请求或回调的完整地址，包括 ? 或 # 后面的全部内容；也可以给出响应、令牌、日志或 HAR 文件`, command`oauth-walk explain --help`] })
        : ({
            message: d['missing'] === 'yes' ? `没有文件 ${text(d['source'])}；当作文本看，其中也没有与 OAuth 有关的内容` : d['source'] === '' ? '文本中没有找到与 OAuth 有关的内容' : d['source'] === '-' ? 'stdin 的内容中没有找到与 OAuth 有关的内容' : `${text(d['source'])} 中没有找到与 OAuth 有关的内容`,
            cause: (d['long'] === 'yes' ? '文本太长：OAuth 消息不会这么长，因此没有读到结尾。' : '') + 'explain 能识别：地址、响应、令牌、元数据、密钥集、头字段、curl、wget、HTTPie 和 PowerShell 命令、fetch 调用、HTTP 消息、含有这些内容的日志、网页和 HAR 文件。',
            next: [advice`请原样提供完整消息，包括地址`, command`oauth-walk explain --help`],
          }),
  'input-missing': () => ({
    message: '没有给出要解释的内容',
    cause: '内容可以是参数、文件，或者从管道传入。',
    next: [command`oauth-walk explain --help`],
  }),
  'recording-ends': () => ({
    message: '录制在应用收到响应之前就结束了',
    cause: '登录没有完成，授权服务器显示了错误页面，或录制停止得太早。',
    next: [advice`查看录制停在哪个页面；打开“保留日志”重新录制，直到应用显示自己的页面`],
  }),
}

const unrecorded: Readonly<Record<string, string>> = {
  'authorization-request': '录制中没有授权请求。',
  'authorization-response': '录制中没有对授权请求的响应。',
  'token-request': '录制中没有这一步：它发生在服务器之间，或在录制之后。',
  'token-request-unasked': '没有这一步：这次登录没有请求授权码，一切都经浏览器返回。',
  'token-response': '录制中没有响应。',
  'userinfo-request-over': '没有这一步：登录在此之前就结束了，没有拿到令牌。',
  'userinfo-request': '录制中没有这一步：它发生在服务器之间，或根本没有发生。',
}

export const zhExplainFindings: Pick<Catalogue['findings'], 'not-recorded'> = {
  'not-recorded': d => pick(unrecorded, d['what']) ?? '录制中没有这一部分。',
}

export const zhExplainHelp: Record<string, string> = {
  explain: '解释别的程序的地址、令牌、响应、日志或 HAR 文件：是什么，有什么问题',
  'explain.input': '文本本身、文件，或 - 表示 stdin',
  '--clipboard': '解释剪贴板里的文本（系统有剪贴板时）',
  'explain.--request': '这个响应对应的授权请求：地址或文件',
  'explain.--issuer': '应有的 issuer',
  'explain.--client-id': '应有的客户端 ID',
  'explain.--jwks': '用来验证签名的密钥集（JWKS）：文件，或获取它的地址',
  'explain.--login': '输入里有多次登录时，讲哪一次：1、2……',
  'explain.--save': '把登录写成 transcript，与 oauth-walk login 的一样，供 report 和 diff 使用',
  '--at': '按这个时间判断（ISO 8601，或自 1970 年起的秒数），而不是现在',
  'explain.--show-secrets': '原样显示授权码、令牌和密钥',
  'explain.examples': `  oauth-walk explain 'https://HOST/authorize?response_type=code&…'
  pbpaste | oauth-walk explain -         令牌、响应、错误页面
  oauth-walk explain login.har           浏览器记录的应用登录过程`,
}
