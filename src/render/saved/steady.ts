import { isSecretName } from '../../secrets/names.ts'
import { textOf } from './addresses.ts'
import type { Difference } from './difference.ts'

/** Parameters that are a time. */
const times = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])

/** Parameters that differ from walk to walk because they are random, or made of what is. */
const random = new Set([
  'code_challenge', 'request_uri', 'request', 'response', 'dpop_jkt', 'dpop-nonce', 'at_hash', 'c_hash', 's_hash',
  'jti', 'sid', 'session_state',
])

/** What a parameter holds that differs in every login; nothing where it is compared. */
export function variesBy(name: string): 'time' | 'value' | undefined {
  return times.has(name) ? 'time' : random.has(name) || isSecretName(name) ? 'value' : undefined
}

/** A value without what differs from walk to walk. Of a secret only that it is there. */
export function steady(kind: Difference['kind'], name: string, value: unknown): string {
  if (name === 'target') return textOf(value)
  const text = textOf(value).replace(/<([\w-]+)#[0-9a-f]{4}>/g, '<$1>').replace(loopbackPort, '$1:*')
  if (kind !== 'parameter') return text
  if (name === 'authorization') return text.replace(/ .*/s, ' …')
  return variesBy(name) === undefined ? text : '…'
}

const loopbackPort = /(\/\/(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])):\d+/g

/** Tells whether an address in it names a port of this machine, which is another one each time. */
export function hasLoopbackPort(value: unknown): boolean {
  return textOf(value).search(loopbackPort) >= 0
}
