import { compareAddresses } from '../../compare/addresses.ts'
import { parseAddress } from '../../../loopback.ts'
import { parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { say } from '../../say.ts'

const mostTexts = 500
const label = /redirect[_ -]?ur[il]s?|callback(?:[_ -]?ur[il]s?)?|reply ?ur[il]s?|login redirect/i
const registering = /regist|allow|valid|configur|whitelist|permitted|redirect_?ur[il]s|callback_?ur[il]s|replyurls/i
const address = /\b[a-z][\w+.-]*:\/\/[^\s"'<>,\]}`]{1,500}/gi

/** The redirect URIs that the record says are registered: in a registration, or in words that say so. */
function registeredIn({ words, seen }: WalkRecord): string[] {
  const documents = seen.flatMap(({ response, request }) => [response?.members?.['redirect_uris'], request?.body?.includes('"redirect_uris"') ? urisOf(request.body) : undefined])
  const lists = documents.flatMap(list => Array.isArray(list) ? list.filter(one => typeof one === 'string') : [])
  const said = words.slice(0, mostTexts).map(text => text.slice(0, 2000)).filter(text => label.test(text) && registering.test(text) && !/[?&]redirect_uri=/.test(text))
  return [...lists, ...said.flatMap(text => text.match(address) ?? []).map(one => one.replace(/[.;:)]+$/, ''))]
}

function urisOf(body: string): string[] {
  return /"redirect_uris"\s*:\s*\[([^\]]{0,4000})\]/.exec(body)?.[1]?.match(/"([^"]{1,500})"/g)?.map(one => one.slice(1, -1)) ?? []
}

/** The redirect URI that is sent against those that are registered, where both stand in the record. */
export const readRegistered: Reader = (record) => {
  const registered = registeredIn(record)
  if (registered.length === 0) return []
  const asked = record.seen.find(each => each.kind === 'authorization-request' && parameterOf(each, 'redirect_uri') !== undefined)
  const sent = asked && parameterOf(asked, 'redirect_uri')
  if (!asked || sent === undefined || !parseAddress(sent) || registered.some(one => fits(one, sent))) return []
  return [sayNearest(asked, sent, registered)]
}

/** Some servers take a wildcard at the end, and on this machine any port (RFC 8252 7.3). */
function fits(registered: string, sent: string): boolean {
  if (registered === sent || (registered.endsWith('*') && sent.startsWith(registered.slice(0, -1)))) return true
  return /^http:\/\/(?:127\.0\.0\.1|\[::1\])/.test(sent) && compareAddresses(registered, sent) === 'port'
}

const order = ['blank', 'final-slash', 'scheme', 'port', 'www', 'loopback-name', 'path-case', 'host-case', 'query', 'encoded', 'encoded-twice', 'fragment', 'path', 'host', 'spelling'] as const

function sayNearest(asked: Seen, sent: string, registered: readonly string[]) {
  const found = registered.slice(0, 100).map(one => ({ one, how: compareAddresses(one, sent) ?? 'spelling' }))
  const [{ one, how } = { one: '', how: 'spelling' as const }] = found.sort((left, right) => order.indexOf(left.how) - order.indexOf(right.how))
  return say('redirect-uri-unregistered', [asked], { redirect_uri: sent, registered: one, how }, { clause: 'RFC 9700 2.1' })
}
