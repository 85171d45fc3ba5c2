import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { makeCertificates, makeImpostor, type Certified } from '../../src/sandbox/tls/certificates.ts'

/** Certificates as a client may show them, in PEM files, and the authority that the server is to be believed by. */
export interface Shown { ca: string, mine: string[], alien: string[], expired: string[] }

/**
 * Servers of somebody else's TLS, which demand a client's certificate and say by an alert why they end the connection;
 * one for each version.
 */
export interface DemandingServers {
  shown: Shown
  /** What such a server itself shows, and whom it trusts. */
  own: Certified & { ca: string }
  at: (version: '1.2' | '1.3') => Promise<string>
}

/** Makes them with the machine's openssl, in a folder that is removed after the file's tests, as they end then. */
export function makeDemandingServers(): DemandingServers {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-demanding-'))
  const running: ChildProcess[] = []
  // Here, not where they start: what a hook registers is never called.
  afterAll(() => {
    for (const server of running) server.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const flags = (name: string, { cert, key }: Certified) => [
    '--tls-cert', write(`${name}.pem`, cert), '--tls-key', write(`${name}.key`, key),
  ]
  const today = makeCertificates()
  const past = yearsAgo(2, makeCertificates)
  const ca = write('ca.pem', today.authority)
  const known = write('known.pem', `${today.authority}${past.authority}`)
  const server = ['-cert', write('server.pem', today.server.cert), '-key', write('server.key', today.server.key)]
  return {
    shown: {
      ca, mine: flags('mine', today.client), alien: flags('alien', makeImpostor('somebody')),
      expired: flags('expired', past.client),
    },
    own: { ...today.server, ca: today.authority },
    at: async version => startServer(running, [
      ...server, '-CAfile', known, '-Verify', '1', '-verify_return_error', '-www', `-tls${version.replace('.', '_')}`,
    ]),
  }
}

function yearsAgo<Made>(years: number, make: () => Made): Made {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - years * 366 * 24 * 60 * 60 * 1000 })
  try {
    return make()
  } finally {
    vi.useRealTimers()
  }
}

async function startServer(running: ChildProcess[], words: string[]): Promise<string> {
  const server = spawn(
    'openssl', ['s_server', '-accept', '127.0.0.1:0', ...words], { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  running.push(server)
  let printed = ''
  return new Promise((resolve, reject) => {
    server.once('exit', code => reject(new Error(`openssl s_server ended with ${String(code)}: ${printed}`)))
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const [, port] = /^ACCEPT .*:(\d+)$/m.exec(printed) ?? []
      if (port !== undefined) resolve(`https://localhost:${port}`)
    })
  })
}
