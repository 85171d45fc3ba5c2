import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { avatar } from '../pages/avatar.ts'
import { commonHeaders, pagePolicy } from '../pages/policy.ts'
import { avatarPath } from '../user.ts'
import { paths, type WechatFacts } from './app.ts'
import { decide, judge } from './authorization.ts'
import type { Grants } from './grants.ts'
import { callInterface } from './interfaces.ts'
import { objectionPage, qrPage } from './pages.ts'

/** What the answers are made from; `save` puts the grants on disk, `write` gets a line for each request. */
export interface Desk {
  facts: WechatFacts
  grants: Grants
  save: () => void
  write?: ((line: string) => void) | undefined
}

interface Visitor { desk: Desk, request: IncomingMessage, response: ServerResponse, url: URL }

/** Answers as WeChat: the QR page, the decision taken on it, the interfaces, the avatar. */
export function answerAsWechat(desk: Desk): RequestListener {
  return (request, response) => {
    const { origin } = desk.facts
    request.resume()
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value)
    if (request.headers.host !== new URL(origin).host) response.writeHead(421).end(`this is ${origin}`)
    else if (!URL.canParse(request.url ?? '/', origin)) response.writeHead(400).end()
    else answerVisitor({ desk, request, response, url: new URL(request.url ?? '/', origin) })
  }
}

function answerVisitor(visitor: Visitor): void {
  const { desk, request, response, url } = visitor
  try {
    note(desk, request.method, url)
    if (url.pathname === paths.authorization) showQrCode(visitor)
    else if (url.pathname.startsWith(`${paths.authorization}/`)) takeDecision(visitor)
    else if (url.pathname === paths.avatar || url.pathname === avatarPath) response.writeHead(200, {
      'content-type': 'image/svg+xml',
    }).end(avatar)
    else answerClient(visitor)
  } catch (error) {
    // The state could not be written: the client must not hold what the next process would not know.
    response.destroy(error as Error)
  }
}

function showQrCode({ desk: { facts, grants, save }, response, url }: Visitor): void {
  const judged = judge(url.searchParams, facts)
  if ('objection' in judged) {
    showPage(response, 400, objectionPage(judged.objection))
    return
  }
  const { redirect_uri: redirectUri } = judged.visit
  const id = grants.openVisit(judged.visit)
  save()
  showPage(response, 200, qrPage({ id, client: 'oauth-walk', redirectUri }), redirectUri)
}

/** The form holds an unguessable id, so no foreign page can send it. */
function takeDecision({ desk: { grants, save }, request, response, url }: Visitor): void {
  const [, id = '', action] = /\/(\w+)\/(confirm|abort)$/.exec(url.pathname) ?? []
  const location = request.method === 'POST' && action !== undefined
    ? decide(id, action === 'confirm', grants)
    : undefined
  save()
  if (location === undefined) showPage(response, 400, objectionPage({ message: '二维码已失效', hint: '请回到应用重新发起登录。' }))
  else response.writeHead(303, { location, 'cache-control': 'no-store' }).end()
}

/** JSON that calls itself text, with status 200 also for refusals: so WeChat answers. */
function answerClient({ desk: { facts, grants, save }, request, response, url }: Visitor): void {
  const body = callInterface(url.pathname, request.method, { parameters: url.searchParams, facts, grants })
  save()
  if (body === undefined) showPage(
    response, 404, objectionPage({ message: '页面不存在', hint: 'sandbox 里的微信在这个地址上没有任何内容。' }),
  )
  else response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

function showPage(response: ServerResponse, status: number, document: string, redirectUri?: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store',
    'content-security-policy': pagePolicy(redirectUri),
  }).end(document)
}

/** Path and names only: codes, secrets and tokens stand in the query here. */
function note({ write }: Desk, method: string | undefined, { pathname, searchParams }: URL): void {
  if (write === undefined) return
  const path = pathname.startsWith(`${paths.authorization}/`) ? paths.authorization : pathname
  write(`${method} ${path} ${[...searchParams.keys()].join(',')}\n`)
}
