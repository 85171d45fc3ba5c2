import type { WalkOptions } from './walk-options.ts'

/** The words of `oauth-walk login` for the same walk, as far as flags can say it: the secret is asked for. */
export function sameLogin(options: WalkOptions): string[][] {
  const { issuer, clientId, scope, redirectUri, authMethod, responseMode } = options
  const endpoints = Object.entries(options.endpoints ?? {}).flatMap(([name, url]) =>
    typeof url === 'string' ? [[`--${name.replaceAll('_', '-')}`, url]] : [])
  const given = { '--scope': scope?.join(' '), '--redirect-uri': redirectUri, '--auth-method': authMethod }
  return [
    ...issuer === undefined ? [] : [[issuer]], ...endpoints, ['--client-id', clientId],
    ...Object.entries(given).flatMap(([flag, value]) => value ? [[flag, value]] : []),
    ...(options.parameters ?? []).map(([name, value]) => ['--param', `${name}=${value}`]),
    ...(options.tokenParameters ?? []).map(([name, value]) => ['--token-param', `${name}=${value}`]),
    ...responseMode === undefined ? [] : [['--response-mode', responseMode]],
    ...options.par === true ? [['--par']] : [], ...options.pkce === false ? [['--no-pkce']] : [],
  ]
}
