import { decodeEntities } from '../../protocol/answer/entities.ts'
import type { WireResponse } from '../../wire.ts'
import { absolute, isRedirect } from './answered.ts'
import { decodeScript } from './encodings.ts'
import { attributesOf, formIn, mostOfPage } from './pages.ts'

/**
 * Where a page sends the browser without a click: by a refresh, a script or a form, with what the form brings in the
 * query.
 */
export function targetsIn(answer: WireResponse, url: string): string[] {
  const page = answer.body.slice(0, mostOfPage)
  const scripted = [...scriptedIn(page), ...loadedIn(page).flatMap(scriptedIn)]
  return resolved([...refreshedBy(answer, page), ...formsIn(answer, page, url), ...scripted], page, url)
}

/** The targets of its refreshes alone. */
export function refreshesIn(answer: WireResponse, url: string): string[] {
  const page = answer.body.slice(0, mostOfPage)
  return resolved(refreshedBy(answer, page), page, url)
}

/** The targets of its forms that are posted. */
export function postedIn(answer: WireResponse, url: string): string[] {
  const page = answer.body.slice(0, mostOfPage)
  return formIn({ url, answer, exchange: undefined }) ? resolved(formsIn(answer, page, url), page, url) : []
}

function refreshedBy({ headers }: WireResponse, page: string): string[] {
  const tags = tagsIn(page, 'meta').flatMap(tag =>
    tag['http-equiv']?.toLowerCase() === 'refresh' ? [tag['content'] ?? ''] : [])
  return [headers['refresh'] ?? '', ...tags].flatMap(refreshedTo)
}

/** The addresses of a page are relative to its first `<base>` with an address, or else to where the page is. */
function resolved(targets: readonly string[], page: string, url: string): string[] {
  const href = tagsIn(page, 'base').find(tag => tag['href'] !== undefined)?.['href']
  const base = href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : url
  return targets.map(target => absolute(target, base))
}

/** Where an answer sends the browser, whichever way. */
export function sentTo(answer: WireResponse, url: string): string[] {
  return isRedirect(answer) ? [absolute(answer.headers['location'] ?? '', url)] : targetsIn(answer, url)
}

/** Tells whether a page speaks of an error to whoever reads it, and asks for no password. */
export function tellsOfError({ body }: WireResponse): boolean {
  const page = body.slice(0, mostOfPage)
  if (/<input\b[^>]{0,2000}type\s?=\s?["']?password/i.test(page)) return false
  const [first = '', ...pieces] = page.split(/<(?=script\b)/i)
  const read = [first, ...pieces.map(piece => piece.split(/<\/script/i)[1] ?? '')].join(' ')
    .replace(/<[^>]{0,2000}>/g, ' ')
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

function scriptedIn(script: string): string[] {
  const calls = script.matchAll(
    /\blocation(?:\.href\s{0,9}=|\s{0,9}=|\.(?:assign|replace)\s{0,9}\()\s{0,9}(?:"([^"]{1,4000})"|'([^']{1,4000})')/g,
  )
  return [...calls].map(([, double, single]) => decodeScript(double ?? single ?? ''))
}

/** What runs once the page is there. */
function loadedIn(page: string): string[] {
  const handlers = page.matchAll(
    /[\s"'/]on(?:load|pageshow)\s{0,9}=\s{0,9}(?:"([^"]{1,4000})"|'([^']{1,4000})')/gi,
  )
  return [...handlers].map(([, double, single]) => decodeEntities(double ?? single ?? ''))
}
