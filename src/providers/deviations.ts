import type { Deviation, DeviationCode, DeviationKind } from '../codes/deviation.ts'
import type { ErrorRule, Preset, ReplyRules } from './preset.ts'
import { listRequestDeviations } from './request-deviations.ts'
import { listUserinfoDeviations } from './userinfo-deviations.ts'

type Details = Record<string, string>

/** One deviation; the place in the preset is told so that it can be marked where no source confirms it. */
function deviation(kind: DeviationKind, code: DeviationCode, path: string, details: Details = {}): Deviation {
  return { kind, code, path, details }
}

/** Everything in which this provider differs from the standards, in the order of the walk. */
export function listDeviations(preset: Preset): Deviation[] {
  const { dialect = {} } = preset
  return [
    ...listRequestDeviations('authorization', dialect.authorization, 'dialect.authorization'),
    ...listScopeDeviations(preset),
    ...listPkceDeviations(preset),
    ...listCallbackDeviations(preset),
    ...listClientDeviations(preset),
    ...listRequestDeviations('token', dialect.token, 'dialect.token'),
    ...listReplyDeviations(dialect.reply),
    ...(dialect.errors ?? []).map(listErrorShape),
    ...listRefreshDeviations(preset),
    ...listUserinfoDeviations(dialect),
    ...listIdTokenDeviations(preset),
    ...preset.redirect.loopback === 'yes'
      ? []
      : [deviation('redirect', 'loopback-not-sure', 'redirect.loopback', { loopback: preset.redirect.loopback })],
  ]
}

/** The kinds of these deviations, each once, in the order in which they are listed. */
export function kindsOf(deviations: readonly Deviation[]): DeviationKind[] {
  return [...new Set(deviations.map(({ kind }) => kind))]
}

function listScopeDeviations({ scopes, dialect = {} }: Preset): Deviation[] {
  const separator = dialect.authorization?.scopeSeparator
  return [
    ...scopes.length === 0 ? [deviation('scope', 'scope-none', 'scopes')] : [],
    ...separator === undefined
      ? []
      : [deviation('scope', 'scope-separator', 'dialect.authorization.scopeSeparator', { separator })],
  ]
}

function listPkceDeviations({ dialect = {} }: Preset): Deviation[] {
  return [
    ...dialect.pkce ? [deviation('pkce', `pkce-${dialect.pkce}`, 'dialect.pkce')] : [],
    ...dialect.device ? [deviation('pkce', 'pkce-device-off', 'dialect.device.pkce')] : [],
  ]
}

function listCallbackDeviations({ dialect = {} }: Preset): Deviation[] {
  const { callback = {}, authorization = {} } = dialect
  return [
    ...callback.code === undefined
      ? []
      : [deviation('callback', 'callback-code', 'dialect.callback.code', { wire: callback.code })],
    ...authorization.parameters?.['response_mode'] === 'form_post'
      ? [deviation('callback', 'callback-form-post', 'dialect.authorization.parameters')]
      : [],
    ...callback.stateMayBeMissing
      ? [deviation('callback', 'state-may-be-missing', 'dialect.callback.stateMayBeMissing')]
      : [],
    ...callback.bareDenial ? [deviation('callback', 'bare-denial', 'dialect.callback.bareDenial')] : [],
  ]
}

function listClientDeviations({ publicClients, code, dialect = {} }: Preset): Deviation[] {
  const inAddress = dialect.token?.encoding === 'query' || dialect.token?.method === 'GET'
  return [
    ...publicClients === 'empty-secret' ? [deviation('client-authentication', 'empty-secret', 'publicClients')] : [],
    ...inAddress ? [deviation('client-authentication', 'secret-in-address', 'dialect.token')] : [],
    ...code === undefined ? [] : [deviation('signature', 'signed-by-code', 'code', { code })],
  ]
}

function listReplyDeviations(reply: ReplyRules | undefined): Deviation[] {
  if (!reply) return []
  return [
    ...reply.envelope === undefined
      ? []
      : [deviation('token-response', 'reply-envelope', 'dialect.reply.envelope', { path: reply.envelope })],
    ...Object.entries(reply.names ?? {}).map(([standard, wire]) =>
      deviation('token-response', 'reply-renamed', `dialect.reply.names.${standard}`, { standard, wire })),
    ...reply.tokenTypes
      ? [
          deviation('token-response', 'reply-token-types', 'dialect.reply.tokenTypes', {
            types: reply.tokenTypes.join(', '),
          }),
        ]
      : [],
  ]
}

function listErrorShape({ in: phases, at, fine, message, meanings = {} }: ErrorRule, place: number): Deviation {
  return deviation('errors', 'error-shape', `dialect.errors[${place}]`, {
    at, message: message ?? '', fine: [...new Set((fine ?? []).map(String))].join(', '),
    phases: (phases ?? []).join(', '),
    meanings: Object.entries(meanings).map(([wire, standard]) => `${wire} = ${standard}`).join(', '),
  })
}

function listRefreshDeviations({ offline = {}, dialect = {} }: Preset): Deviation[] {
  const parameters = Object.entries(offline.parameters ?? {}).map(([name, value]) => `${name}=${value}`).join(' ')
  return [
    ...parameters === '' ? [] : [deviation('refresh', 'offline-parameters', 'offline.parameters', { parameters })],
    ...offline.scopes
      ? [deviation('refresh', 'offline-scopes', 'offline.scopes', { scopes: offline.scopes.join(' ') })]
      : [],
    ...offline.repeatsScope ? [deviation('refresh', 'scope-repeated', 'offline.repeatsScope')] : [],
    ...dialect.refresh === false ? [deviation('refresh', 'refresh-none', 'dialect.refresh')] : [],
    ...dialect.refresh ? listRequestDeviations('refresh', dialect.refresh, 'dialect.refresh') : [],
  ]
}

function listIdTokenDeviations({ issuer, idTokenIssuer, scopes, dialect }: Preset): Deviation[] {
  if (dialect?.idToken === 'none') return [deviation('id-token', 'id-token-none', 'dialect.idToken')]
  return [
    ...idTokenIssuer === undefined
      ? []
      : [deviation('id-token', 'issuer-of-tenant', 'idTokenIssuer', { issuer: idTokenIssuer })],
    ...issuer === undefined && scopes.includes('openid') ? [deviation('id-token', 'id-token-unused', 'scopes')] : [],
  ]
}
