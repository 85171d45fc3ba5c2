import type { WireRequest } from '../../wire.ts'
import { quoteWithVariables, variablesIn } from '../shell.ts'

/** A line for bash that prints the address by which a code comes, and the variables in it. */
export interface AskForCode { line: string, variables: string[] }

/**
 * The authorization request as it was made, to be opened in a browser by whoever wants a code of their own: with a
 * challenge of their own, and a page to sign in at. Nothing where the address refers to a request that was signed, or
 * pushed and is not known.
 */
export function askForCode(address: string, isPushed = false): AskForCode | undefined {
  const [place = '', query = ''] = address.split(/\?(.*)/s)
  if (!isPushed && !/(?:^|&)response_type=/.test(query)) return undefined
  const text = isPushed ? withReference(address) : `${place}?${forOneself(query)}`
  return { line: `echo ${quoteWithVariables(text, 'plain')}`, variables: variablesIn(text) }
}

/** A challenge of one's own in place of the one that was sent, and no word that there is to be no page. */
export function forOneself(form: string): string {
  const parts = form.split('&').filter(part => !part.startsWith('prompt='))
  return parts.map(part => part.startsWith('code_challenge=') ? 'code_challenge=<code_challenge#0000>' : part).join('&')
}

/** The address with a reference of one's own. */
export function withReference(address: string): string {
  return address.replace(/([?&]request_uri=)[^&#]*/, '$1<request_uri#0000>')
}

/** The same of the request that was pushed: where somebody is to sign in, as in an address. */
export function pushedAnew(request: WireRequest, isForCode: boolean): WireRequest {
  return { ...request, ...request.body !== undefined && isForCode && { body: forOneself(request.body) } }
}
