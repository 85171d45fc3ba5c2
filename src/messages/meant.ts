import { text } from './text.ts'

type Details = Readonly<Record<string, unknown>>

/** The error that a refused grant stands for, and whether the doctor's table has it from the server's own words. */
export interface Meant {
  error: unknown
  isSaid: boolean
}

/**
 * What a server's words mean is nearer than its code: Keycloak calls an audience that it does not know invalid_client, and answers a wrong secret
 * with unauthorized_client, as if the client might not use the grant.
 */
export function meantBy({ diagnosis, provider }: Details): Meant {
  const id = (diagnosis as { id?: string } | undefined)?.id ?? ''
  const error = id === 'exchange-audience' ? 'invalid_target' : id.startsWith('client-') ? 'invalid_client' : undefined
  return error === undefined ? { error: (provider as { error?: unknown } | undefined)?.error, isSaid: false } : { error, isSaid: true }
}

/** What a grant without a browser sent, as far as a refusal may blame it. */
export interface SentGrant {
  type: string
  /** Empty where none was asked for. */
  scope: string
  /** An audience or a resource was named. */
  namesTarget: boolean
  /** A token or an assertion was sent besides what proves the client. */
  bringsToken: boolean
  exchanges: boolean
}

/** Reads what was sent from the details of a refused grant. */
export function sentGrantOf({ grant, grant_type: type, scope_sent: scope, names_target: names }: Details): SentGrant {
  return {
    type: text(type), scope: text(scope), namesTarget: names === true,
    bringsToken: grant !== 'client-credentials', exchanges: grant === 'exchange',
  }
}
