import type { StepId } from '../../codes/failure.ts'
import type { Finding } from '../../codes/finding.ts'
import type { Check } from '../../protocol/checks.ts'
import type { MessageName, WalkEventBody } from '../../walk/events.ts'
import type { WireRequest, WireResponse } from '../../wire.ts'
import { ownNamesIn } from '../own-names.ts'
import type { Pairs, Seen } from '../record.ts'

/** An event of a walk that others made, with the time at which it happened there. */
export interface StoryEvent {
  body: WalkEventBody
  step: StepId | undefined
  at: number
}

type Body<Type extends WalkEventBody['type']> = Extract<WalkEventBody, { type: Type }>

/** The provider's own names among the parameters, with what the standard calls them. */
export function namesOf({ request }: Seen): { names?: Record<string, string> } {
  const names = ownNamesIn([...request?.query ?? [], ...request?.fragment ?? [], ...request?.form ?? []])
  return Object.keys(names).length === 0 ? {} : { names }
}

/** Header fields that belong to the protocol, as the walk shows them among the parameters. */
const told = ['authorization', 'dpop', 'dpop-nonce']

/** What a request sends: protocol fields, address and body, as the walk shows it. */
export function sentParameters({ request }: Seen): Record<string, unknown> {
  return request
    ? Object.fromEntries([...fieldsOf(request.headers), ...request.query, ...request.fragment, ...request.form])
    : {}
}

/** What an answer brings, as the walk shows it. */
export function answeredParameters({ response }: Seen): Record<string, unknown> {
  return response ? { ...Object.fromEntries(fieldsOf(response.headers)), ...response.members } : {}
}

/** The protocol's fields among the headers. */
export function fieldsOf(headers: Pairs): Pairs {
  return headers.filter(([name]) => told.includes(name))
}

const arrows = {
  'push-request': ['client', 'authorization_server'], 'push-response': ['authorization_server', 'client'],
  'token-request': ['client', 'authorization_server'], 'token-response': ['authorization_server', 'client'],
  'userinfo-request': ['client', 'resource_server'], 'userinfo-response': ['resource_server', 'client'],
  'resource-request': ['client', 'resource_server'], 'resource-response': ['resource_server', 'client'],
} as const

type Purpose = 'push' | 'token' | 'userinfo' | 'resource'

/** A request of the client's own and its answer, as the walk tells one: the request, the exchange, the answer. */
export function exchangeBodies(message: Seen, purpose: Purpose): WalkEventBody[] {
  const { request, response } = message
  const arrow = (name: keyof typeof arrows): Pick<Body<'message'>, 'type' | 'name' | 'from' | 'to' | 'channel'> =>
    ({ type: 'message', name: name satisfies MessageName, from: arrows[name][0], to: arrows[name][1], channel: 'back' })
  const asked = request && {
    ...arrow(`${purpose}-request`), ...request.method === undefined ? {} : { method: request.method },
    ...request.url === undefined ? {} : { url: request.url }, parameters: sentParameters(message), ...namesOf(message),
  }
  const answered = response
    && { ...arrow(`${purpose}-response`), status: response.status ?? 200, parameters: answeredParameters(message) }
  const wire: WalkEventBody[] = request?.url !== undefined && response
    ? [{ type: 'http', purpose, request: toWire(message, purpose), response: toWireAnswer(message), ms: 0 }]
    : []
  return [...asked ? [asked] : [], ...wire, ...answered ? [answered] : []]
}

function toWire({ request }: Seen, purpose: Purpose): WireRequest {
  const { method = 'GET', url = '', headers = [], body } = request ?? {}
  return { purpose, method, url, headers: Object.fromEntries(headers), ...body === undefined ? {} : { body } }
}

function toWireAnswer({ response }: Seen): WireResponse {
  return {
    status: response?.status ?? 200, headers: Object.fromEntries(response?.headers ?? []), body: response?.body ?? '',
  }
}

/** Checks as events. */
export function checkBodies(checks: readonly Check[]): WalkEventBody[] {
  return checks.map((check) => {
    const { because: _because, ...told } = check
    return { type: 'check', ...told }
  })
}

/** Findings as events. */
export function findingBodies(findings: readonly Finding[]): WalkEventBody[] {
  return findings.map(finding => ({ type: 'finding', ...finding }))
}
