import type { Pairs, Unread } from '../record.ts'
import { withoutMarks } from './expansions.ts'
import { readItem, readItems, type Items } from './httpie-items.ts'
import { toMultipart } from './multipart.ts'
import type { RawRequest } from './request.ts'
import { argumentsOf, basicField, cutByShell, withQuery, wordsOf } from './shell-words.ts'

const program = /^(?:https?|xhs?)(?:\.exe)?$/

/** Options of HTTPie and xh whose value is the next word. */
const valued = new Set(`
-a --auth -A --auth-type --bearer --raw -o --output -p --print -P --history-print -s --style --pretty --format-options
--response-charset --response-mime --session --session-read-only --timeout --max-redirects --max-headers --proxy
--verify --ssl --ciphers --cert --cert-key --cert-key-pass --default-scheme --boundary --http-version --resolve
--interface
`.trim().split(/\s+/))

type All = (...names: string[]) => string[]

/** A command taken apart: its options, and the words behind them. */
interface Given {
  scheme: string
  all: All
  method: string | undefined
  address: string
  items: string[]
  /** What brings the body from a file. */
  input: string
}

function takeApart(command: string): Given {
  const words = wordsOf(command)
  const options: [name: string, value: string][] = []
  const others: string[] = []
  const given = argumentsOf(words, program)
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? ''
    const [, long, value = ''] = /^(--[\w-]+)=([^]*)$/.exec(word) ?? []
    if (long !== undefined) options.push([long, value])
    else if (valued.has(word)) options.push([word, given[++at] ?? ''])
    else if (/^-[aAopPs]./.test(word)) options.push([word.slice(0, 2), word.slice(2)])
    else if (word.startsWith('--')) options.push([word, ''])
    else if (/^-\w/.test(word)) options.push(...Array.from(word.slice(1), (one): [string, string] => [`-${one}`, '']))
    else others.push(word)
  }
  const all: All = (...names) => options.filter(([one]) => names.includes(one)).map(([, one]) => one)
  const scheme = /^(?:https|xhs)/.test(words.find(word => program.test(word)) ?? '') ? 'https' : 'http'
  return { scheme: all('--default-scheme').at(-1) ?? scheme, all, ...wordsBehind(others) }
}

/** The method may be left out; `<` brings a file as the body, and so does `@` with nothing before it. */
function wordsBehind(others: readonly string[]): Pick<Given, 'method' | 'address' | 'items' | 'input'> {
  const end = others.findIndex(word => word.startsWith('<'))
  const words = end < 0 ? others : others.slice(0, end)
  const hasMethod = words.length > 1 && /^[a-z]+$/i.test(words[0] ?? '')
  const [address = '', ...behind] = words.slice(hasMethod ? 1 : 0)
  const file = behind.find(isFile)
  return {
    method: hasMethod ? words[0] : undefined, address,
    items: behind.filter(word => !isFile(word)).slice(0, mostItems),
    input: end < 0 ? file ?? '' : redirectIn(others.slice(end)),
  }
}

/** Behind `<<<` stands the text itself, which may be a secret. */
function redirectIn([sign = '', name = '']: readonly string[]): string {
  return /^<{2,3}/.exec(sign)?.[0] ?? (sign === '<' ? `< ${name}` : sign)
}

const isFile = (word: string): boolean => /^@./.test(word)

const mostItems = 200

/** What an address begins with, or a variable of a script. */
const addressLike = /^(?:[a-z][a-z\d+.-]*:\/\/|:\/\/|:\d*(?:\/|$)|localhost\b|[$\uE000]|\{\{|<|[\w-]+(?:\.[\w-]+)+(?:[:/?]|$))/i

/** Tells whether a line begins such a command: their names are words too, and so is what stands behind them then. */
export function isHttpie(line: string): boolean {
  if (!/^\s*(?:[$>%#]\s+)?(?:https?|xhs?)(?:\.exe)?\s+\S/.test(line)) return false
  const { address, items } = takeApart(line.replace(/[\\^`]\s*$/, ''))
  return addressLike.test(address) && items.every(item => readItem(item) !== undefined)
}

/** The request that a command of HTTPie or xh sends; what a pipe brings is its body, unless it has one. */
export function readHttpie(command: string, pipe?: string): RawRequest[] {
  const { scheme, all, method, address, items: words, input: file } = takeApart(command)
  const [items, cut] = [readItems(words), cutByShell(command)]
  const body = bodyOf(all, items)
  const isPiped = file === '' && body === undefined && !items.hasBody && all('-I', '--ignore-stdin').length === 0
  const input = isPiped ? pipe ?? '' : file
  // What kind of body a file is, its name says.
  const isTyped = isForm(all) || !input.startsWith('@')
  const unread: Unread[] = [
    ...items.unread, ...isTyped ? [] : [{ part: 'headers' as const, from: input }],
    ...input === '' ? [] : [{ part: 'parameters' as const, from: input }],
    ...all('--session', '--session-read-only').map((file): Unread => ({ part: 'headers', from: `--session ${file}` })),
  ]
  const isSent = body !== undefined || input !== '' || items.hasBody
  return [
    withoutMarks({
      method: method ?? (isSent ? 'POST' : 'GET'), url: withQuery(addressOf(address, scheme), formOf(items.query)),
      headers: headersOf(all, items.headers, isSent && isTyped ? typeOf(all, items) : undefined),
      ...body !== undefined && { body }, ...all('--cert').length > 0 && { certificate: true as const },
      ...unread.length > 0 && { unread },
      ...cut !== undefined && { cut },
    }),
  ]
}

/** `:3000/token` is on this machine. */
function addressOf(word: string, scheme: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(word)) return word
  if (word.startsWith('://')) return `${scheme}${word}`
  return /^:(?:\d|\/|$)/.test(word)
    ? `${scheme}://localhost${word.replace(/^:(?!\d)/, '')}`
    : `${scheme}://${word}`
}

const boundary = '------------------------httpie'

/** What a command sends is JSON, unless an option says otherwise. */
function typeOf(all: All, { hasUpload }: Items): string {
  if (all('--multipart').length > 0 || (isForm(all) && hasUpload)) return `multipart/form-data; boundary=${boundary}`
  return isForm(all) ? 'application/x-www-form-urlencoded; charset=utf-8' : 'application/json'
}

const isForm: (all: All) => boolean = all => all('-f', '--form').length > 0

function bodyOf(all: All, items: Items): string | undefined {
  const raw = all('--raw').at(-1)
  if (raw !== undefined || (items.data.length === 0 && items.json.length === 0)) return raw
  const type = typeOf(all, items)
  const pairs = [...items.data, ...items.json]
  if (type.startsWith('multipart')) return toMultipart(pairs, boundary)
  return isForm(all) ? formOf(pairs) : jsonOf(items)
}

/** What `:=` gives stands there as it is: names and texts alone are made JSON. */
function jsonOf({ data, json }: Items): string {
  const members = [...data.map(([name, value]) => [name, JSON.stringify(value)] as const), ...json]
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
}

function formOf(pairs: Pairs): string {
  return pairs.map(pair => pair.map(encodeURIComponent).join('=')).join('&')
}

function headersOf(all: All, given: Pairs, type: string | undefined): Pairs {
  const scheme = all('-A', '--auth-type').at(-1)?.toLowerCase() ?? 'basic'
  const users = all('-a', '--auth').map(user => scheme === 'basic'
    ? basicField(user)
    : ['authorization', scheme === 'bearer' ? `Bearer ${user}` : `${scheme} <hidden>`] as const)
  const isChosen = type === undefined || given.some(([name]) => name === 'content-type')
  return [
    ...given.filter(([, value]) => value !== ''), ...users,
    ...all('--bearer').map(token => ['authorization', `Bearer ${token}`] as const),
    ...isChosen ? [] : [['content-type', type] as const],
  ]
}
