import type { Pairs, Unread } from '../record.ts'

type Options = readonly (readonly [name: string, value: string])[]

/** What the options of a curl command send, and what of it they take from elsewhere. */
export interface Sent<Content> { content: Content, unread: readonly Unread[] }

const fromFile = (from: string): Unread => ({ part: 'parameters', from })

/** A file behind the name, or by itself; behind `=` an `@` is a sign like others. */
const isOfFile = /^[^=]*@/

/** Options whose value is a file where it begins with `@`. */
const plain = new Set(['-d', '--data', '--data-binary', '--data-ascii', '--json'])

/** The body of `-d` and its kind: pieces are joined by `&`, but those of `--json` by nothing. */
export function readData(options: Options): Sent<string> {
  const unread: Unread[] = []
  let content = ''
  for (const [name, value] of options) {
    const isFile = plain.has(name) ? value.startsWith('@') : name === '--data-urlencode' && isOfFile.test(value)
    if (isFile) unread.push(fromFile(value))
    else if (plain.has(name) || name === '--data-raw' || name === '--data-urlencode') {
      const piece = name === '--data-urlencode' ? encodeData(value) : value
      content += `${content === '' || name === '--json' ? '' : '&'}${piece}`
    }
  }
  return { content, unread }
}

/** What `--url-query` adds to the address; behind `+` it stands as it is. */
export function readQuery(options: Options): Sent<string> {
  const values = options.filter(([name]) => name === '--url-query').map(([, value]) => value)
  const isFile = (value: string) => !value.startsWith('+') && isOfFile.test(value)
  return {
    content: values.filter(value => !isFile(value)).map(value =>
      value.startsWith('+') ? value.slice(1) : encodeData(value)).join('&'),
    unread: values.filter(isFile).map(fromFile),
  }
}

function encodeData(data: string): string {
  const end = data.indexOf('=')
  const value = encodeURIComponent(data.slice(end + 1))
  return end < 1 ? value : `${data.slice(0, end)}=${value}`
}

/** The fields of `-F`: what stands behind a value says how it is sent. Undefined where there are none. */
export function readFields(options: Options): Sent<Pairs> | undefined {
  const given = options.filter(([name]) => ['-F', '--form', '--form-string'].includes(name))
  const fields = given.map(([name, field]) => {
    const end = field.indexOf('=')
    const value = end < 0 ? '' : field.slice(end + 1)
    return {
      name: end < 0 ? field : field.slice(0, end), isFile: name !== '--form-string' && /^[@<]/.test(value),
      value: name === '--form-string' ? value : value.replace(/;(?:type|filename|headers|encoder)=[^;]*$/, ''),
    }
  })
  return given.length === 0
    ? undefined
    : {
        content: fields.filter(({ isFile }) => !isFile).map(({ name, value }) => [name, value]),
        unread: fields.filter(({ isFile }) => isFile).map(({ value }) => fromFile(value)),
      }
}

/** Tells whether a body or fields are made of variables (`--variable`): what they are is not read. */
export function expands(options: Options, kind: 'data' | 'json' | 'form'): boolean {
  return options.some(([name]) => name.startsWith(`--expand-${kind}`))
}

/** Parts of a request that other options take from elsewhere: both, as a file of options may have anything in it. */
export function readElsewhere(options: Options): Unread[] {
  return options.flatMap(([name, value]): Unread[] => {
    if (name === '-T' || name === '--upload-file') return [fromFile(value)]
    if (name === '-n' || name.startsWith('--netrc')) return [{ part: 'headers', from: name }]
    const isOfOptions = name === '-K' || name === '--config'
    if (!isOfOptions && !name.startsWith('--expand-')) return []
    const from = isOfOptions ? `${name} ${value}` : name
    return [fromFile(from), { part: 'headers', from }]
  })
}
