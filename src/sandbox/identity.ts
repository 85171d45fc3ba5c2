import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { issuerOf } from './clients.ts'

const identityPath = '/sandbox/identity'
const patienceMilliseconds = 5000

/** Who listens on a port: a process that knows the same state file, somebody else, or nobody. */
export type Occupant = 'ours' | 'foreign' | 'nobody'

/** Whether a request asks who we are. */
export function isIdentityRequest({ url }: IncomingMessage): boolean {
  return url?.split('?')[0] === identityPath
}

/** Answers a challenge with a proof that this process knows `key`. */
export function answerIdentity(key: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const challenge = new URLSearchParams(incoming.url?.split('?')[1]).get('challenge') ?? ''
  outgoing.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
  outgoing.end(proofOf(key, challenge))
}

/** Asks the listener on `port` of 127.0.0.1 to prove that it knows `key`; gives up after five seconds. */
export async function occupantOf(port: number, key: string): Promise<Occupant> {
  const challenge = randomBytes(32).toString('base64url')
  try {
    const answer = await ask(`${issuerOf(port)}${identityPath}?challenge=${challenge}`)
    return sameText(answer, proofOf(key, challenge)) ? 'ours' : 'foreign'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'nobody' : 'foreign'
  }
}

async function ask(url: string): Promise<string> {
  const signal = AbortSignal.timeout(patienceMilliseconds)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { agent: false, signal }).once('response', resolve).once('error', reject).end()
  })
  return await text(answer)
}

function proofOf(key: string, challenge: string): string {
  return createHmac('sha256', key).update(`oauth-walk sandbox identity\n${challenge}`).digest('base64url')
}

function sameText(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
