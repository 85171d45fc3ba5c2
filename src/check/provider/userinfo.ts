import type { WireResponse } from '../../wire.ts'
import type { Exchange } from '../verdict.ts'
import type { Examinee } from './examinee.ts'
import { isRefused } from './safe-addresses.ts'

/** What the userinfo endpoint said. */
export interface UserinfoAnswer { answer: WireResponse, exchange: Exchange | undefined }

/** Whether there is a userinfo endpoint that may be asked. */
export function hasUserinfo(examinee: Examinee): boolean {
  return examinee.server.userinfo_endpoint !== undefined && !isRefused(examinee, 'userinfo_endpoint')
}

/** Asks the userinfo endpoint as no step does: with these fields alone, and with this behind its address. */
export async function askUserinfo(
  { server, send, seen }: Examinee, headers: Record<string, string>, query = '',
): Promise<UserinfoAnswer> {
  const answer = await send({
    purpose: 'userinfo', method: 'GET', url: `${server.userinfo_endpoint ?? ''}${query}`,
    headers: { accept: 'application/json', ...headers },
  })
  return { answer, exchange: seen() }
}
