import { isObject, parseJson } from '../../protocol/answer/json.ts'
import type { RawRequest } from './request.ts'

const begins = /^\s*(?:(?:(?:const|let|var)\s+)?[\w$.]{1,60}\s*=\s*|return\s+)?(?:await\s+)?(?:window\.|globalThis\.)?fetch\(\s*["'`]/

/** Tells whether a line may begin a call of `fetch`. */
export function mayBeFetch(line: string): boolean {
  return begins.test(line)
}

/** The call that these lines begin with, and on how many it stands; nothing where it has no end among them. */
export function readFetch(lines: readonly string[]): { request: RawRequest, lines: number } | undefined {
  const text = lines.join('\n')
  const open = text.indexOf('fetch(') + 'fetch('.length
  const end = endOfCall(text, open)
  const [, url, rest] = /^\s*["'`]([^"'`\s$]+)["'`]\s*(?:,([^]*))?$/.exec(end < 0 ? '' : text.slice(open, end)) ?? []
  if (url === undefined) return undefined
  const options = rest?.replace(/,\s*$/, '').trim() ?? ''
  const json = options === '' ? {} : parseJson(options)
  return {
    lines: text.slice(0, end).split('\n').length,
    request: { url, ...isObject(json) ? copiedOptions(json) : writtenOptions(options) },
  }
}

/** As the developer tools of a browser copy them. */
function copiedOptions({ method, headers, body }: Readonly<Record<string, unknown>>): RawRequest {
  return {
    method: typeof method === 'string' ? method : 'GET',
    headers: isObject(headers) ? Object.entries(headers).map(([name, value]) => [name, String(value)]) : [],
    ...typeof body === 'string' ? { body } : {},
  }
}

/** Options that a program computes: what is in them is not read, but for the method. */
function writtenOptions(options: string): RawRequest {
  const method = /(?:^|[\s{,])["']?method["']?\s*:\s*["'`]([A-Za-z]{3,8})["'`]/.exec(options)?.[1]
  const from = 'fetch(…)'
  return { method, unread: [{ part: 'parameters', from }, { part: 'headers', from }] }
}

/** Where the bracket is closed that was open; texts in quotation marks have brackets of their own. */
function endOfCall(text: string, start: number): number {
  const signs = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|`(?:[^`\\]|\\[^])*`|[()[\]{}]/g
  signs.lastIndex = start
  let open = 1
  for (let sign = signs.exec(text); sign; sign = signs.exec(text)) {
    if (/^[([{]$/.test(sign[0])) open += 1
    else if (/^[)\]}]$/.test(sign[0])) open -= 1
    if (open === 0) return sign.index
  }
  return -1
}
