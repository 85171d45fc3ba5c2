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
