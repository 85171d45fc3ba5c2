import { namePattern, valuePattern } from './labels.ts'
import { hasContent, htmlCode, isLikeWords, isLong, isMixed, isSecret, isTelling, isUnbroken } from './said-judged.ts'
import { quotes, type Name, type Said, type Values } from './said-values.ts'

/**
 * Where the value of a name begins that stands apart from it, up to which sign it goes, and how sure that is: `content`
 * is all a value, `markup` is one only if it looks random, since HTML has such a tag too, `given` is one by its label,
 * `called` may be a word, and `beside` is one only if it is unlike words.
 */
export interface Paired {
  place: number
  close?: string
  trust: 'content' | 'markup' | 'given' | 'called' | 'beside'
}

/** A way to write a name apart from its value. `needs` stand behind the name in every such text. */
interface Notation {
  needs: RegExp
  find: (before: string, behind: string, name: string) => Found | undefined
}
type Found = Omit<Paired, 'place'> & { length: number }

/** Characters before a name and behind it that are looked at. */
const seen = { before: 200, behind: 260 }

const quote = `(?:${quotes})`
const label = new RegExp(`(?:^|[^A-Za-z])(?:${namePattern})${quote}?\\s{0,4}(?:=>|[:=])\\s{0,4}${quote}?$`)
const valueLabel = new RegExp(
  `^${quote}?[\\s,;]([^{}<>]{0,160}?)${quote}?(?<![\\w-])(?:${valuePattern})${quote}?\\s{0,4}(?:=>|[:=])\\s{0,4}`
  + `(?:\\[\\s{0,40}|\\{\\s{0,40}${quote}?\\w{0,12}[Vv]alue${quote}?\\s{0,4}:\\s{0,4}|[>|][+-]?\\s{1,40})?`,
)
/** Another item begins between a name and a value. */
const nextLabel = /(?:^|[\s"'`])(?:[Nn]ame|NAME|[Kk]ey|KEY|[Kk])["'`]?\s{0,4}[:=]/

/** `{"name":"client_secret","value":"…"}`, `<param name="client_secret" value="…"/>`, `- name: X\n  value: …`. */
const labelled: Notation = {
  needs: /^[\\"'`&\s,;%]/,
  find(before, behind) {
    const [{ length } = '', between = ''] = valueLabel.exec(behind) ?? []
    return length === 0 || nextLabel.test(between) || !label.test(before)
      ? undefined
      : { length, trust: 'given' }
  },
}

const opened = /([[({,]\s{0,40}|[\w>]|)[[({](?:<<)?(?::|\\{0,8}["'`])$/
const nextItem = /^\\{0,8}["'`]?(?:>>)?\s{0,8},\s{0,40}(?:<<)?(?=(?:\w{1,30}\()?[bru]?\\{0,8}["'`])/
/** The same up to where the pair ends: a list of words has more than two. */
const twoItems = /^\\{0,8}["'`]?(?:>>)?\s{0,8},\s{0,40}(?:<<)?(?:\w{1,30}\()?[bru]?(\\{0,8}["'`])[^"'`]{0,160}\1\)?(?:>>)?\s{0,8},?\s{0,40}[\])}]/

/** `[["client_secret","…"]]`, `('client_secret', '…')`, `{"client_secret", "…"}`, `set("client_secret", "…")`. */
const listed: Notation = {
  needs: /^[\\"'`\s,>]/,
  find(before, behind) {
    const around = opened.exec(before)?.[1]
    const length = around === undefined ? undefined : nextItem.exec(behind)?.[0].length
    if (length === undefined || around === undefined) return undefined
    if (/^[[({,]/.test(around)) return { length, trust: 'called' }
    return around !== '' || twoItems.test(behind) ? { length, trust: 'beside' } : undefined
  },
}

const cellEnd = /^(?:\*\*|["'`])?\s{0,40}[|\u2502\u2503]\s{0,40}/
const cell = /^(?:\*\*|["'`])?\s{0,40}[|\u2502\u2503]\s{0,40}["'`]?([^\s"'`|\u2502\u2503]{1,160})["'`]?\s{0,40}(?:[|\u2502\u2503]|\n|$)/

/** A row of a table: `| client_secret | … |`. */
const row: Notation = {
  needs: /^[*"'`\s]{0,40}[|\u2502\u2503]/,
  find(before, behind) {
    if (!/(?:^|[\n|\u2502\u2503])\s{0,40}(?:\*\*|["'`])?$/.test(before) || !cell.test(behind)) return undefined
    return { length: cellEnd.exec(behind)?.[0].length ?? 0, trust: 'beside' }
  },
}

/** `**client_secret**: …`, `**client_secret:** …`, `<b>client_secret</b>: …`. */
const marked: Notation = {
  needs: /^(?:[`"']?[*_<]|[:=]\*)/,
  find(_, behind) {
    const sign = /^(?:[`"']?(?:[*_]{1,2}|<\/[a-z]{1,10}>)\s{0,4}(?:[:=\uff1a]|->)|[:=]\*{1,2})\s{0,4}(?:[*_]{1,2}|<[a-z]{1,10}>)?/
    const length = sign.exec(behind)?.[0].length
    return length === undefined ? undefined : { length, trust: 'called' }
  },
}

const verb = /^(?:get|set|has|is|use|read|load|find|fetch|verify|validate|check|parse|decode|revoke|issue|create|generate|request|exchange|new|with)(?:_|[A-Z])/
const call = new RegExp(`^(?:::(?:new|from)|\\.(?:of|from|create|parse))?\\(\\s{0,4}(?:[a-z]{1,12}\\s?[=:]\\s?)?(?=${quote})|^\\s?\\{\\s?[a-z]{1,12}:\\s?(?=${quote})`)
const bareCall = /^[([{](?:[a-z]{1,12}\s?[=:]\s?)?(?=[^\s"'`()[\]{}<>,;]{4,200}[)\]}])/

/** `ClientSecret("…")`, `ClientSecret::new("…")`, `ClientSecret(value=…)`. */
const constructed: Notation = {
  needs: /^(?:::|\.|\s?[([{])/,
  find(_, behind, name) {
    const [whole] = call.exec(behind) ?? []
    if (whole !== undefined) return { length: whole.length, trust: verb.test(name) ? 'beside' : 'called' }
    const length = /^[A-Z]/.test(name) ? bareCall.exec(behind)?.[0].length : undefined
    return length === undefined ? undefined : { length, trust: 'beside' }
  },
}

const tag = '<[\\w:.-]{1,30}(?:\\s[^<>]{0,80})?>'
const data = '<!\\[CDATA\\['
const ownElement = new RegExp(`^(?:\\s[^<>]{0,80})?(?:>|&gt;)\\s{0,40}(${data}|&lt;!\\[CDATA\\[)?`)
const namedElement = new RegExp(`^["'](?:\\s[^<>]{0,80})?>\\s{0,40}(${data})?`)
const nextElement = new RegExp(`^\\s{0,8}(?:</[\\w:.-]{1,30}>\\s{0,40}){1,2}(?:${tag}\\s{0,40}){1,2}(${data})?`)

/** `<client_secret>…</client_secret>`, `<x name="client_secret">…</x>`, `<td>client_secret</td><td>…</td>`. */
const element: Notation = {
  needs: /^(?:[>\s<"']|&gt;)/,
  find(before, behind, name) {
    if (/(?:<|&lt;)(?:[\w.-]{1,32}:)?$/.test(before)) {
      const isEscaped = /&lt;(?:[\w.-]{1,32}:)?$/.test(before)
      return within(ownElement.exec(behind), htmlCode.test(name) ? 'markup' : 'content', isEscaped ? '&lt;' : '<')
    }
    if (/<(?!input|button|label|a|img|form|meta|link|option|h\d)[\w:.-]{1,30}\s[^<>]{0,120}(?:name|key|id)=["']$/.test(before))
      return within(namedElement.exec(behind), / id=["']$/.test(before) ? 'beside' : 'called')
    const own = />\s{0,40}$/.test(before) ? /<([\w:.-]{1,30})(?:\s[^<>]{0,80})?>\s{0,40}$/.exec(before)?.[1] : undefined
    const trust = /^(?:key|name)$/i.test(own ?? '') ? 'called' : 'beside'
    return own === undefined ? undefined : within(nextElement.exec(behind), trust)
  },
}

function within(match: RegExpExecArray | null, trust: Paired['trust'], close = '<'): Found | undefined {
  if (match === null) return undefined
  const [{ length }, opening] = match
  return { length, trust, close: opening === undefined ? close : opening.startsWith('&') ? ']]&gt;' : ']]>' }
}

const notations = [labelled, element, listed, row, marked, constructed]

/** The value that is tied to a name by a notation that keeps them apart; undefined where none is. */
export function placePaired(text: string, { name, start, end }: Name): Paired | undefined {
  // Most often a sign alone follows, as in every address.
  if (end >= text.length || (text[end] === '=' && text[end + 1] !== '*')) return undefined
  if (text[end] === '&' && !['&quot;', '&apos;', '&gt;', '&lt;', '&#'].some(mark => text.startsWith(mark, end)))
    return undefined
  const next = text.slice(end, end + 50)
  const possible = notations.filter(({ needs }) => needs.test(next))
  if (possible.length === 0) return undefined
  const before = text.slice(Math.max(0, start - seen.before), start)
  const behind = text.slice(end, end + seen.behind)
  for (const { find } of possible) {
    const found = find(before, behind, name)
    if (found) return { ...found, place: end + found.length }
  }
  return undefined
}

/** The value at such a place, unless it is none. */
export function judgePaired(values: Values, name: Name, { place, close, trust }: Paired): Said | undefined {
  const { start, end } = values.at(place, { close })
  const value = values.text.slice(start, end)
  const isTold = hasContent(value) && isValueOf(name, value, trust, values.text.slice(end, end + 3))
  return isTold ? { start, end, kind: name.kind, value, isTelling: isTelling(value) } : undefined
}

function isValueOf({ name }: Name, value: string, trust: Paired['trust'], rest: string): boolean {
  if (trust === 'content') return true
  if (trust === 'markup') return isMixed(value) || isLong(value) || isUnbroken(value)
  const isGiven = trust === 'given'
  if (!isSecret(name, value, { isGiven, isMember: false, rest })) return false
  return isGiven || !isLikeWords(name, value, trust === 'called')
}
