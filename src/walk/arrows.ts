import type { Purpose } from '../wire.ts'
import type { Message } from './events.ts'

/** A message of the diagram: its name, who sends it, and to whom. */
export type Arrow = Pick<Message, 'name' | 'from' | 'to'>

/** The arrows of one exchange. */
export interface Arrows { request: Arrow, response: Arrow }

/** A client registers, or looks after its registration. */
const registration: Arrows = {
  request: { name: 'registration-request', from: 'client', to: 'authorization_server' },
  response: { name: 'registration-response', from: 'authorization_server', to: 'client' },
}

/** Tokens are asked for. */
const token: Arrows = {
  request: { name: 'token-request', from: 'client', to: 'authorization_server' },
  response: { name: 'token-response', from: 'authorization_server', to: 'client' },
}

/** A resource is asked, in whichever protocol. */
const resource: Arrows = {
  request: { name: 'resource-request', from: 'client', to: 'resource_server' },
  response: { name: 'resource-response', from: 'resource_server', to: 'client' },
}

const arrows: Partial<Record<Purpose, Arrows>> = {
  push: {
    request: { name: 'push-request', from: 'client', to: 'authorization_server' },
    response: { name: 'push-response', from: 'authorization_server', to: 'client' },
  },
  token, grant: token,
  exchange: {
    request: { name: 'exchange-request', from: 'client', to: 'authorization_server' },
    response: { name: 'exchange-response', from: 'authorization_server', to: 'client' },
  },
  register: registration, registration,
  resource, mcp: resource,
  userinfo: {
    request: { name: 'userinfo-request', from: 'client', to: 'resource_server' },
    response: { name: 'userinfo-response', from: 'resource_server', to: 'client' },
  },
}

/** The arrows of an exchange that the diagram draws; the others (keys, metadata) are shown as `http` only. */
export function arrowsOf(purpose: Purpose): Arrows | undefined {
  // A saved walk may name what no version knows, `__proto__` included.
  return Object.hasOwn(arrows, purpose) ? arrows[purpose] : undefined
}
