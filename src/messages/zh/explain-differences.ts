import type { Difference } from '../../explain/facts/addresses.ts'
import { pick } from '../text.ts'

const differences: Record<Difference, string> = {
  slash: '两者只差末尾的斜杠。',
  scheme: '一个是 http，一个是 https：通常是代理终结了 TLS，而服务器并不知道。',
  case: '两者只差大小写。',
  loopback: '一个写 localhost，一个写 127.0.0.1：这是两个不同的名字。',
  www: '两者只差 www.。',
  port: '两者的端口不同。',
  host: '两者的主机不同。',
  path: '主机相同，路径（realm、租户、版本）不同。',
  query: '两者的查询部分不同。',
  blank: '两者只差首尾的空白。',
  other: '两者是不同的文本。',
}

/** 应当相同的两个值差在哪里。 */
export function zhDifference(name: unknown): string {
  return pick(differences, name) ?? differences.other
}
