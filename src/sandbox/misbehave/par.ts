import type { KoaContextWithOIDC } from 'oidc-provider'
import { json, page } from './answers.ts'
import { accepted, refusedAt, stopsAtPush } from './expectations.ts'
import type { Answer, Json } from './hooks.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const row = (name: string, en: string, zh: string, expected: Expectation, push: Answer) =>
  fault(name, en, zh, expected, { settings: { par: 'true' }, require: ['par'], answer: { push } })

/** Lets the provider answer, and changes what it said. */
const said = (change: (context: KoaContextWithOIDC, body: Json) => void): Answer => async (context, _world, next) => {
  await next()
  const body = structuredClone(context.body) as Json
  context.body = body
  change(context, body)
}

const refused = stopsAtPush(3, 'push-refused')
const unreadable = stopsAtPush(3, 'unreadable-answer')
const rows = [
  row(
    'par-status-200', 'it has status 200, not 201', '状态为 200 而不是 201', unreadable,
    said((context) => { context.status = 200 }),
  ),
  row(
    'par-request-uri-missing', 'there is no request_uri', '没有 request_uri', unreadable,
    said((_context, body) => { delete body['request_uri'] }),
  ),
  row(
    'par-request-uri-number', 'request_uri is a number', 'request_uri 是数字', unreadable,
    said((_context, body) => { body['request_uri'] = 42 }),
  ),
  row('par-html', 'it is a web page', '是网页', unreadable, page(201)),
  row(
    'par-error-with-201', 'an error comes with status 201', '错误却带状态 201', refused,
    json(201, { error: 'invalid_request' }),
  ),
  row(
    'par-request-uri-expired', 'its request_uri has expired when the browser comes', '浏览器到达时 request_uri 已过期',
    refusedAt('authorization', 'error-page'),
    said((_context, body) => { body['request_uri'] = 'urn:ietf:params:oauth:request_uri:expired' }),
  ),
]

const answers = rows
  .map(variant => ({
    ...variant,
    fault: { en: `the answer to the pushed request: ${variant.fault.en}`, zh: `推送请求的响应：${variant.fault.zh}` },
  }))

/** Of the endpoint for pushed requests (RFC 9126). */
export const par: Variant[] = [
  ...answers,
  fault('par-demanded-by-refusal', 'the request must be pushed, and only the refusal tells', '请求必须推送，但只有拒绝时才说明', {
    ...accepted, requests: { push: 1, token: 1 },
    reaction: { en: 'asks once more, with a pushed request', zh: '推送后再请求一次' },
  }, { require: ['par'], metadata: (document) => { document['require_pushed_authorization_requests'] = false } }),
]
