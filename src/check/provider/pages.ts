import { parseAddress } from '../../addresses/loopback.ts'
import { decodeEntities } from '../../protocol/answer/entities.ts'
import type { WireResponse } from '../../wire.ts'
import type { Exchange } from '../verdict.ts'
import { isRedirect } from './answered.ts'
import type { Examinee } from './examinee.ts'

/** A page, and where it was reached. */
export interface Visited {
  url: string
  answer: WireResponse
  exchange: Exchange | undefined
}

/** Looks at pages as one browser does, with the cookies that it is given. */
export interface Visitor {
  /** One request, whose redirect nobody follows. */
  go: (url: string, form?: URLSearchParams) => Promise<Visited>
  /** Takes the cookies of an answer that came otherwise. */
  take: (url: string, answer: WireResponse) => void
}

/**
 * Cookies go to the origin that they came from, whatever they say more of themselves: only a few pages are looked at.
 */
export function openVisitor({ send, seen }: Pick<Examinee, 'send' | 'seen'>): Visitor {
  const cookies = new Map<string, Map<string, string>>()
  const take = (url: string, { headers }: WireResponse) => {
    const jar = cookies.get(originOf(url)) ?? new Map<string, string>()
    cookies.set(originOf(url), jar)
    for (const [name, value] of cookiesIn(headers['set-cookie'] ?? '')) jar.set(name, value)
  }
  const go = async (url: string, form?: URLSearchParams): Promise<Visited> => {
    const cookie = [...cookies.get(originOf(url)) ?? []].map(pair => pair.join('=')).join('; ')
    const headers = {
      accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8', ...cookie !== '' && { cookie },
      ...form && { 'content-type': 'application/x-www-form-urlencoded', origin: originOf(url) },
    }
    const answer = await send({
      purpose: 'front', method: form ? 'POST' : 'GET', url, headers, ...form && { body: form.toString() },
    })
    take(url, answer)
    return { url, answer, exchange: seen() }
  }
  return { go, take }
}

/** Where a redirect leads, if it stays where it is: nobody else is asked for anything. */
export function nextWithin({ url, answer }: Pick<Visited, 'url' | 'answer'>): string | undefined {
  if (!isRedirect(answer)) return undefined
  const location = answer.headers['location'] ?? ''
  const next = URL.canParse(location, url) ? new URL(location, url) : undefined
  return next?.origin === originOf(url) ? next.href : undefined
}

/** Pages are not searched without end. */
export const mostOfPage = 200_000

/** The first form of a page that is posted, with what is filled in already; nothing where there is none. */
export function formIn({ url, answer }: Visited): { action: string, fields: URLSearchParams } | undefined {
  const page = answer.body.slice(0, mostOfPage)
  const start = page.search(/<form\b/i)
  if (start < 0) return undefined
  const closing = page.toLowerCase().indexOf('</form', start)
  const end = closing < 0 ? page.length : closing
  const opening = attributesOf(page.slice(start, page.indexOf('>', start)))
  const action = opening['action'] === undefined || opening['action'] === '' ? url : opening['action']
  if (opening['method']?.toLowerCase() !== 'post' || !URL.canParse(action, url)) return undefined
  const fields = [...page.matchAll(/<(?:input|button)\b[^>]{0,2000}>/gi)].flatMap((found) => {
    const field = attributesOf(found[0])
    const isOfForm = field['form'] === undefined
      ? found.index > start && found.index < end
      : field['form'] === opening['id']
    return field['name'] !== undefined && isOfForm ? [field] : []
  })
  return {
    action: new URL(action, url).href,
    fields: new URLSearchParams(fields.map((field): [string, string] => [field['name'] ?? '', field['value'] ?? ''])),
  }
}

/** The attributes of a tag, by their names in lower case. */
export function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries([...tag.matchAll(/\s([\w-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]{1,4000}))/g)]
    .map(([, name = '', double, single, bare]) => [name.toLowerCase(), decodeEntities(double ?? single ?? bare ?? '')]))
}

function originOf(url: string): string {
  return parseAddress(url)?.origin ?? ''
}

/** Several fields come as one, in which dates have commas of their own. */
function cookiesIn(field: string): [name: string, value: string][] {
  return field.slice(0, 20_000).split(/,\s*(?=[^\s;,=]{1,100}=)/).flatMap((cookie): [string, string][] => {
    const [, name, value] = /^\s*([^\s;,=]+)=([^;]*)/.exec(cookie) ?? []
    return name === undefined || value === undefined ? [] : [[name, value]]
  })
}
