import type { Finding } from '../../codes/finding.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Extension } from '../../walk/extension.ts'
import type { Send, WireRequest, WireResponse } from '../../wire.ts'
import type { Preset } from '../preset.ts'
import { readAuthorizationResponse, writeAuthorizationRequest } from './authorization.ts'
import { mendMetadata } from './metadata.ts'
import { readTokenResponse } from './token-response.ts'
import { rulesFor, writeDeviceRequest, writeTokenRequest } from './token-request.ts'
import { requestUserinfo, writeClaims } from './userinfo.ts'
import type { Values } from './values.ts'

/** What a provider's messages need beside the preset. */
export interface DialectContext {
  clientId: string
  clientSecret: Secret | undefined
  variables: Readonly<Record<string, string>>
  /** Parameters that make the provider issue a refresh token are sent. */
  offline: boolean
  redirectUri: string
  /** The redirect URI, where this provider is known to send no codes to it. */
  unreachable: string | undefined
  /** What an earlier command kept of this session: members of the token response, and what userinfo requests saved. */
  kept: Readonly<Record<string, string>>
}

/** A provider's dialect at work: it changes the messages, and knows what a stored session must keep of them. */
export interface SpokenDialect {
  extension: Extension
  kept(): Record<string, string>
  /** The user's claims where only an ID token tells of them. */
  describe(idToken: Record<string, unknown>): Record<string, unknown>
}

/** The state of one command: what was learnt from its messages so far. */
interface Memory {
  callback: Record<string, unknown>
  token: Record<string, unknown>
  saved: Record<string, string>
}

/** Speaks a preset's dialect: everything that makes this provider differ from the standard, as one extension. */
export function speakDialect(preset: Preset, context: DialectContext): SpokenDialect {
  const dialect = preset.dialect ?? {}
  const memory: Memory = { callback: {}, token: pick(context.kept, 'token.'), saved: pick(context.kept, 'saved.') }
  const values = (): Values => ({
    ...memory.callback, ...memory, ...context.variables,
    redirect_uri: context.redirectUri, client_id: context.clientId, client_secret: context.clientSecret?.reveal(),
  })
  const extension: Extension = {
    name: preset.id,
    standardNames: standardNames(preset),
    pkce: dialect.pkce === 'off' ? 'off' : 'on',
    ...dialect.device?.pkce === undefined ? {} : { devicePkce: dialect.device.pkce },
    remarks: remarksOn(preset, context),
    idTokens: dialect.idToken !== 'none',
    stateMayBeMissing: dialect.callback?.stateMayBeMissing === true,
    ...preset.idTokenIssuer === undefined ? {} : { idTokenIssuer: preset.idTokenIssuer },
    authorizationRequest: (parameters) => {
      // The response mode is a setting: the listener must know it too.
      const { response_mode: _mode, ...own } = dialect.authorization?.parameters ?? {}
      const asked = { ...own, ...context.offline ? preset.offline?.parameters : {} }
      return writeAuthorizationRequest(
        { ...dialect, authorization: { ...dialect.authorization, parameters: asked } }, parameters, values(),
      )
    },
    authorizationAddress: address =>
      dialect.authorization?.fragment === undefined ? address : `${address}#${dialect.authorization.fragment}`,
    authorizationResponse: parameters => readAuthorizationResponse(dialect, parameters),
    acceptedResponse: (parameters) => {
      memory.callback = readCallback(parameters)
    },
    send: next => async request => speak(next, request, preset, { memory, values }),
  }
  const describe = (idToken: Record<string, unknown>) =>
    writeClaims(idToken, dialect, { ...values(), id_token: idToken })
  return { extension, kept: () => keep(preset, memory), describe }
}

function remarksOn({ name }: Preset, { unreachable }: DialectContext): Finding[] {
  return unreachable === undefined
    ? []
    : [{ code: 'loopback-refused', details: { provider: name, redirect_uri: unreachable } }]
}

/** What a message needs of those before it. */
interface Known {
  memory: Memory
  values: () => Values
}

async function speak(
  next: Send, request: WireRequest, preset: Preset, { memory, values }: Known,
): Promise<WireResponse> {
  const dialect = preset.dialect ?? {}
  const { purpose } = request
  if (purpose === 'discovery') return mendMetadata(await next(request), preset)
  if (purpose === 'userinfo' && (dialect.userinfo ?? dialect.claims)) {
    return requestUserinfo(next, request, dialect, { values: values(), saved: memory.saved })
  }
  if (purpose === 'revocation' && dialect.revocation)
    return next(writeTokenRequest(request, dialect.revocation, values()))
  if (purpose === 'device') return next(writeDeviceRequest(request, dialect))
  if (purpose !== 'token' && purpose !== 'refresh' && purpose !== 'poll') return next(request)
  const rules = rulesFor(dialect, purpose)
  const answer = await next(rules ? writeTokenRequest(request, rules, values()) : request)
  const { response, members } = readTokenResponse(answer, dialect, purpose)
  memory.token = { ...memory.token, ...members }
  // What deviates is told once, of the tokens, and not of each answer that there are none yet.
  return purpose === 'poll' && members['access_token'] === undefined ? { ...response, findings: [] } : response
}

/** A callback may bring more than text: a member that is JSON is read as such. */
function readCallback(parameters: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries([...parameters].map(([name, value]) => {
    try {
      return [name, value.startsWith('{') ? JSON.parse(value) as unknown : value]
    } catch {
      return [name, value]
    }
  }))
}

/** The provider's names and what the standard calls them, so that a reader sees both. */
function standardNames({ dialect = {} }: Preset): Record<string, string> {
  const { authorization, token, refresh, callback, reply } = dialect
  const code = callback?.code === undefined ? {} : { code: callback.code }
  const names = [authorization?.names, token?.names, refresh ? refresh.names : undefined, code, reply?.names]
  return Object.fromEntries(
    names.flatMap(renamed => Object.entries(renamed ?? {})).map(([standard, own]) => [lastOf(own), standard]),
  )
}

/** A path's last member: what the reader of a message sees. */
function lastOf(path: string): string {
  return path.split('.').at(-1) ?? path
}

/** Only what the preset's texts name is kept, and so never a token. */
function keep(preset: Preset, { token, saved }: Memory): Record<string, string> {
  const named = new Set(
    [...JSON.stringify(preset.dialect ?? {}).matchAll(/\btoken\.(\w+)/g)].map(([, name]) => name ?? ''),
  )
  const members = Object.entries(token).filter(([name, value]) =>
    named.has(name) && !/_token$/.test(name) && ['string', 'number'].includes(typeof value))
  return Object.fromEntries([
    ...members.map(([name, value]): [string, string] => [`token.${name}`, String(value)]),
    ...Object.entries(saved).map(([name, value]): [string, string] => [`saved.${name}`, value]),
  ])
}

function pick(kept: Readonly<Record<string, string>>, group: string): Record<string, string> {
  return Object.fromEntries(Object.entries(kept).filter(([name]) => name.startsWith(group)).map(([name, value]) => [
    name.slice(group.length), value,
  ]))
}
