import type { TestContext } from 'vitest'
import type { Asked, Handler, Handlers, Said, Stub } from '../../support/stub-provider.ts'
import { startStub } from '../../support/stub-provider.ts'
import { metadataOf } from '../../support/stub-answers.ts'
import { startInside } from '../../support/inside.ts'
import { freshHome, run } from '../../support/cli.ts'
import type { Json } from '../../support/walks.ts'

export const redirectUri = 'http://127.0.0.1:28765/callback'
export const publicClient = 'stub public client'

/** The page that people sign in at. */
const page: Said = {
  body: '<!doctype html><title>Sign in</title>', headers: { 'content-security-policy': 'frame-ancestors \'none\'' },
}
const errorPage = (text: string): Said => ({ status: 400, body: `<!doctype html><title>${text}</title>` })

/** Sends the browser back with an answer. */
export function back(to: string, answer: Record<string, string | null>, status = 302): Said {
  const given = Object.entries(answer).filter((pair): pair is [string, string] => pair[1] !== null)
  return { status, headers: { location: `${to}?${new URLSearchParams(given).toString()}` } }
}

const isSame = (one: string, other: string) =>
  one === other || one.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1') === other.replace(/:\d+/, '')

/**
 * How the authorization endpoint judges a request: in the order in which RFC 6749, section 4.1.2.1, tells what may be
 * redirected.
 */
export interface Judging {
  twice: boolean
  client: boolean
  redirect: (asked: string) => boolean
  type: boolean
  pkce: boolean
  method: boolean
  iss: (issuer: string) => string | null
  state: (state: string) => string | null
}

const strictly: Judging = {
  twice: true, client: true, redirect: asked => isSame(asked, redirectUri), type: true, pkce: true, method: true,
  iss: issuer => issuer, state: state => state,
}

/** An authorization endpoint that judges as it must, but for what is given. */
export function authorizing(lax: Partial<Judging> = {}): Handler {
  const judging = { ...strictly, ...lax }
  return ({ parameters }: Asked, { issuer, client }: Stub) => {
    const names = [...parameters.keys()]
    if (judging.twice && new Set(names).size !== names.length) return errorPage('invalid_request')
    if (judging.client && ![client.client_id, publicClient].includes(parameters.get('client_id') ?? ''))
      return errorPage('unknown client')
    const to = parameters.get('redirect_uri') ?? ''
    if (!judging.redirect(to)) return errorPage('redirect_uri is not registered')
    const answer = (error: string) =>
      back(to, { error, state: judging.state(parameters.get('state') ?? ''), iss: judging.iss(issuer) })
    if (judging.type && parameters.get('response_type') !== 'code')
      return answer(parameters.has('response_type') ? 'unsupported_response_type' : 'invalid_request')
    if (judging.pkce && !parameters.has('code_challenge')) return answer('invalid_request')
    if (judging.method && parameters.get('code_challenge_method') === 'plain') return answer('invalid_request')
    if (parameters.has('request')) return answer('request_not_supported')
    return parameters.get('prompt') === 'none' ? answer('login_required') : page
  }
}

/** Knows the public client as well, which has no secret and no code. */
export const knowingPublic: Handler = (asked, stub) => {
  const isPublic = asked.parameters.get('client_id') === publicClient && asked.headers.authorization === undefined
  return isPublic ? { status: 400, body: { error: 'invalid_grant' } } : stub.good.token(asked, stub)
}

/**
 * A stub that is well, but for these answers, for one test: which one, only its own context knows where several run at
 * once.
 */
export async function openExamined(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>, handlers: Partial<Handlers> = {}, metadata: Json = {},
): Promise<Stub> {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  const document: Handler = () => ({ body: { ...metadataOf(stub), ...metadata } })
  stub.reset({ authorize: authorizing(), discovery: document, token: knowingPublic, ...handlers })
  return stub
}

export interface Examined { status: number | null, document: Json, rules: Record<string, Rule>, stderr: string }
interface Seen { code: string, message: string, opened?: string, exchange?: { url: string, status: number } }
export interface Rule { verdict: string, reason?: { code: string }, evidence: Seen[], repeat?: string }

/** How the stub's operator starts the examination; nobody signs in. */
export function wordsFor(stub: Stub, ...more: string[]): string[] {
  const client = [
    '--client-id', stub.client.client_id, '--second-client-id', publicClient, '--redirect-uri', redirectUri,
  ]
  return ['check', stub.issuer, '--i-operate', stub.issuer, ...client, ...more]
}

/** Examines a stub by the program's own entry, and gives the verdicts by their numbers. */
export async function examine(stub: Stub, ...more: string[]): Promise<Examined> {
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  return readExamined(
    await startInside(wordsFor(stub, '--no-sign-in', '--json', ...more), { home: freshHome(), environment }).ended,
  )
}

/** The same for the sandbox, whose user signs in by itself, as a process of its own. */
export async function examineSandbox(...more: string[]): Promise<Examined> {
  return readExamined(await run(['check', 'sandbox', '--auto', '--json', ...more], { home: freshHome() }))
}

/** What an examination wrote, by the program's own document. */
export function readExamined(
  { status, stdout, stderr }: { status: number | null, stdout: string, stderr: string },
): Examined {
  const document = JSON.parse(stdout) as Json
  const rules = (document['rules'] ?? []) as (Rule & { id: string })[]
  return { status, document, stderr, rules: Object.fromEntries(rules.map(rule => [rule.id, rule])) }
}
