import { createHash } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import {
  startSandbox, type Sandbox, type SandboxSettings, type SignIn, type WayBack,
} from '../../../src/sandbox/configured/index.ts'
import type { Json } from '../support.ts'

export const redirectUri = 'http://127.0.0.1:4321/callback'
const verifier = 'v'.repeat(43)

/** A sandbox that is closed when the test ends. */
export async function open(settings: SandboxSettings = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(settings)
  onTestFinished(() => sandbox.close())
  return sandbox
}

export function authorizationUrl({ issuer }: Sandbox, more: Record<string, string> = {}): string {
  return `${issuer}/user/authorize?${new URLSearchParams({
    client_id: 'app', response_type: 'code', redirect_uri: redirectUri, scope: 'openid profile email offline_access',
    state: 'a state', nonce: 'a nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...more,
  }).toString()}`
}

export interface Answer { status: number, body: Json, headers: Headers }

export async function post(
  { issuer }: Sandbox, path: string, parameters: Record<string, string>, client = 'app:secret',
): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(client).toString('base64')}`
  return read(
    await fetch(issuer + path, { method: 'POST', body: new URLSearchParams(parameters), headers: { authorization } }),
  )
}

export async function read(answer: Response): Promise<Answer> {
  const text = await answer.text()
  return {
    status: answer.status, headers: answer.headers, body: (/^[[{]/.test(text) ? JSON.parse(text) : { text }) as Json,
  }
}

export function codeIn({ url }: WayBack): string {
  const { searchParams } = new URL(url)
  expect(searchParams.get('error')).toBeNull()
  return searchParams.get('code') ?? ''
}

/** A login by hand, up to the tokens. */
export async function login(
  sandbox: Sandbox, more: Record<string, string> = {}, how: SignIn = {}, client?: string,
): Promise<Answer> {
  const code = codeIn(await sandbox.signIn(authorizationUrl(sandbox, more), how))
  return redeem(sandbox, code, client)
}

export async function redeem(sandbox: Sandbox, code: string, client?: string): Promise<Answer> {
  return post(
    sandbox, '/token', { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
    client,
  )
}

export async function userinfo({ issuer }: Sandbox, { body }: Answer): Promise<Answer> {
  return read(
    await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${String(body['access_token'])}` } }),
  )
}

export function claimsOf(token: unknown): Json {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8')) as Json
}
