import type { Finding } from '../../codes/finding.ts'
import { decodeAnswer } from '../../protocol/answer/decode.ts'
import type { Send, WireRequest, WireResponse } from '../../wire.ts'
import type { Dialect, UserinfoRequest } from '../preset.ts'
import { hasLongNumber } from '../../protocol/answer/json.ts'
import { findError } from './errors.ts'
import { withHeaders, withQuery } from './token-request.ts'
import { claimAt, fillAddress, fillAll, type Values } from './values.ts'

/** What the requests of a provider know, and where they keep what later ones need. */
export interface UserinfoMemory {
  values: Values
  saved: Record<string, string>
}

/**
 * Asks for the user as this provider wants it, in one request or several, and gives the claims under their standard
 * names with the provider's own members behind them. A refusal within a 200 becomes a 401 for a token that is no good,
 * otherwise a 400.
 */
export async function requestUserinfo(
  next: Send, standard: WireRequest, dialect: Dialect, memory: UserinfoMemory,
): Promise<WireResponse> {
  const findings: Finding[] = []
  let last: WireResponse | undefined
  let value: unknown
  for (const asked of dialect.userinfo ?? [{}]) {
    if (asked.unlessSaved !== undefined && memory.saved[asked.unlessSaved] !== undefined) continue
    const answer = await next(writeUserinfoRequest(standard, asked, memory.values))
    const decoded = decodeAnswer(answer.body)
    const refused = refusalOf(answer, decoded.value, dialect)
    // A token that is no good is no good for the other requests either.
    if (refused && asked.optional && refused.status !== 401) {
      findings.push({ code: 'userinfo-part-missing', details: { url: asked.url, status: answer.status } })
      continue
    }
    if (refused) return refused
    findings.push(...decoded.findings)
    if (hasLongNumber(answer.body)) findings.push({ code: 'big-integer', details: {} })
    value = decoded.value
    for (const [name, path] of Object.entries(asked.save ?? {})) memory.saved[name] = claimAt(
      path, value, memory.values,
    )
    ?? memory.saved[name]
    ?? ''
    last = answer
  }
  if (!last || typeof value !== 'object' || value === null) return last ?? { status: 502, headers: {}, body: '' }
  return {
    ...last, headers: { ...last.headers, 'content-type': 'application/json' },
    body: JSON.stringify(writeClaims(value, dialect, memory.values)), findings,
  }
}

function writeUserinfoRequest(standard: WireRequest, asked: UserinfoRequest, values: Values): WireRequest {
  const accessToken = (standard.headers['authorization'] ?? '').replace(/^Bearer /i, '')
  const known = { ...values, access_token: accessToken }
  const { authorization, ...bare } = standard.headers
  const token = asked.token ?? 'bearer'
  const place = (kind: 'query' | 'header' | 'form'): [string, string][] =>
    typeof token === 'object' && kind in token ? [[(token as Record<string, string>)[kind] ?? '', accessToken]] : []
  const form = [...place('form'), ...fillAll(asked.form, known)]
  const json = asked.json && Object.fromEntries(fillAll(asked.json, known))
  const body = json
    ? JSON.stringify(json)
    : asked.form || form.length > 0
      ? new URLSearchParams(form).toString()
      : undefined
  const headers = withHeaders(
    { ...bare, ...token === 'bearer' && authorization !== undefined ? { authorization } : {} }, {
      ...body === undefined
        ? {}
        : { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded;charset=UTF-8' },
      ...Object.fromEntries(place('header')), ...asked.headers,
    }, known,
  )
  return {
    ...standard, headers,
    method: asked.method ?? (body === undefined ? standard.method : 'POST'),
    url: withQuery(fillAddress(asked.url ?? standard.url, known), [...place('query'), ...fillAll(asked.query, known)]),
    ...body === undefined ? {} : { body },
  }
}

function refusalOf(answer: WireResponse, value: unknown, { errors }: Dialect): WireResponse | undefined {
  const error = findError(value, errors, 'userinfo')
  if (!error) return answer.status === 200 ? undefined : answer
  const status = answer.status >= 400 ? answer.status : error.meaning === 'invalid_token' ? 401 : 400
  return { ...answer, status, cameAs: answer.status, body: JSON.stringify(error) }
}

/** The claims under their standard names, and behind them what else there is under the provider's own. */
export function writeClaims(answer: object, { claims }: Dialect, values: Values): Record<string, unknown> {
  const { sub, name, email, picture } = claims ?? {}
  const standard = Object.entries({ sub, name, email, picture }).flatMap(([claim, path]) => {
    const value = path === undefined ? undefined : claimAt(path, answer, values)
    // Reddit writes its addresses for HTML.
    return value === undefined ? [] : [[claim, claim === 'picture' ? value.replaceAll('&amp;', '&') : value]]
  })
  return {
    ...Object.fromEntries(standard) as object, ...withoutClaims({ ...answer }, standard.map(([claim]) => claim ?? '')),
  }
}

function withoutClaims(answer: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !names.includes(name)))
}
