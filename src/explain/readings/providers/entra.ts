import { authorizationRequests, sentAs } from '../../facts/messages.ts'
import { providerOf } from '../../facts/provider.ts'
import { scopesOf } from '../../facts/answers.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

const own = new Set(['openid', 'profile', 'email', 'offline_access'])

/** Requests to Microsoft Entra: scopes of one resource, and the parameters of the endpoint's version. */
export function readEntraRequests(record: WalkRecord): Reading[] {
  const requests = [...authorizationRequests(record), ...record.seen.filter(({ kind }) => kind === 'token-request')]
  return requests.filter(seen => providerOf(seen) === 'microsoft').flatMap(seen => [
    ...secret(seen), ...scopes(seen), ...version(seen),
  ])
}

/** Ids of the portal are GUIDs, and the values of secrets are not. */
function secret(seen: Seen): Reading[] {
  const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(sentAs(seen.request, 'client_secret') ?? '')
  return only(isId && seen.response?.members?.['access_token'] === undefined
    && found('entra-secret-id', 'broken', 'learn.microsoft.com, AADSTS7000215', {}, { in: seen }))
}

function scopes(seen: Seen): Reading[] {
  const scopes = scopesOf(sentAs(seen.request, 'scope')).filter(scope => !own.has(scope))
  const resources = [...new Set(scopes.map(resourceOf))]
  const isDefault = scopes.some(scope => scope.endsWith('/.default')) && scopes.length > 1
  if (isDefault)
    return [found('entra-default-with-others', 'broken', 'learn.microsoft.com, AADSTS70011', { scopes }, { in: seen })]
  return only(
    resources.length > 1
    && found(
      'entra-several-resources', seen.kind === 'token-request' ? 'broken' : 'note',
      'learn.microsoft.com, AADSTS28000', { resources, scopes }, { in: seen },
    ),
  )
}

/** What stands before the last slash; a short scope is one of Graph. */
function resourceOf(scope: string): string {
  return /^(?:https?|api):\/\//.test(scope)
    ? scope.slice(0, scope.lastIndexOf('/'))
    : /^[0-9a-f-]{36}\//.test(scope)
      ? scope.slice(0, 36)
      : 'https://graph.microsoft.com'
}

function version(seen: Seen): Reading[] {
  const isSecond = /\/oauth2\/v2\.0\//.test(seen.request?.url ?? '')
  const resource = sentAs(seen.request, 'resource')
  return only(
    isSecond
    && resource !== undefined
    && found('entra-resource-parameter', 'broken', 'learn.microsoft.com, AADSTS901002', { resource }, { in: seen }),
  )
}
