import { isObject } from '../../protocol/answer/json.ts'
import type { Pairs } from '../record.ts'
import type { Collector } from './collect.ts'
import type { RawMessage } from './seen.ts'

/** Reads the entries of a HAR file, as browsers, Playwright, mitmproxy and Charles write them. */
export function readHar(entries: readonly unknown[], collector: Collector): void {
  entries.forEach((entry, place) => {
    const message = readEntry(entry, place + 1)
    if (message) collector.add(message)
  })
}

/** One entry; nothing where it has no request. */
export function readEntry(entry: unknown, number: number): RawMessage | undefined {
  if (!isObject(entry) || !isObject(entry['request'])) return undefined
  const { request, response } = entry
  const at = Date.parse(textOf(entry['startedDateTime']) ?? '')
  const { postData } = request
  const form = isObject(postData) && Array.isArray(postData['params']) && postData['params'].length > 0 ? pairsOf(postData['params']) : undefined
  const answer = isObject(response) && response['status'] !== 0 && response['status'] !== -1 ? readAnswer(response) : undefined
  return {
    request: {
      method: textOf(request['method']), url: textOf(request['url']), headers: pairsOf(request['headers']),
      body: isObject(postData) ? textOf(postData['text']) : undefined, ...form && !(isObject(postData) && textOf(postData['text'])) ? { form: form.map(decodeParameter) } : {},
    },
    response: answer, at: Number.isNaN(at) ? undefined : at, place: `entry ${number}`,
  }
}

/** The parameters of a form are as they are on the wire with some programs, and decoded with others. */
function decodeParameter([name, value]: readonly [string, string]): readonly [string, string] {
  if (!/%[\da-f]{2}/i.test(value) || /[\s:/]/.test(value)) return [name, value]
  try {
    return [name, decodeURIComponent(value.replaceAll('+', ' '))]
  } catch {
    return [name, value]
  }
}

function readAnswer(response: Readonly<Record<string, unknown>>): RawMessage['response'] {
  const headers = pairsOf(response['headers'])
  const redirect = textOf(response['redirectURL'])
  const isKnown = headers.some(([name]) => name.toLowerCase() === 'location')
  return {
    status: Number(response['status']) || undefined, body: bodyOf(response['content']),
    headers: redirect && !isKnown ? [...headers, ['location', redirect]] : headers,
  }
}

function bodyOf(content: unknown): string | undefined {
  const text = isObject(content) ? textOf(content['text']) : undefined
  if (text === undefined || !isObject(content)) return undefined
  return content['encoding'] === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}

function pairsOf(list: unknown): Pairs {
  if (!Array.isArray(list)) return []
  return list.filter(isObject).flatMap((item) => {
    const [name, value] = [textOf(item['name']), textOf(item['value'])]
    return name === undefined ? [] : [[name, value ?? ''] as const]
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
