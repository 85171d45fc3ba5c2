import { isObject, parseJson } from '../../protocol/answer/json.ts'
import type { Pairs } from '../record.ts'
import type { Collector } from './collect.ts'
import { isOfProtocol, type RawMessage } from './seen.ts'

/** Takes the entries of a HAR file one after the other, as browsers, Playwright, mitmproxy and Charles write them. */
export function readHar(collector: Collector): (entry: Buffer) => void {
  let number = 0
  return (bytes) => {
    number += 1
    if (isBulk(bytes)) return
    const message = readEntry(parseJson(bytes.toString('utf8')), number)
    const kept = message && keepWhatMatters(message)
    if (kept) collector.addRecorded(kept)
  }
}

/**
 * Tells from its bytes that an entry is a picture or a script whose Referer tells nothing: most of a recording is, and
 * no string is made of it.
 */
function isBulk(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('"mimeType"'); at >= 0; at = bytes.indexOf('"mimeType"', at + 10)) {
    const type = bytes.toString('latin1', at + 10, at + 100).replace(/^[\s:"]+/, '').replace(/["\\][^]*/, '')
    if (nobodys.test(type)) return !betraying.test(referrerIn(bytes))
  }
  return false
}

function referrerIn(bytes: Buffer): string {
  const places = [bytes.indexOf('"Referer"'), bytes.indexOf('"referer"')].filter(at => at >= 0)
  return places.map(at => bytes.toString('latin1', at, at + 4000)).join('')
}

const nobodys = /^(?:image|font|audio|video)\/|javascript|css|wasm|woff|octet-stream/i
const betraying = /[?&#](?:code|access_token|id_token|refresh_token|response|state)=/

/** A body of what is no message of the protocol is not read further than this. */
const mostOfOther = 16_384

/**
 * What the protocol is not about is kept without its content, and pictures and scripts not at all, unless their Referer
 * tells a secret.
 */
function keepWhatMatters(message: RawMessage): RawMessage | undefined {
  const { request, response } = message
  if (isOfProtocol(message)) return message
  const type = response?.headers?.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  if (!nobodys.test(type)) return withoutBulk(message)
  const referrers = (request?.headers ?? []).filter(([name, value]) =>
    name.toLowerCase() === 'referer' && betraying.test(value))
  return referrers.length === 0
    ? undefined
    : { ...message, request: { ...request, headers: referrers }, response: { status: response?.status } }
}

/** Fields by which other messages bear on a login: who is sent where, with which cookies, and what a browser allows. */
const telling = /^(?:cookie|set-cookie|location|origin|referer|host|content-type|authorization|www-authenticate|access-control-|sec-fetch-|x-forwarded-|forwarded|service-worker|content-security-policy|x-frame-options|allow)/i

function withoutBulk({ request, response, ...message }: RawMessage): RawMessage {
  const few = (fields: Pairs | undefined) => fields?.filter(([name]) => telling.test(name))
  return {
    ...message, request: { ...request, headers: few(request?.headers) },
    ...response
    && {
      response: { ...response, headers: few(response.headers), body: response.body && beginningOf(response.body) },
    },
  }
}

/** A copy: a part of a string would keep all of it. */
function beginningOf(body: string): string {
  return body.length <= mostOfOther ? body : Buffer.from(body.slice(0, mostOfOther)).toString()
}

/** One entry; nothing where it has no request. */
export function readEntry(entry: unknown, number: number): RawMessage | undefined {
  if (!isObject(entry) || !isObject(entry['request'])) return undefined
  const { request, response } = entry
  const at = Date.parse(textOf(entry['startedDateTime']) ?? '')
  const { postData } = request
  const form = isObject(postData) && Array.isArray(postData['params']) && postData['params'].length > 0
    ? pairsOf(postData['params'])
    : undefined
  const answer = isObject(response) && response['status'] !== 0 && response['status'] !== -1
    ? readAnswer(response)
    : undefined
  return {
    request: {
      method: textOf(request['method']), url: textOf(request['url']), headers: pairsOf(request['headers']),
      body: isObject(postData) ? textOf(postData['text']) : undefined,
      ...form && !(isObject(postData) && textOf(postData['text'])) ? { form: form.map(decodeParameter) } : {},
    },
    response: answer, failure: answer ? undefined : failureOf(response), at: Number.isNaN(at) ? undefined : at,
    place: `entry ${number}`,
    ...entry['_fetchedViaServiceWorker'] === true && { via: 'service-worker' as const },
  }
}

/** Why there is no answer: Playwright and Chromium's tools each have a field of their own for it. */
function failureOf(response: unknown): string | undefined {
  return isObject(response)
    ? (textOf(response['_failureText']) ?? textOf(response['_error']))?.slice(0, 100)
    : undefined
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
    // HTTP/2 has its request line among the fields.
    return name === undefined || name.startsWith(':') ? [] : [[name, value ?? ''] as const]
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
