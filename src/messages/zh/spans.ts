import { text } from '../text.ts'

const units: Readonly<Record<string, string>> = { y: '年', d: '天', h: '小时', min: '分钟', s: '秒' }

/** A length of time as it is found, in units of the SI (`3 y 15 d`), in Chinese ones. */
export function zhSpan(span: unknown): string {
  return text(span).replace(/(?<=\d )(?:y|d|h|min|s)(?![a-z])/g, unit => units[unit] ?? unit)
}
