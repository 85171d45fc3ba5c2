import { fromCmd, isForCmd } from './cmd.ts'
import { expands, readData, readElsewhere, readFields, readQuery } from './curl-body.ts'
import { headersElsewhere, readHeaders } from './curl-headers.ts'
import { chooseAddress, readOption } from './curl-options.ts'
import { withoutMarks } from './expansions.ts'
import { toMultipart } from './multipart.ts'
import type { RawRequest } from './request.ts'
import { argumentsOf, asRead, cutByShell, withQuery, wordsOf } from './shell-words.ts'

const name = /^curl(?:\.exe)?$/

/** What one request of a command is made of. */
interface Given { options: [name: string, value: string][], others: string[] }

/** The requests that a curl command sends: `--next` begins another. */
export function readCurl(command: string): RawRequest[] {
  const read = asRead(command)
  const isCmd = isForCmd(read)
  const cut = isCmd ? undefined : cutByShell(read)
  return givenIn(argumentsOf(wordsOf(isCmd ? fromCmd(read) : read, !isCmd), name)).map((given, place) =>
    withoutMarks({ ...toRaw(given), ...cut !== undefined && place === 0 && { cut } }))
}

function givenIn(words: readonly string[]): Given[] {
  const all: Given[] = []
  let given: Given = { options: [], others: [] }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const option = readOption(word)
    if (word === '--next' || word === '-:') {
      all.push(given)
      given = { options: [], others: [] }
    } else if (!option) given.others.push(word)
    else {
      const value = option.wantsNext ? words[++at] ?? '' : option.value ?? ''
      given.options.push(
        ...option.names.map((one, place): [string, string] => [one, place === option.names.length - 1 ? value : '']),
      )
    }
  }
  return [...all, given]
}

/** curl takes another one each time. */
const boundary = '------------------------curl'

function toRaw({ options, others }: Given): RawRequest {
  const all = (...names: string[]) => options.filter(([one]) => names.includes(one)).map(([, value]) => value)
  const [data, query, fields] = [readData(options), readQuery(options), readFields(options)]
  const isGet = all('-G', '--get').length > 0
  const isExpanded = expands(options, 'data') || expands(options, 'json')
  const hasData = !isGet && (data.content !== '' || data.unread.length > 0 || isExpanded)
  const hasFields = fields !== undefined || expands(options, 'form')
  const address = chooseAddress(others) ?? all('--url')[0]
  const added = [query.content, ...isGet ? [data.content] : []].filter(one => one !== '').join('&')
  const unread = [
    ...data.unread, ...query.unread, ...fields?.unread ?? [], ...readElsewhere(options), ...headersElsewhere(all),
  ]
  const body = fields && !hasData ? toMultipart(fields.content, boundary) : isGet ? '' : data.content
  return {
    method: methodOf(all, hasData || hasFields), url: address && withQuery(address, added),
    headers: readHeaders(all, typeOf(all, hasData, hasFields)), ...body !== '' && { body },
    ...all('-E', '--cert').length > 0 && { certificate: true as const }, ...unread.length > 0 && { unread },
  }
}

/** A file of options may name another one. */
function methodOf(all: (...names: string[]) => string[], hasBody: boolean): string | undefined {
  const given = all('-X', '--request').at(-1)
  if (given !== undefined) return given
  if (all('-K', '--config', '--expand-request').length > 0) return undefined
  if (all('-I', '--head').length > 0) return 'HEAD'
  return all('-T', '--upload-file').length > 0 ? 'PUT' : hasBody ? 'POST' : 'GET'
}

function typeOf(all: (...names: string[]) => string[], hasData: boolean, hasFields: boolean): string | undefined {
  if (all('--expand-header').length > 0) return undefined
  if (hasData) return all('--json', '--expand-json').length > 0 ? 'application/json' : 'application/x-www-form-urlencoded'
  return hasFields ? `multipart/form-data; boundary=${boundary}` : undefined
}
