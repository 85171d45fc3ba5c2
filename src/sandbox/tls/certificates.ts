import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { newEcdsaKey } from '../new-key.ts'
import { bits, der, integer, octets, oid, sequence, setOf, time, words, yes } from './der.ts'

/** A certificate and its private key, in PEM. */
export interface Certified { cert: string, key: string }

/** Who the sandbox is over TLS, who its client is, and the authority that vouches for both, in PEM. */
export interface Certificates { authority: string, server: Certified, client: Certified }

/** The subject of the client's certificate, as the client is registered with it (RFC 8705, section 2.1.2; RFC 4514). */
export const clientSubject = 'CN=oauth-walk'

const day = 24 * 60 * 60 * 1000
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))
const loopback = [
  der(0x87, Buffer.from([127, 0, 0, 1])), der(0x87, Buffer.from([...Array<number>(15).fill(0), 1])),
  der(0x82, Buffer.from('localhost')),
]

// RFC 5280, section 4.2.1: what a certificate may be used for.
const ofAuthority = [
  extension('2.5.29.19', sequence(yes), true), extension('2.5.29.15', bits(Buffer.from([0x04]), 2), true),
]
const ofLeaf = [extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true)]
const ofServer = [
  ...ofLeaf, extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), extension('2.5.29.17', sequence(...loopback)),
]
const ofClient = [...ofLeaf, extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.2')))]

interface Party { name: string, key: KeyObject }

/** Makes them all, good for a year. The authority's key is forgotten: nobody else gets a certificate of it. */
export function makeCertificates(): Certificates {
  const authority = newParty('oauth-walk sandbox')
  const [server, client] = [newParty('localhost'), newParty('oauth-walk')]
  return {
    authority: certify(authority, ofAuthority, authority),
    server: { cert: certify(server, ofServer, authority), key: pemOf(server) },
    client: { cert: certify(client, ofClient, authority), key: pemOf(client) },
  }
}

/** A certificate for the sandbox, or for somebody else, that nobody vouches for. */
export function makeImpostor(name = 'localhost'): Certified {
  const party = newParty(name)
  return { cert: certify(party, ofServer, party), key: pemOf(party) }
}

function newParty(name: string): Party {
  return { name, key: newEcdsaKey('P-256') }
}

function pemOf({ key }: Party): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** The certificate of a party (RFC 5280, section 4.1), signed by its issuer. */
function certify(subject: Party, extensions: Buffer[], issuer: Party): string {
  const own = extension('2.5.29.14', octets(keyIdOf(subject)))
  const signer = extension('2.5.29.35', sequence(der(0x80, keyIdOf(issuer))))
  const now = Date.now()
  const told = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    // Positive, whatever the other bytes are.
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ecdsaWithSha256, nameOf(issuer), sequence(time(now - day), time(now + 365 * day)), nameOf(subject),
    publicKeyOf(subject),
    der(0xa3, sequence(...extensions, own, signer)),
  )
  const signed = sequence(told, ecdsaWithSha256, bits(sign('sha256', told, issuer.key)))
  return `-----BEGIN CERTIFICATE-----\n${(signed.toString('base64').match(/.{1,64}/g) ?? [])
    .join('\n')}\n-----END CERTIFICATE-----\n`
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return sequence(oid(id), ...isCritical ? [yes] : [], octets(value))
}

function nameOf({ name }: Party): Buffer {
  return sequence(setOf(sequence(oid('2.5.4.3'), words(name))))
}

function publicKeyOf({ key }: Party): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}

/** RFC 7093, section 2: the first 160 bits of a hash of the public key. */
function keyIdOf(party: Party): Buffer {
  return createHash('sha256').update(publicKeyOf(party)).digest().subarray(0, 20)
}
