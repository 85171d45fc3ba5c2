import type { Secret } from '../../secrets/secret.ts'
import type { Extension } from '../../walk/extension.ts'
import type { Preset } from '../preset.ts'

/**
 * What a provider's own code may use: the clock in milliseconds since 1970, random bytes, the preset's variables, and
 * the client.
 */
export interface CodeContext {
  now: () => number
  random: (bytes: number) => Uint8Array
  variables: Record<string, string>
  clientId: string
  clientSecret: Secret | undefined
}

/**
 * Makes a provider's own extension. It stands next to the wire, behind the dialect, and sees requests as the dialect
 * wrote them.
 */
export type Code = (context: CodeContext) => Extension

const loaders: Record<NonNullable<Preset['code']>, () => Promise<Code>> = {
  apple: async () => (await import('./apple.ts')).signClientSecret,
  alipay: async () => (await import('./alipay.ts')).signGatewayRequests,
  jd: async () => (await import('./jd.ts')).signUserinfoRequest,
}

/** The code that a preset names; it is loaded when it is asked for. */
export async function loadCode(name: NonNullable<Preset['code']>): Promise<Code> {
  return loaders[name]()
}
