import type { RawRequest } from './request.ts'

/** Programs and functions that send requests, as the words of a line name them. */
const senders = /(?<![\w./-])(?:(?:(?:curl|wget)(?:\.exe)?|(?:https?|xhs?)(?=\s+(?:-|[A-Z]{3,7}\s|\S+:\/\/))|[Ii]nvoke-(?:[Rr]est[Mm]ethod|[Ww]eb[Rr]equest)|irm|iwr)(?=\s)|(?:fetch|axios(?:\.\w{1,20})?|requests\.\w{1,20}|got\.post|http\.post)(?=\())/

/** How much of a line before an address is looked at. */
const longest = 2000

/** What a line sends to an address in a way that is not read: of such a request the address alone was seen. */
export function unreadCall(text: string, url: string): Pick<RawRequest, 'unread'> {
  const at = text.indexOf(url)
  const name = senders.exec(text.slice(Math.max(at - longest, 0), at + 9))?.[0]
  if (name === undefined) return {}
  const from = `${name} …`
  return { unread: [{ part: 'parameters', from }, { part: 'headers', from }] }
}
