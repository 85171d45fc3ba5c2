import { decodeIdToken } from '../../protocol/id-token.ts'
import { usualAlgorithms } from '../facts/algorithms.ts'
import type { WalkRecord } from '../record.ts'
import { answeredValue, askedValue, sentValue, type Login } from './login.ts'

/** What a record says of the provider and the client of one login. */
export interface Known {
  issuer: string | undefined
  /** The issuer is somebody's word or the metadata's, and not only that of the messages that are judged by it. */
  isIssuerKnown: boolean
  clientId: string | undefined
  /** Algorithms of ID tokens that the metadata names. */
  algorithms: readonly string[] | undefined
  endsWithIssuer: boolean
}

/** What is known of who is asked, and who asks. */
export function knownOf(login: Login, { metadata, issuer, clientId }: WalkRecord): Known {
  const { response, tokens } = login
  const published = metadata.map(({ content }) => content).find(content => typeof content['issuer'] === 'string')
  const named = issuer ?? textOf(published?.['issuer'])
  const asked = [clientId, askedValue(login, 'client_id'), ...tokens.map(message => sentValue(message, 'client_id'))]
  const announced = published?.['id_token_signing_alg_values_supported']
  return {
    issuer: named
      ?? (response && sentValue(response, 'iss'))
      ?? issuerOfToken(tokens.map(message => answeredValue(message, 'id_token'))),
    isIssuerKnown: named !== undefined, clientId: asked.find(id => id !== undefined),
    algorithms: Array.isArray(announced)
      ? usualAlgorithms.filter(algorithm => announced.includes(algorithm))
      : undefined,
    endsWithIssuer: published?.['authorization_response_iss_parameter_supported'] === true,
  }
}

function issuerOfToken(tokens: readonly (string | undefined)[]): string | undefined {
  const decoded = decodeIdToken(tokens.find(token => token !== undefined) ?? '')
  return 'claims' in decoded ? textOf(decoded.claims.iss) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
