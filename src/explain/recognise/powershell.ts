import type { Pairs, Unread } from '../record.ts'
import { markFor, withoutMarks } from './expansions.ts'
import { toMultipart } from './multipart.ts'
import { Script, unseen, type Table, type Value } from './powershell-values.ts'
import type { RawRequest } from './request.ts'
import { withQuery } from './shell-words.ts'

/** In Windows PowerShell curl and wget are names of Invoke-WebRequest: no option of theirs is called so. */
const alias = /(?:curl|wget)(?=[^\n]{0,2000}\s-(?:Uri|Method|Headers|Body|InFile|ContentType|UseBasicParsing)(?:[\s:]|$))/
/** What stands before a call on its line: a prompt, what takes its answer, and what a pipe brings as its body. */
const lead = /(?:PS(?: [^>\n]{0,200})?>+\s*)?(?:(?:return|try\s*\{)\s*)?(?:(?:\[[\w.]{1,60}\]\s*)?\$\w{1,60}(?:[.:]\w{1,60}){0,4}\s*=\s*)?/
const command = new RegExp(
  `${lead.source}((?:[^|\\n]{1,300}\\|\\s*){0,3}?)`
  + `\\(?(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm|${alias.source})(?=\\s)`, 'i',
)
const begins = new RegExp(`(?:^|;)\\s*(?:${command.source})`, 'i')
const beginsByAlias = new RegExp(`^\\s*${lead.source}${alias.source}\\s`, 'i')
/** What may stand above a call in a script: variables that it uses, a session of a browser, remarks. */
const prepares = /^\s*(?:\$\w{1,60}(?:\.\w{1,60})*\s*(?:=|\.\w{1,60}\()|\$\w{1,60}\.\w)/

/** Tells whether a line begins a call of PowerShell, or a variable for one. */
export function mayBePowerShell(line: string): boolean {
  return begins.test(line) || prepares.test(line)
}

/** Tells whether a line calls PowerShell by a name that is another program's elsewhere. */
export function isPowerShellAlias(line: string): boolean {
  return beginsByAlias.test(line)
}

/** The call that these lines begin with, and on how many it stands; nothing where none does. */
export function readPowerShell(lines: readonly string[]): { request: RawRequest, lines: number } | undefined {
  if (!lines.slice(0, mostAbove).some(line => begins.test(line.slice(0, 500)))) return undefined
  const text = lines.join('\n')
  const variables = new Map<string, Value>()
  let at = 0
  for (let count = 0; count <= mostAbove; count += 1) {
    const script = new Script(text, at, variables)
    script.take(/(?:\s|;|#[^\n]*)*/)
    const call = script.take(command)
    if (call) {
      const options = readOptions(script, variables)
      const request = toRaw(call[1] === '' ? options : options.set(pipe, undefined))
      return request && { request, lines: text.slice(0, script.at).split('\n').length }
    }
    const name = script.take(/\$(\w{1,60})\s*=/)?.[1]
    if (name !== undefined) variables.set(name.toLowerCase(), script.readValue())
    else if (!script.take(/\$\w{1,60}\./)) return undefined
    script.take(/[^\n;]*;(?=\s*(?:\$|Invoke-|irm\s|iwr\s))|[^\n]*(?:\n|$)/i)
    if (script.at === at || script.at >= text.length) return undefined
    at = script.at
  }
  return undefined
}

/** Stands for an option where a pipe brings the body. */
const pipe = '|'

/** Lines of a script above its call. */
const mostAbove = 60

/** The options of a call by their names in lower case; a table of a variable may have them all (`@name`). */
function readOptions(script: Script, variables: ReadonlyMap<string, Value>): Map<string, Value> {
  const options = new Map<string, Value>()
  for (let count = 0; count < 100; count += 1) {
    script.skipBlanks()
    const name = script.take(/-([A-Za-z]+)(?::|(?=\s|$))/)?.[1]?.toLowerCase()
    const table = name === undefined ? script.take(/@(\w{1,60})/)?.[1] : undefined
    if (table !== undefined) addTable(options, variables.get(table.toLowerCase()))
    else if (name === undefined) {
      if (script.take(/(?=[|;)\r\n]|$)/)) break
      options.set('uri', options.get('uri') ?? script.readValue())
    } else {
      script.skipBlanks()
      const isSwitch = script.take(/(?=-[A-Za-z]|@\w|[|;)\r\n]|$)/) !== undefined
      options.set(fullName(name), isSwitch ? '' : script.readValue())
    }
  }
  return options
}

function addTable(options: Map<string, Value>, table: Value): void {
  if (Array.isArray(table)) for (const [name, value] of table as Table) options.set(fullName(name.toLowerCase()), value)
  else for (const name of ['method', 'body', 'headers']) options.set(name, undefined)
}

const names = [
  'uri', 'method', 'body', 'headers', 'contenttype', 'infile', 'form', 'authentication', 'token', 'credential',
  'certificate',
]

/** An option may be cut where that leaves one of them. */
function fullName(name: string): string {
  return names.find(one => name.length > 2 && one.startsWith(name)) ?? name
}

function toRaw(options: ReadonlyMap<string, Value>): RawRequest | undefined {
  const uri = textOf(options, 'uri')
  if (uri === undefined && !options.has('body')) return undefined
  const [method, table] = [options.has('method') ? textOf(options, 'method') : 'GET', options.get('body')]
  const isQuery = typeof table === 'object' && method !== undefined && /^get$/i.test(method)
  const body = isQuery ? undefined : bodyOf(options)
  const unread = unreadOf(options)
  return withoutMarks({
    method, url: isQuery && uri !== undefined ? withQuery(uri, toForm(table)) : uri,
    headers: headersOf(options, isQuery ? undefined : typeOf(options)), ...body !== undefined && { body },
    ...options.has('certificate') && { certificate: true as const }, ...unread.length > 0 && { unread },
  })
}

function textOf(options: ReadonlyMap<string, Value>, name: string): string | undefined {
  const value = options.get(name)
  return typeof value === 'string' ? value : undefined
}

function bodyOf(options: ReadonlyMap<string, Value>): string | undefined {
  const [body, form] = [options.get('body'), options.get('form')]
  if (typeof form === 'object') return toMultipart(pairsOf(form), boundary)
  return typeof body === 'object' ? toForm(body) : body
}

function typeOf(options: ReadonlyMap<string, Value>): string | undefined {
  const given = textOf(options, 'contenttype')
  if (given !== undefined) return given
  if (options.has('form')) return `multipart/form-data; boundary=${boundary}`
  return options.has('body') || options.has(pipe) ? 'application/x-www-form-urlencoded' : undefined
}

/** What of the request is in a file, or has to be computed. */
function unreadOf(options: ReadonlyMap<string, Value>): Unread[] {
  const hidden = [['InFile', 'parameters'], ['Body', 'parameters'], ['Form', 'parameters'], ['Headers', 'headers']] as const
  return hidden.flatMap(([name, part]): Unread[] => {
    const option = name.toLowerCase()
    const isHidden = options.has(option) && (name === 'InFile' || options.get(option) === undefined)
    return isHidden ? [{ part, from: `-${name}` }] : []
  }).concat(options.has(pipe) && !options.has('body') ? [{ part: 'parameters', from: pipe }] : [])
}

const boundary = '------------------------powershell'

/** A member whose value has to be computed is there all the same. */
function pairsOf(table: Table): Pairs {
  return table.map(([name, value]) => [name, typeof value === 'string' ? value : markFor(name)])
}

function toForm(table: Table): string {
  return pairsOf(table).map(pair => pair.map(encodeURIComponent).join('=')).join('&')
}

function headersOf(options: ReadonlyMap<string, Value>, type: string | undefined): Pairs {
  const table = options.get('headers')
  const given = (typeof table === 'object' ? pairsOf(table) : []).map(([name, value]) =>
    [name.toLowerCase(), value] as const)
  const named = textOf(options, 'authentication') ?? (options.has('credential') ? 'Basic' : undefined)
  const scheme = named?.replace(/^oauth$/i, 'Bearer')
  return [
    ...given, ...scheme === undefined ? [] : [['authorization', `${scheme} ${unseen}`] as const],
    ...type === undefined || given.some(([name]) => name === 'content-type') ? [] : [['content-type', type] as const],
  ]
}
