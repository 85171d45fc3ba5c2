import type { CutPart } from '../../explain/record.ts'
import type { enInputReadings } from '../en/explain-input.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'

const parts: Record<Exclude<CutPart, 'recording'>, string> = {
  line: '超过一百万字符的行', parameters: '第 500 个之后的参数', members: '第 500 个之后的成员', messages: '消息', words: '文字行', tokens: '令牌', fields: '头部字段', value: '记录中的长值', page: '网页的末尾',
}

function named({ parts: given }: ReadingDetails): string {
  return (Array.isArray(given) ? given : []).map(part => pick(parts, part) ?? '').filter(name => name !== '').join('、')
}

/** 关于超长输入的说法。 */
export const zhInputReadings: Record<keyof typeof enInputReadings, ReadingSentences> = {
  'file-unread': {
    said: d => `请求的一部分来自别处，没有读取：${text(d['files'])}`,
    why: () => '命令从文件、其他程序或变量中取这部分内容。它没有检查，也不判断其中缺少什么。',
    fix: () => '把这些值直接写进命令，就能全部检查。',
  },
  'input-cut': {
    said: d => `输入没有全部读完：超出的部分没有查看（${named(d)}）`,
    why: () => '没有读到的部分没有检查。OAuth 的消息不会这么长，服务器也不会接受。',
    fix: () => '只把相关的部分交给 explain：一次登录的消息。',
  },
  'recording-cut': {
    said: () => 'HAR 文件不完整，在中途断开',
    why: () => '断开之后的内容不在文件里，没有检查。',
    fix: () => '重新保存录制，并复制整个文件。',
  },
}
