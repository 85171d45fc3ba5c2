import { randomBytes } from 'node:crypto'
import type { CodeContext } from '../../../src/providers/code/index.ts'
import { Secrets } from '../../../src/secrets/secrets.ts'
import type { Extension } from '../../../src/walk/extension.ts'
import type { WireRequest } from '../../../src/wire.ts'

/** 2026-11-21 23:30:05 in Greenwich, the next day in China. */
export const now = Date.UTC(2026, 10, 21, 23, 30, 5)

export function contextWith(secret: string | undefined, change: Partial<CodeContext> = {}): CodeContext {
  const clientSecret = secret === undefined ? undefined : new Secrets().keep('client_secret', secret)
  return {
    now: () => now, random: bytes => randomBytes(bytes), variables: {}, clientId: 'client-1', clientSecret, ...change,
  }
}

/** A request as a dialect hands it over. */
export function request(
  purpose: WireRequest['purpose'], form: Record<string, string>, change: Partial<WireRequest> = {},
): WireRequest {
  return {
    purpose, method: 'POST', url: 'https://provider.example/endpoint', body: new URLSearchParams(form).toString(),
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, ...change,
  }
}

/** What the extension sends on for this request. */
export async function sentFor(extension: Extension, given: WireRequest): Promise<WireRequest> {
  let sent: WireRequest | undefined
  await extension.send?.(async (received) => {
    sent = received
    return { status: 200, headers: {}, body: '{}' }
  })(given)
  if (!sent) throw new Error('the extension sent nothing')
  return sent
}
