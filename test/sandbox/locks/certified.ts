import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import type { Certified } from '../../../src/sandbox/tls/certificates.ts'
import type { Json } from '../support.ts'

export type Mtls = NonNullable<Sandbox['mtls']>

/** What this sandbox says of its clients' certificates. */
export function mtlsOf({ mtls }: Sandbox): Mtls {
  expect(mtls).toBeDefined()
  return mtls as Mtls
}

/** The certificate that the sandbox made for its client. */
export function ownCertificate({ certificate, key }: Mtls): Certified {
  return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
}

/** Asks over TLS, trusting the sandbox's authority alone, with this certificate or none. */
export async function askOverTls(
  { ca }: Mtls, url: string, shown: Certified | undefined,
  { form, ...headers }: { form?: Record<string, string>, [header: string]: unknown } = {},
): Promise<{ status: number, body: Json }> {
  const asked = request(url, {
    agent: false, ca: readFileSync(ca), ...shown, ...form && { method: 'POST' },
    headers: {
      ...headers as Record<string, string>, ...form && { 'content-type': 'application/x-www-form-urlencoded' },
    },
  })
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>
  asked.end(form && new URLSearchParams(form).toString())
  const [answer] = await answered
  const said = await text(answer)
  return { status: answer.statusCode ?? 0, body: (said.startsWith('{') ? JSON.parse(said) : { said }) as Json }
}
