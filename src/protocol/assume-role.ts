import { Failure } from '../codes/failure.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { describeAnswer } from './answer/describe.ts'
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

/**
 * Judges the answer of AssumeRoleWithWebIdentity. Raises `sts-refused` with the service's own code, `redirect-refused`
 * for a redirect, which would carry the token elsewhere, and `unreadable-answer` where the credentials are not there.
 */
export async function readAssumedRole(answer: WireResponse, url: string): Promise<AssumedRole> {
  const { status, headers } = answer
  if (status >= 300 && status < 400)
    throw new Failure('redirect-refused', { url, status, location: headers['location'] ?? '', carries_secret: true })
  if (status !== 200) throw await failureOf('sts-refused', { url, answer })
  const credentials = member(
    await parseXml(answer.body), 'AssumeRoleWithWebIdentityResponse', 'AssumeRoleWithWebIdentityResult', 'Credentials',
  )
  const names = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'] as const
  const found = names.map(name => [name, textAt(credentials, name)] as const)
  const whole = Object.fromEntries(found) as unknown as AssumedRole
  if (found.every(([, value]) => value !== undefined) && !Number.isNaN(Date.parse(whole.Expiration))) return whole
  throw new Failure('unreadable-answer', describeAnswer(answer, url))
}

function member(value: unknown, ...path: string[]): unknown {
  return path.reduce((found, name) => (found as Record<string, unknown> | undefined)?.[name], value)
}

function textAt(value: unknown, name: string): string | undefined {
  const text = member(value, name)
  return typeof text === 'string' && text !== '' ? text : undefined
}
