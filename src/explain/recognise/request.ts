import type { Pairs, SeenRequest, Unread } from '../record.ts'
import { unescapeHtml } from '../html-escaped.ts'
import { parseObject } from './json-text.ts'
import { readMultipart } from './multipart.ts'
import { isForm, readPairs, takeAddressApart, valueOf } from './pairs.ts'

/** What is known of a request before its address and body are taken apart. */
export interface RawRequest {
  method?: string | undefined
  url?: string | undefined
  headers?: Pairs | undefined
  body?: string | undefined
  /** The members of a form that the input has apart already. */
  form?: Pairs | undefined
  /** Of a command, the word at whose end a shell ends it. */
  cut?: string
  /** Of a command, whether it shows a certificate of the client. */
  certificate?: true | undefined
  /** Of a command, what it takes from elsewhere. */
  unread?: readonly Unread[]
}

/** Makes a request of what stands in the input. */
export function toRequest({
  method, url, headers = [], body, form, cut, certificate, unread = [],
}: RawRequest): SeenRequest {
  const [address, content] = [unescapeHtml(url ?? ''), unescapeHtml(body ?? '')]
  const htmlEscaped = [...address.names, ...form === undefined ? content.names : []]
  return {
    method: method?.toUpperCase(), url: url && address.text, ...cut !== undefined && { cut },
    ...certificate && { certificate }, ...unread.length > 0 && { unread },
    ...htmlEscaped.length > 0 && { htmlEscaped },
    headers: headers.map(([name, value]) => [name.toLowerCase(), value]),
    ...url === undefined ? { query: [], fragment: [] } : takeAddressApart(address.text),
    form: form ?? formOf(body && content.text, valueOf(headers, 'content-type')), body,
  }
}

function formOf(body: string | undefined, type: string | undefined): Pairs {
  if (body === undefined) return []
  const text = body.trim()
  const object = text.startsWith('{') ? parseObject(text) : undefined
  if (object)
    return Object.entries(object).flatMap(([name, value]) => typeof value === 'string' ? [[name, value] as const] : [])
  if (/^\s*multipart\/form-data/i.test(type ?? '')) return readMultipart(body, type ?? '')
  return isForm(text) || /x-www-form-urlencoded/i.test(type ?? '') ? readPairs(text) : []
}
