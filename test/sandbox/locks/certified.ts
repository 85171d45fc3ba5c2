import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { Agent, fetch } from 'undici'
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
  const dispatcher = new Agent({ connect: { ca: readFileSync(ca), ...shown } })
  try {
    const answer = await fetch(url, {
      dispatcher, headers: headers as Record<string, string>,
      ...form && { method: 'POST', body: new URLSearchParams(form) },
    })
    const said = await answer.text()
    return { status: answer.status, body: (said.startsWith('{') ? JSON.parse(said) : { said }) as Json }
  } finally {
    await dispatcher.close()
  }
}
