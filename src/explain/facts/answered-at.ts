import type { Seen } from '../record.ts'
import { headerOf } from './messages.ts'

/**
 * When a message was answered, in milliseconds since 1970: by the recording, or by the server's own Date (RFC 9110).
 */
export function answeredAt({ response, at }: Seen): number | undefined {
  const date = Date.parse(headerOf(response, 'date') ?? '')
  return at ?? (Number.isNaN(date) ? undefined : date)
}
