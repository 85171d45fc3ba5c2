import { isObject, parseJson } from '../../protocol/answer/json.ts'
import type { Pairs } from '../record.ts'
import type { RawRequest } from './request.ts'

/** The most lines and characters of one call. */
export const [mostLines, mostRead] = [200, 200_000]

/** A call as the developer tools of a browser copy it, and on how many lines it stands. */
export interface Copied { request: RawRequest, lines: number }

const beginsFetch = /^\s*(?:await\s+)?fetch\(\s*["']/
const beginsPowerShell = /^\s*(?:\$\w{1,40}\s*=\s*)?(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\s/i

/** Tells whether a line may begin such a call. */
export function mayBeCopied(line: string): boolean {
  return beginsFetch.test(line) || beginsPowerShell.test(line)
}

/** Reads a call of `fetch`, or of PowerShell, that begins on the first of these lines; nothing where none does. */
export function readCopied(lines: readonly string[]): Copied | undefined {
  return beginsFetch.test(lines[0] ?? '') ? readFetch(lines) : readPowerShell(lines)
}

/** What is copied has its options as JSON. */
function readFetch(lines: readonly string[]): Copied | undefined {
  const own = ownLines(lines)
  const count = own.findIndex(line => /\)(?:\s?;)?$/.test(line.slice(-100).trimEnd())) + 1
  const text = own.slice(0, count).join('\n').slice(0, mostRead).trim()
  const [, url, rest = ''] = /^(?:await\s+)?fetch\(\s*["']([^"'\s]+)["']\s*(?:,([^]*))?\)\s?;?$/.exec(text) ?? []
  const options = rest.trim() === '' ? {} : parseJson(rest.trim())
  if (url === undefined || !isObject(options)) return undefined
  const { method, headers, body } = options
  return {
    lines: count,
    request: {
      url, method: typeof method === 'string' ? method : 'GET',
      headers: isObject(headers) ? Object.entries(headers).map(([name, value]) => [name, String(value)]) : [],
      ...typeof body === 'string' ? { body } : {},
    },
  }
}

/** Those up to the next call: what is no call as it is copied is looked at once. */
function ownLines(lines: readonly string[]): readonly string[] {
  const next = lines.findIndex((line, place) => place > 0 && mayBeCopied(line))
  return next < 0 ? lines : lines.slice(0, next)
}

/** A line goes on behind `, and in the braces of a table. */
function readPowerShell(lines: readonly string[]): Copied | undefined {
  let [count, isTable] = [0, false]
  for (const line of ownLines(lines)) {
    count += 1
    if (/@\{\s*$/.test(line)) isTable = true
    else if (/^\s*\}/.test(line)) isTable = false
    if (!isTable && !/`\s*$/.test(line)) break
  }
  const text = lines.slice(0, count).join('\n').slice(0, mostRead)
  const url = optionIn(text, 'Uri')
  if (url === undefined) return undefined
  const type = optionIn(text, 'ContentType')
  const body = optionIn(text, 'Body')
  return {
    lines: count,
    request: {
      url, method: optionIn(text, 'Method') ?? 'GET',
      headers: [...tableIn(text), ...type === undefined ? [] : [['content-type', type] as const]],
      ...body === undefined ? {} : { body },
    },
  }
}

const quoted = '"((?:[^"`]|`[^])*)"'

function optionIn(text: string, name: string): string | undefined {
  const found = new RegExp(
    `(?:^|\\s)-${name}\\s+(?:\\(\\[System\\.Text\\.Encoding\\]::UTF8\\.GetBytes\\()?${quoted}`, 'i',
  )
    .exec(text)
  return found?.[1] === undefined ? undefined : plain(found[1])
}

function tableIn(text: string): Pairs {
  const start = text.search(/(?<=\s)-Headers\s+@\{/i)
  const table = start < 0 ? '' : text.slice(start).split(/\n[ \t]{0,100}\}/, 1)[0] ?? ''
  return [...table.matchAll(new RegExp(`^\\s*${quoted}\\s*=\\s*${quoted}`, 'gm'))].map(([, name = '', value = '']) => [
    plain(name).toLowerCase(), plain(value),
  ])
}

/** Without the escapes of PowerShell. */
function plain(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' }
  return text.replace(/`(?:u\{([\da-f]{1,6})\}|([^]))/gi, (_, code: string | undefined, sign: string | undefined) =>
    code === undefined ? signs[sign ?? ''] ?? sign ?? '' : String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)))
}
