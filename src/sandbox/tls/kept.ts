import { X509Certificate, createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import type { StateFolder } from '../storage/folder.ts'
import { makeCertificates, type Certificates } from './certificates.ts'

/** Where a client finds what it needs over TLS. */
export interface ClientFiles { ca: string, certificate: string, key: string }

const folderName = 'sandbox-tls'
const files = {
  ca: 'ca.pem', serverCert: 'server.pem', serverKey: 'server-key.pem', clientCert: 'client.pem',
  clientKey: 'client-key.pem',
}

/**
 * The certificates of this folder, new ones where they have expired or don't belong together. The host alone may ask.
 */
export function keptCertificates(folder: StateFolder): Certificates {
  const place = folder.within(folderName)
  const kept = read(place)
  if (kept && areGood(kept)) return kept
  const made = makeCertificates()
  place.replace(files.ca, made.authority)
  place.replace(files.serverCert, made.server.cert)
  place.replace(files.serverKey, made.server.key)
  place.replace(files.clientCert, made.client.cert)
  place.replace(files.clientKey, made.client.key)
  return made
}

/** The files that a client is to be told of. */
export function clientFilesIn({ path }: StateFolder): ClientFiles {
  const at = (name: string) => join(path, folderName, name)
  return { ca: at(files.ca), certificate: at(files.clientCert), key: at(files.clientKey) }
}

function read(place: StateFolder): Certificates | undefined {
  const [authority, serverCert, serverKey, clientCert, clientKey] = Object.values(files).map(name => place.read(name))
  if (!authority || !serverCert || !serverKey || !clientCert || !clientKey) return undefined
  return { authority, server: { cert: serverCert, key: serverKey }, client: { cert: clientCert, key: clientKey } }
}

function areGood({ authority, server, client }: Certificates): boolean {
  try {
    const { publicKey } = new X509Certificate(authority)
    return [server, client].every(({ cert, key }) => {
      const certificate = new X509Certificate(cert)
      return Date.parse(certificate.validTo) > Date.now()
        && certificate.verify(publicKey)
        && certificate.checkPrivateKey(createPrivateKey(key))
    })
  } catch {
    return false
  }
}
