import { Failure } from '../codes/failure.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { describeAnswer, wrongMember, type AnswerFault } from './answer/describe.ts'
import { isObject } from './answer/json.ts'
import { failureOf } from './answer/refusal.ts'
import { parseXml } from './answer/xml.ts'

/** A request to a security token service; `seconds` is how long the credentials shall live. */
export interface RoleRequest {
  endpoint: string
  roleArn: string
  sessionName: string
  seconds: string | undefined
  token: string
}

/** Temporary credentials, by the names that `credential_process` gives them; the end in ISO 8601. */
export interface AssumedRole {
  AccessKeyId: string
  SecretAccessKey: string
  SessionToken: string
  Expiration: string
}

/**
 * Builds the request of AssumeRoleWithWebIdentity (AWS STS API, version 2011-06-15): the token stands in the body,
 * never in the address.
 */
export function assumeRoleRequest({ endpoint, roleArn, sessionName, seconds, token }: RoleRequest): WireRequest {
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: roleArn, RoleSessionName: sessionName,
    WebIdentityToken: token,
    ...seconds === undefined ? {} : { DurationSeconds: seconds },
  })
  return {
    purpose: 'sts', method: 'POST', url: endpoint, headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  }
}

/** The members of credentials, each of which must be there. */
const members = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'] as const

/** A date and time with its zone (ISO 8601), which alone every reader takes for the same moment. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/

/**
 * Judges the answer of AssumeRoleWithWebIdentity at `now`, in milliseconds since 1970. Raises `sts-refused` with the
 * service's own code, `redirect-refused` for a redirect, which would carry the token elsewhere, and `unreadable-answer`
 * where the credentials are not there or are over.
 */
export async function readAssumedRole(answer: WireResponse, url: string, now: number): Promise<AssumedRole> {
  const { status, headers } = answer
  if (status >= 300 && status < 400)
    throw new Failure('redirect-refused', { url, status, location: headers['location'] ?? '', carries_secret: true })
  if (status !== 200) throw await failureOf('sts-refused', { url, answer })
  const role = takeMembers(answer, url, await readCredentials(answer, url))
  if (Date.parse(role.Expiration) > now) return role
  throw unreadable(answer, url, { fault: 'ended' satisfies AnswerFault, ended: role.Expiration })
}

async function readCredentials(answer: WireResponse, url: string): Promise<Record<string, unknown>> {
  const path = ['AssumeRoleWithWebIdentityResponse', 'AssumeRoleWithWebIdentityResult', 'Credentials']
  let found = await parseXml(answer.body)
  for (const name of path) found = isObject(found) ? found[name] : undefined
  if (isObject(found)) return found
  throw unreadable(answer, url, answer.body.trim() === '' ? {} : { fault: 'not-credentials' satisfies AnswerFault })
}

/** Takes no value with an entity: it is not expanded, so it would be another one. */
function takeMembers(answer: WireResponse, url: string, credentials: Record<string, unknown>): AssumedRole {
  for (const name of members) {
    const value = credentials[name]
    if (typeof value !== 'string' || value === '') throw wrongMember(answer, url, name, value, 'string')
    if (!/^[\x21-\x25\x27-\x7e]+$/.test(value)) throw wrongMember(answer, url, name, value, 'printable')
  }
  const role = credentials as unknown as AssumedRole
  if (!moment.test(role.Expiration) || Number.isNaN(Date.parse(role.Expiration)))
    throw wrongMember(answer, url, 'Expiration', role.Expiration, 'time')
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = role
  return { AccessKeyId, SecretAccessKey, SessionToken, Expiration }
}

function unreadable(answer: WireResponse, url: string, facts: Record<string, unknown>): Failure {
  return new Failure('unreadable-answer', { ...describeAnswer(answer, url), ...facts })
}
