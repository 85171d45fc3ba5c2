import { isForm } from './pairs.ts'

/** How much of a line behind an address is looked at. */
const longest = 16_000

const telling = /(?:^|&)(?:grant_type|code|token|refresh_token|response_type)=/

/**
 * The form that a log writes behind an address on its line: after a blank, a label or in quotation marks. One that was
 * cut off is none, as nobody knows what it lacks.
 */
export function formBehind(text: string, url: string): string | undefined {
  const start = text.indexOf(url) + url.length
  for (const word of text.slice(start, start + longest).split(/[\s"'`<>{}()]+/)) {
    const form = word.replace(/^\w{1,20}[:=](?=[\w.%-]{1,80}=[^=&])/, '').replace(/[,;\]]+$/, '')
    if (form.includes('&') && telling.test(form) && isForm(form)) return /\.{2,}$|\u2026$/.test(form) ? undefined : form
  }
  return undefined
}

/** The method that stands before an address in a line. */
export function methodBefore(text: string, url: string): string | undefined {
  const at = text.indexOf(url)
  return /(?<![A-Za-z])(GET|POST|PUT)[\s"':]{1,4}$/.exec(text.slice(Math.max(at - 12, 0), at))?.[1]
}
