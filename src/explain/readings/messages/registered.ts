import { compareAddresses } from '../../compare/addresses.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { decodeForm, parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

const mostTexts = 500
const label = /redirect[_ -]?ur[il]s?|callback(?:[_ -]?ur[il]s?)?|reply ?ur[il]s?|login redirect/i
const registering
  = /regist|allow|(?<!in)valid|configur|whitelist|permitted|redirect_?ur[il]s|callback_?ur[il]s|replyurls|redirect_ur[il]_expected/i
const address = /(?<![\w+.-])[a-z][\w+.-]{0,60}:\/\/[^\s"'<>,\]}`]{1,500}/gi

/** The redirect URIs that the record says are registered: in a registration, or in words that say so. */
function registeredIn({ words, seen }: WalkRecord): string[] {
  const documents = seen.flatMap(({ response, request }) => [
    response?.members?.['redirect_uris'], request?.body?.includes('"redirect_uris"') ? urisOf(request.body) : undefined,
  ])
  const lists = documents.flatMap(list => Array.isArray(list) ? list.filter(one => typeof one === 'string') : [])
  const said = withLists(words.slice(0, mostTexts)).map(text => text.slice(0, 2000)).filter(text =>
    (label.test(text) && registering.test(text) && !/[?&]redirect_uri=/.test(text)) || both.test(text))
  return [
    ...lists, ...said.flatMap(text => text.match(address) ?? []).map(one => one.replace(/(?<![.;:)])[.;:)]+$/, '')),
  ]
}

/** A list that goes on below the line that names it, as servers log their settings. */
function withLists(words: readonly string[]): string[] {
  return words.map((text, place) => {
    if (!/\[\s*$/.test(text)) return text
    const below = words.slice(place + 1, place + 20)
    const end = below.findIndex(line => line.includes(']'))
    return [text, ...below.slice(0, end < 0 ? 0 : end + 1)].join(' ').replaceAll('\\"', '"')
  })
}

/** A server's own sentence for both: `X does not match one of the registered values: [Y]`. */
const both = /redirect\w*:? ['"]?(https?(?::|%3A)[^\s"']{1,500}?)['"]? does not match (?:one|any) of the (?:registered|allowed) \w+:? \[/i
const given = /redirect_ur[il]_given\W{1,5}([a-z][\w+.-]{0,60}:\/[^\s"'<>,\]}]{1,500})/i
const refused = /(?:invalid|unregistered|unknown|mismatch\w*|not (?:allowed|registered|valid))[^\n]{0,60}redirect[_ ]?ur[il]s?\b[^\n]{0,20}?(https?:\/\/[^\s"'<>,\]}`)]{1,500})/i

/** The redirect URI that is asked for: in a request, or in the words of a server that refuses it. */
function sentIn({ words, seen }: WalkRecord): { asked: Seen | undefined, sent: string | undefined } {
  const asked = seen.find(each =>
    each.kind === 'authorization-request' && parameterOf(each, 'redirect_uri') !== undefined)
  if (asked) return { asked, sent: parameterOf(asked, 'redirect_uri') }
  return {
    asked,
    sent: words.slice(0, mostTexts).map(text =>
      given.exec(text.slice(0, 2000))?.[1]
      ?? both.exec(text.slice(0, 2000))?.[1]
      ?? refused.exec(text.slice(0, 2000))?.[1])
      .find(uri => uri !== undefined),
  }
}

/** As many characters of a registration hold all that a client registers. */
const mostOfList = 5000

function urisOf(body: string): string[] {
  const start = body.indexOf('"redirect_uris"')
  return /^"redirect_uris"\s*:\s*\[([^\]]*)\]/.exec(body.slice(start, start + mostOfList))?.[1]?.match(
    /"([^"]{1,500})"/g,
  )?.map(one => one.slice(1, -1))
  ?? []
}

/** The redirect URI that is sent against those that are registered, where both stand in the record. */
export const readRegistered: Reader = (record) => {
  const registered = registeredIn(record)
  if (registered.length === 0) return []
  const { asked, sent } = sentIn(record)
  if (sent === undefined || !parseAddress(decodeForm(sent)) || registered.some(one => fits(one, sent))) return []
  return [compareWithNearest(asked, sent, registered)]
}

/** Some servers take a wildcard at the end, and on this machine any port (RFC 8252 7.3). */
function fits(registered: string, sent: string): boolean {
  if (registered === sent || (registered.endsWith('*') && sent.startsWith(registered.slice(0, -1)))) return true
  return /^http:\/\/(?:127\.0\.0\.1|\[::1\])/.test(sent) && compareAddresses(registered, sent) === 'port'
}

/** Of a wildcard the part before it counts, as far as the origin; a port that need not be written counts too. */
function howTheyDiffer(registered: string, sent: string) {
  const origin = (uri: string) => /^[a-z][\w+.-]*:\/\/[^/?#*]*/i.exec(uri)?.[0] ?? uri
  const [one, other] = registered.endsWith('*') && origin(registered) !== origin(sent)
    ? [origin(registered), origin(sent)]
    : [registered, sent]
  const withoutPort = (uri: string) =>
    uri.replace(/^(https:\/\/[^/:]+):443(?=\/|$)|^(http:\/\/[^/:]+):80(?=\/|$)/i, '$1$2')
  return one !== other && withoutPort(one) === withoutPort(other) ? 'port' as const : compareAddresses(one, other)
}

const order = [
  'blank', 'final-slash', 'scheme', 'port', 'www', 'loopback-name', 'path-case', 'host-case', 'query', 'encoded',
  'encoded-twice', 'fragment', 'path', 'host', 'spelling',
] as const

function compareWithNearest(asked: Seen | undefined, sent: string, registered: readonly string[]) {
  const plain = parseAddress(sent) ? sent : decodeForm(sent)
  const compared = registered.slice(0, 100).map(one => ({ one, how: howTheyDiffer(one, plain) ?? 'spelling' }))
  const [{ one, how } = { one: '', how: 'spelling' as const }] = compared.sort((left, right) =>
    order.indexOf(left.how) - order.indexOf(right.how))
  return found(
    'redirect-uri-unregistered', 'broken', 'RFC 9700 2.1', { redirect_uri: sent, registered: one, how },
    { in: asked, step: 'redirect' },
  )
}
