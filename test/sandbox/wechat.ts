import { onTestFinished } from 'vitest'
import { startWechat, signInAsTheUser, type Wechat, type WechatOptions } from '../../src/sandbox/index.ts'
import { openCallback, stateFolder, temporaryFolder, type Json, type WithPath } from './support.ts'

/** A WeChat that is closed when the test ends. */
export async function openWechat(
  { folder = temporaryFolder(), ...options }: WithPath<WechatOptions> = {},
): Promise<Wechat> {
  const wechat = await startWechat({ ...options, folder: stateFolder(folder) })
  onTestFinished(async () => wechat.close())
  return wechat
}

/** An authorization address as WeChat documents it; a parameter that is undefined is left out. */
export function qrAddress(wechat: Wechat, redirectUri: string, more: Record<string, string | undefined> = {}): string {
  const parameters: Record<string, string | undefined> = {
    appid: wechat.app_id, redirect_uri: redirectUri, response_type: 'code', scope: 'snsapi_login', state: 'the-state',
    ...more,
  }
  const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `${wechat.endpoints.authorization}?${new URLSearchParams(present).toString()}#wechat_redirect`
}

/** What an interface answers. */
export async function call(
  address: string, parameters: Record<string, string>, method = 'GET',
): Promise<{ status: number, type: string, body: Json }> {
  const answer = await fetch(`${address}?${new URLSearchParams(parameters).toString()}`, { method })
  return {
    status: answer.status, type: answer.headers.get('content-type') ?? '',
    body: JSON.parse(await answer.text()) as Json,
  }
}

/** Signs in and gives what was brought back to the client. */
export async function signInAtWechat(
  wechat: Wechat, more: Record<string, string | undefined> = {}, deny = false,
): Promise<URLSearchParams> {
  const callback = await openCallback()
  await signInAsTheUser(qrAddress(wechat, callback.uri, more), { deny })
  return callback.arrivals.at(-1)?.params ?? new URLSearchParams()
}

/** Asks for tokens with a code. */
export async function spend(wechat: Wechat, code: string, more: Record<string, string> = {}): Promise<Json> {
  const { app_id: appid, app_secret: secret, endpoints } = wechat
  return (await call(endpoints.token, { appid, secret, code, grant_type: 'authorization_code', ...more })).body
}

/** A WeChat, and tokens of it. */
export async function openSignedIn(
  options: WithPath<WechatOptions> = {},
): Promise<{ wechat: Wechat, code: string, tokens: Record<string, string> }> {
  const wechat = await openWechat(options)
  const code = (await signInAtWechat(wechat)).get('code') ?? ''
  return { wechat, code, tokens: await spend(wechat, code) as Record<string, string> }
}
