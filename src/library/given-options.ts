import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { cleanGiven, type GivenKind } from '../given.ts'
import { requireTypes } from './option-types.ts'
import type { WalkOptions } from './walk-options.ts'

/**
 * Cleans the options by the rules of the command line, since a program also reads its values from files and variables.
 * Raises `value-unclean` and `setting-invalid`, each with the name of the option.
 */
export function cleanOptions(options: WalkOptions): WalkOptions {
  requireTypes(options)
  const {
    issuer, endpoints, clientId, clientSecret, verbatimSecrets, scope, parameters, tokenParameters, redirectUri, ca,
  } = options
  return {
    ...options, clientId: clean('word', clientId, 'clientId'),
    ...issuer === undefined ? {} : { issuer: clean('address', issuer, 'issuer') },
    ...endpoints && { endpoints: cleanEndpoints(endpoints) },
    ...clientSecret === undefined
      ? {}
      : { clientSecret: clean('secret', clientSecret, 'clientSecret', verbatimSecrets) },
    ...scope && { scope: scope.map(word => clean('word', word, 'scope')) },
    ...parameters && { parameters: cleanPairs(parameters, 'parameters') },
    ...tokenParameters && { tokenParameters: cleanPairs(tokenParameters, 'tokenParameters') },
    ...redirectUri === undefined ? {} : { redirectUri: clean('address', redirectUri, 'redirectUri') },
    ...ca === undefined ? {} : { ca: clean('raw', ca, 'ca') },
  }
}

/** An endpoint may still be no text. */
function clean(kind: GivenKind, value: string, option: string, verbatim = false): string {
  const meant: unknown = typeof value === 'string' ? cleanGiven(kind, value, option, verbatim) : value
  if (typeof meant !== 'string' || meant === '')
    throw new Failure('setting-invalid', { setting: option, expected: describeBy('text') })
  return meant
}

function cleanEndpoints(endpoints: NonNullable<WalkOptions['endpoints']>): NonNullable<WalkOptions['endpoints']> {
  const given = Object.entries(endpoints).filter(([, address]) => (address as string | undefined) !== undefined)
  return Object.fromEntries(given.map(([name, address]) => [name, clean('address', address, `endpoints.${name}`)]))
}

/** A value may be empty: some parameters are asked for by their name alone. */
function cleanPairs(pairs: [name: string, value: string][], option: string): [name: string, value: string][] {
  return pairs.map(([name, value]) => [
    clean('word', name, option), value === '' ? value : clean('free', value, `${option}: ${name}`),
  ])
}
