import type { WireResponse } from '../../wire.ts'
import { absolute, isRedirect } from './answered.ts'
import { attributesOf, formIn, mostOfPage } from './pages.ts'

/**
 * Where a page sends the browser without a click: by a refresh, a script or a form, with what the form brings in the
 * query.
 */
export function targetsIn(answer: WireResponse, url: string): string[] {
  const page = answer.body.slice(0, mostOfPage)
  return [
    ...refreshesIn(answer, url),
    ...[...formsIn(answer, page, url), ...scriptedIn(page)].map(target => absolute(target, url)),
  ]
}

/** The targets of its refreshes alone. */
export function refreshesIn(answer: WireResponse, url: string): string[] {
  const tags = tagsIn(answer.body.slice(0, mostOfPage), 'meta').flatMap(tag =>
    tag['http-equiv']?.toLowerCase() === 'refresh' ? [tag['content'] ?? ''] : [])
  return [answer.headers['refresh'] ?? '', ...tags].flatMap(refreshedTo).map(target => absolute(target, url))
}

/** Where an answer sends the browser, whichever way. */
export function sentTo(answer: WireResponse, url: string): string[] {
  return isRedirect(answer) ? [absolute(answer.headers['location'] ?? '', url)] : targetsIn(answer, url)
}

/** Tells whether a script that may go elsewhere knows this address, or host: what it makes of that is not seen here. */
export function mayLeadTo(address: string, { body }: WireResponse): boolean {
  const scripts = body.slice(0, mostOfPage).split(/<(?=script\b)/i).slice(1).map(piece =>
    piece.split(/<\/script/i)[0] ?? '')
  return scripts.some(script => !/^script\b[^>]{0,2000}\btype\s?=\s?["']?[\w./+]{0,40}json/i.test(script)
    && script.replaceAll('\\/', '/').includes(address) && /\blocation\b|\bopen\s?\(|\bsubmit\s?\(/.test(script))
}

/** Tells whether a page speaks of an error to whoever reads it, and asks for no password. */
export function tellsOfError({ body }: WireResponse): boolean {
  const page = body.slice(0, mostOfPage)
  if (/<input\b[^>]{0,2000}type\s?=\s?["']?password/i.test(page)) return false
  const [first = '', ...pieces] = page.split(/<(?=script\b)/i)
  const read = [first, ...pieces.map(piece => piece.split(/<\/script/i)[1] ?? '')].join(' ').replace(
    /<[^>]{0,2000}>/g, ' ',
  )
  return /\b(?:error|invalid|mismatch|unregistered|not (?:allowed|registered|valid|permitted)|fehler|ungültig|erreur|invalide|inválid[ao])|错误|无效|不匹配|エラー|無効/i.test(read)
}

function tagsIn(page: string, name: string): Record<string, string>[] {
  return [...page.matchAll(new RegExp(`<${name}\\b[^>]{0,2000}>`, 'gi'))].map(([tag]) => attributesOf(tag))
}

function refreshedTo(content: string): string[] {
  const target
    = /^\s{0,20}[\d.]{1,20}[;,\s]\s{0,20}(?:url\s{0,20}=\s{0,20})?["']?([^"';,\s][^"']{0,4000})/i.exec(content)?.[1]
  return target === undefined ? [] : [target]
}

function formsIn(answer: WireResponse, page: string, url: string): string[] {
  const actions = tagsIn(page, 'form').flatMap(({ action }) => action === undefined || action === '' ? [] : [action])
  const fields = actions.length === 0 ? '' : formIn({ url, answer, exchange: undefined })?.fields.toString() ?? ''
  return actions.map(action => fields === '' ? action : `${action}${action.includes('?') ? '&' : '?'}${fields}`)
}

function scriptedIn(page: string): string[] {
  const calls = page.matchAll(
    /\blocation(?:\.href\s{0,9}=|\s{0,9}=|\.(?:assign|replace)\s{0,9}\()\s{0,9}(?:"([^"]{1,4000})"|'([^']{1,4000})')/g,
  )
  return [...calls].map(([, double, single]) => unescape(double ?? single ?? ''))
}

/** As a script reads a text: `\/` and `\x26` are signs of an address. */
function unescape(text: string): string {
  return text.replace(/\\(?:u00|x)([\da-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16))).replaceAll(
    '\\/', '/',
  )
}
