import { pick, text } from '../text.ts'

const kinds: Readonly<Record<string, string>> = {
  list: '一个列表', string: '一段文本', number: '一个数字', boolean: '一个布尔值', null: 'null', object: '一个对象', missing: '缺失的', empty: '空的',
  printable: '一段由可打印的 ASCII 字符组成的文本', time: '带时区的日期和时间（ISO 8601）',
}

/** 一个 JSON 值的类型，接在“是”之后。 */
export function kind(name: unknown): string {
  return pick(kinds, name) ?? '别的内容'
}

/** 接在不是字符串列表的成员之后：它是什么，或列表里有什么。 */
export function zhOfKind(came: unknown): string {
  const inList = /^list-of-(.*)$/.exec(text(came))?.[1]
  return `（${inList === undefined ? kind(came) : `列表里有${kind(inList)}`}）`
}
