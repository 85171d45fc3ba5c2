import { issuerOf } from '../clients.ts'
import { LoopbackServer } from '../server.ts'
import type { StateFolder } from '../storage/folder.ts'
import { makeImpostor } from './certificates.ts'
import { clientFilesIn, keptCertificates, type ClientFiles } from './kept.ts'

/** The sandbox's second address: there clients show a certificate, and the rest is as at the first. */
export interface TlsDoor {
  origin: string
  files: ClientFiles
  server: LoopbackServer
}

// Who begins a handshake and doesn't go on must not keep the sandbox from ending.
const handshakeMilliseconds = 2000

/**
 * Opens it at `port`, or at any where that can't be had. Whether a certificate is the client's is judged later, by who
 * knows the client. An impostor shows a certificate that the client's authority never signed.
 */
export async function openTlsDoor(
  folder: StateFolder, port: number | undefined, isImpostor: boolean,
): Promise<TlsDoor> {
  const { authority, server: own } = keptCertificates(folder)
  const shown = isImpostor ? makeImpostor() : own
  const tls = {
    ...shown, ca: authority, requestCert: true, rejectUnauthorized: false, handshakeTimeout: handshakeMilliseconds,
  }
  const server = await LoopbackServer.bind(port ?? 0, tls) ?? await LoopbackServer.bind(0, tls)
  if (!server) throw new Error('no port is free')
  return { origin: issuerOf(server.port).replace(/^http:/, 'https:'), files: clientFilesIn(folder), server }
}
