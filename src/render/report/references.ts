import type { MessageName } from '../../walk/events.ts'
import { html, type Markup } from '../../text/html.ts'

/** Where the standards describe each message. */
export const rules: Record<MessageName, string[]> = {
  start: ['RFC 6749 4.1', 'RFC 8414 3'],
  'registration-request': ['RFC 7591 3.1', 'RFC 7592 2'],
  'registration-response': ['RFC 7591 3.2.1'],
  'resource-request': ['RFC 9728 5', 'RFC 6750 2.1'],
  'resource-response': ['RFC 9728 5.1', 'RFC 6750 3'],
  'push-request': ['RFC 9126 2.1'],
  'push-response': ['RFC 9126 2.2'],
  'authorization-request': ['RFC 6749 4.1.1', 'RFC 7636 4.3'],
  'sign-in-and-consent': ['RFC 6749 3.1'],
  'authorization-response': ['RFC 6749 4.1.2'],
  callback: ['RFC 6749 10.12', 'RFC 9700 2.1'],
  'exchange-request': ['RFC 8693 2.1'],
  'exchange-response': ['RFC 8693 2.2.1'],
  'token-request': ['RFC 6749 4.1.3', 'RFC 7636 4.5'],
  'token-response': ['RFC 6749 5.1', 'OIDC Core 3.1.3.7'],
  'userinfo-request': ['RFC 6750 2.1'],
  'userinfo-response': ['OIDC Core 5.3.2'],
}

const openid: Record<string, string> = {
  'OIDC Core': 'core', 'OpenID Connect Core 1.0': 'core', Discovery: 'discovery',
  'OpenID Connect Discovery 1.0': 'discovery',
  'OpenID Connect RP-Initiated Logout 1.0': 'rpinitiated',
}

/** The section of a standard as a link; as text where its address is not known. */
export function linkTo(rule: string): Markup {
  const address = addressOf(rule)
  return address === undefined ? html`${rule}` : html`<a href="${address}" rel="noreferrer">${rule}</a>`
}

/** Where a clause can be read, as far as it is known. */
export function addressOf(rule: string): string | undefined {
  const rfc = /^RFC (\d{1,5}) ([A-Z]?[\d.]*\d|[A-Z])/.exec(rule)
  if (rfc)
    return `https://www.rfc-editor.org/rfc/rfc${rfc[1]
      ?? ''}#${/^[A-Z]/.test(rfc[2] ?? '') ? 'appendix' : 'section'}-${rfc[2]
      ?? ''}`
  const connect = /^(OIDC Core|Discovery|OpenID Connect [\w-]+(?: Logout)? 1\.0) (\d[\d.]*)/.exec(rule)
  const name = connect && openid[connect[1] ?? '']
  return name ? `https://openid.net/specs/openid-connect-${name}-1_0.html#rfc.section.${connect[2] ?? ''}` : undefined
}
