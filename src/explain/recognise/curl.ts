import type { Pairs } from '../record.ts'
import { fromCmd, isForCmd } from './cmd.ts'
import { chooseAddress, readOption } from './curl-options.ts'
import { toMultipart } from './multipart.ts'
import type { RawRequest } from './request.ts'

/** Words of one command, and characters of it, that are read. */
const [mostWords, mostRead] = [500, 200_000]

/** Tells whether a line begins a curl command. */
export function isCurl(line: string): boolean {
  return /^\s*(?:[$>%#]\s+)?curl(?:\.exe)?\s/.test(line)
}

/**
 * The words of a command as a POSIX shell has them, `$'…'` and lines that go on included; what cmd and PowerShell put
 * at a line's end too.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  const token
    = /\s+|[\\^`]\r?\n|\$'((?:[^'\\]|\\[^])*)'|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^\s'"\\$^`]+|[$^`'"\\])/gy
  let word: string | undefined
  for (const [whole, ansi, single, double, escaped, plain] of text.slice(0, mostRead).matchAll(token)) {
    const part = ansi === undefined
      ? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain
      : fromAnsi(ansi)
    if (part !== undefined) word = (word ?? '') + part
    else if (word !== undefined && /^\s/.test(whole)) {
      words.push(word)
      word = undefined
    }
    if (words.length >= mostWords) break
  }
  return word === undefined ? words : [...words, word]
}

function fromAnsi(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]))/gi, (
    _, long: string | undefined, short: string | undefined, sign: string | undefined,
  ) => {
    const code = long ?? short
    return code === undefined ? signs[sign ?? ''] ?? sign ?? '' : String.fromCharCode(parseInt(code, 16))
  })
}

/** The request that a curl command sends. */
export function readCurl(command: string): RawRequest {
  const read = command.slice(0, mostRead)
  const words = wordsOf(isForCmd(read) ? fromCmd(read) : read)
  const options: [name: string, value: string][] = []
  const others: string[] = []
  const start = words.findIndex(word => /^curl(?:\.exe)?$/.test(word)) + 1
  for (let at = start; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (['|', '>', '&&', ';'].includes(word)) break
    const option = readOption(word)
    if (!option) others.push(word)
    else {
      const value = option.wantsNext ? words[++at] ?? '' : option.value ?? ''
      options.push(
        ...option.names.map((name, place): [string, string] => [name, place === option.names.length - 1 ? value : '']),
      )
    }
  }
  const cut = isForCmd(read) ? undefined : cutByShell(read)
  return { ...toRaw(chooseAddress(others), options), ...cut !== undefined && { cut } }
}

/** What stands before the first & that no quotes keep from a shell: there the command ends for it. */
function cutByShell(command: string): string | undefined {
  const quoted = /\$'(?:[^'\\]|\\[^])*'|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]/g
  const open = command.replace(quoted, whole => '_'.repeat(whole.length))
  for (const word of open.split(/[\s>|;]+/)) {
    const pairs = word.split('&')
    const cut = pairs.find((pair, place) => pair.indexOf('=') > 0 && (pairs[place + 1] ?? '') !== '')
    if (cut !== undefined) return cut
  }
  return undefined
}

function toRaw(url: string | undefined, options: readonly (readonly [string, string])[]): RawRequest {
  const all = (...names: string[]) => options.filter(([name]) => names.includes(name)).map(([, value]) => value)
  const isOfFile = /^[^=]*@/
  const plain = all('-d', '--data', '--data-binary', '--data-ascii', '--json')
  // What stands in a file was not seen, and nothing can be missed in the rest.
  const unread = [
    ...plain.filter(one => one.startsWith('@')), ...all('--data-urlencode').filter(one => isOfFile.test(one)),
  ]
  const encoded = all('--data-urlencode').filter(one => !isOfFile.test(one)).map(encodeData)
  const data = [...plain.filter(one => !one.startsWith('@')), ...all('--data-raw'), ...encoded].join('&')
  const isGet = all('-G', '--get').length > 0
  const hasData = data !== '' || unread.length > 0
  const fields = all('-F', '--form', '--form-string').map(fieldOf)
  const address = url ?? all('--url')[0]
  return {
    method: all('-X', '--request').at(-1)
      ?? (all('-I', '--head').length > 0
        ? 'HEAD'
        : (hasData && !isGet) || fields.length > 0
            ? 'POST'
            : 'GET'),
    url: isGet && data !== '' && address !== undefined
      ? `${address}${address.includes('?') ? '&' : '?'}${data}`
      : address,
    headers: headersOf(all, hasData && !isGet, fields.length > 0),
    ...data !== '' && !isGet
      ? { body: data }
      : fields.length > 0 ? { body: toMultipart(fields, boundary) } : {},
    ...unread.length > 0 && { unread },
  }
}

/** curl takes another one each time. */
const boundary = '------------------------curl'

/** A field of `-F`: what stands behind its value says how it is sent. */
function fieldOf(field: string): readonly [string, string] {
  const end = field.indexOf('=')
  const value = end < 0 ? '' : field.slice(end + 1)
  return [end < 0 ? field : field.slice(0, end), value.replace(/;(?:type|filename|headers|encoder)=[^;]*$/, '')]
}

function headersOf(all: (...names: string[]) => string[], isForm: boolean, isMultipart: boolean): Pairs {
  const given = all('-H', '--header').flatMap((field): [string, string][] => {
    const end = field.indexOf(':')
    return end < 1 ? [] : [[field.slice(0, end).trim().toLowerCase(), field.slice(end + 1).trim()]]
  })
  const has = (name: string) => given.some(([one]) => one === name)
  return [
    ...given,
    ...all('-u', '--user').map((user): [string, string] => [
      'authorization', `Basic ${Buffer.from(user).toString('base64')}`,
    ]),
    ...all('--oauth2-bearer').map((token): [string, string] => ['authorization', `Bearer ${token}`]),
    ...all('-b', '--cookie').map((cookie): [string, string] => ['cookie', cookie]),
    ...isMultipart && !isForm && !has('content-type')
      ? [['content-type', `multipart/form-data; boundary=${boundary}`] as const]
      : [],
    ...isForm && !has('content-type')
      ? [['content-type', all('--json').length > 0 ? 'application/json' : 'application/x-www-form-urlencoded'] as const]
      : [],
  ]
}

function encodeData(data: string): string {
  const end = data.indexOf('=')
  return end < 0 ? encodeURIComponent(data) : `${data.slice(0, end)}=${encodeURIComponent(data.slice(end + 1))}`
}
