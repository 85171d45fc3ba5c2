import { text } from '../chinese-text.ts'

/** 沙盒对设置中错误的说法，以及对应的中文；先列出的优先。 */
const said: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^unknown: (.+)$/, name => `未知的名称：${name}`],
  [/^must be one of: (.+)$/, values => `只能是：${values}`],
  [/^must be: (.+)$/, value => `只能是：${value}`],
  [/^must have required property '(.+)'$/, name => `缺少 ${name}`],
  [/^must be object$/, () => '应为 JSON 对象'],
  [/^must be array$/, () => '应为列表'],
  [/^must be (string|boolean|integer|number)$/, type => `类型应为 ${type}`],
  [/^must be (>=|<=) (\d+)$/, (sign, number) => `应${sign === '>=' ? '不小于' : '不大于'} ${number}`],
  [/^must NOT have fewer than (\d+) (characters|items|properties)$/, number => `至少要有 ${number} 个`],
  [/^must NOT have more than (\d+) (characters|items|properties)$/, number => `最多 ${number} 个`],
  [/^must match pattern/, () => '格式不对'],
  [/^no JSON$/, () => '不是 JSON'],
  [/^an? (.+) twice$/, name => `有重复的 ${name}`],
  [/^no such user$/, () => '没有这个用户'],
  [/^no private key$/, () => '不是私钥'],
  [/^no key for (.+)$/, alg => `该密钥不能用于 ${alg}`],
  [/^the same key as (.+)$/, place => `与 ${place} 是同一个密钥`],
]

/** 设置中错误的中文说法；没有对应说法时照原文给出。 */
export function zhWrong(wrong: unknown): string {
  const original = text(wrong)
  for (const [pattern, say] of said) {
    const found = pattern.exec(original)
    if (found) return say(...found.slice(1))
  }
  return original
}
