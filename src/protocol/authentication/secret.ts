import type { ClientAuth } from 'oauth4webapi'

/**
 * HTTP Basic with form-encoded id and secret (RFC 6749, section 2.3.1). The library's own writes `-`, `_` and `.` as
 * %XX too, which is allowed, but some providers never decode what they get: the encoding of the URL standard leaves
 * those characters as they are and suits both.
 */
export function authenticateBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}

function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}
