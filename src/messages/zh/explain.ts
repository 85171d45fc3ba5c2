import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { ExplainFailure } from '../explain.ts'
import { command } from '../../text/shell.ts'
import { text } from '../text.ts'

export const zhExplainFailures: Pick<Catalogue['failures'], ExplainFailure> = {
  'input-unrecognised': d => ({
    message: `${text(d['source'])} 中没有找到与 OAuth 有关的内容`,
    cause: '能识别的有：地址、应答、令牌、元数据、密钥集、头字段、curl 命令、HTTP 消息、含有这些内容的日志、网页和 HAR 文件。',
    next: [advice`给出完整的消息，照发出或收到的样子，连同地址`, command`oauth-walk explain --help`],
  }),
  'input-missing': () => ({
    message: '没有给出要解释的内容',
    cause: '内容可以是参数、文件，或者从管道传入。',
    next: [command`oauth-walk explain --help`],
  }),
}

export const zhExplainHelp: Record<string, string> = {
  explain: '解释别的程序的地址、令牌、应答、日志或 HAR 文件：是什么，有什么问题',
  'explain.input': '文本本身、文件，或 - 表示 stdin',
  'explain.--request': '这个应答对应的授权请求：地址或文件',
  'explain.--issuer': '应有的 issuer',
  'explain.--client-id': '应有的客户端 ID',
  '--at': '按这个时间判断（ISO 8601，或自 1970 年起的秒数），而不是现在',
  'explain.--show-secrets': '原样显示授权码、令牌和密钥',
  'explain.examples': `  oauth-walk explain 'https://HOST/authorize?response_type=code&…'
  pbpaste | oauth-walk explain -         令牌、应答、错误页面
  oauth-walk explain login.har           浏览器记录的应用登录过程`,
}
