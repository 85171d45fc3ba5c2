import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { program } from '../../support/cli.ts'

/** What has to be installed for a cluster and for whoever asks it. */
export const missingTool = ['kubectl', 'openssl'].find(name => !isThere(name))

function isThere(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`])
    return true
  } catch {
    return false
  }
}

/** As much of a cluster as answers /version; it writes down who came. */
export async function serveCluster(home: string): Promise<{ url: string, seen: (string | undefined)[] }> {
  const [key, certificate] = [join(home, 'key.pem'), join(home, 'certificate.pem')]
  execFileSync(
    'openssl',
    [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out',
      certificate, '-days', '2', '-subj', '/CN=cluster', '-addext', 'subjectAltName=IP:127.0.0.1',
    ],
    { stdio: 'ignore' },
  )
  const seen: (string | undefined)[] = []
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    seen.push(request.headers.authorization)
    response.setHeader('content-type', 'application/json')
      .end(JSON.stringify({ major: '1', minor: '32', gitVersion: 'v1.32.0' }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close().closeAllConnections()
  })
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** kubectl's configuration: this cluster, and oauth-walk for its credentials. */
export function writeConfig(home: string, server: string): string {
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: [program, 'credential', 'kubectl'],
    interactiveMode: 'IfAvailable', provideClusterInfo: true,
  }
  const config = {
    apiVersion: 'v1', kind: 'Config', 'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
    clusters: [{ name: 'here', cluster: { server, 'certificate-authority': join(home, 'certificate.pem') } }],
    users: [{ name: 'me', user: { exec } }],
  }
  writeFileSync(join(home, 'kubeconfig'), JSON.stringify(config))
  return join(home, 'kubeconfig')
}
