import { Failure } from '../../../codes/failure.ts'
import { isLoopbackHttp, parseAddress } from '../../../addresses/loopback.ts'
import type { Exchange, Outcome } from '../../verdict.ts'
import { unanswered } from '../../notebook.ts'
import { isBroken, isRedirect } from '../answered.ts'
import { rfc } from '../clauses.ts'
import { readingsOf } from '../documents.ts'
import type { Examinee } from '../examinee.ts'
import { addressesIn, addressesUnread, needsMetadata, unreadable, type Reading } from '../metadata.ts'
import { fail, open, pass, sight, together, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/**
 * Endpoints that are asked for over http: one through which the user goes, one for secrets, one for keys; of each
 * document.
 */
const asked = ['authorization_endpoint', 'token_endpoint', 'jwks_uri']

/** Every address that is published is https, and at the same address over http nothing is done. */
export const httpsEverywhere: ProviderProbe = {
  id: 'C02', name: 'https-everywhere', severity: 'high', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'none', passive: true, requests: 6,
  clauses: [rfc(6749, '3.1'), rfc(6749, '3.2'), rfc(9700, '2.6')],
  needs: examinee => examinee.isOperated ? undefined : needsMetadata(examinee),
  examine: async (examinee) => {
    const { readings, unread } = await readingsOf(examinee)
    const outcomes = [...readings.flatMap(judgeAll), ...unread]
    const addresses = readings.flatMap(addressesIn).filter(([member, value]) =>
      asked.includes(member) && !examinee.refuses(value))
    const places = new Map(addresses.map(([member, value]) => [value, member]))
    if (examinee.isOperated)
      for (const [value, member] of places) outcomes.push(await askOverHttp(examinee, member, value))
    return together(...outcomes)
  },
}

function judgeAll(reading: Reading): Outcome[] {
  return [
    ...addressesIn(reading).map(([member, value]) => judgeAddress(member, value, reading.exchange)),
    ...addressesUnread(reading).map(member => open('unclear', unreadable(reading, member, 'member-no-text'))),
  ]
}

function judgeAddress(member: string, value: string, exchange: Exchange | undefined): Outcome {
  if (parseAddress(value)?.protocol === 'https:') return pass()
  return isLoopbackHttp(value) ? pass('loopback') : fail(sight('endpoint-http', { member, value }, exchange))
}

/** Nobody knows where http would be served for a port that was chosen by hand. */
async function askOverHttp({ send, seen }: Examinee, member: string, value: string): Promise<Outcome> {
  const url = parseAddress(value)
  if (url?.protocol !== 'https:' || url.port !== '') return pass()
  url.protocol = 'http:'
  const answer = await send({ purpose: 'front', method: 'HEAD', url: url.href, headers: {} }).catch((
    error: unknown,
  ) => {
    if (error instanceof Failure && unanswered.includes(error.code)) return undefined
    throw error
  })
  if (answer === undefined) return pass()
  const { status, headers } = answer
  const found = sight('answered-over-http', { member, status }, seen())
  if (isRedirect(answer)) return parseAddress(headers['location'] ?? '')?.protocol === 'https:' ? pass() : weak(found)
  if (isBroken(answer)) return unavailable({ answer, exchange: seen() })
  if (status === 405) return weak(found)
  return status === 400 || status === 401 || (status >= 200 && status < 300) ? fail(found) : pass()
}
