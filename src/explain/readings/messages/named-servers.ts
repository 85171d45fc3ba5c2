import { parseAddress } from '../../../addresses/loopback.ts'
import { addressOf } from '../../addresses.ts'
import { isAnswer, isTokenRequest } from '../../attempts.ts'
import { headerOf, isRefused, memberOf, parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import { found } from '../../found.ts'

/** Providers with several data centers say in the callback where the code is to be redeemed (Zoho). */
export const readServerNamed: Reader = ({ seen }) => seen.filter(isAnswer).flatMap((answer) => {
  const named = parameterOf(answer, 'accounts-server')
  const host = parseAddress(named ?? '')?.host
  const exchange = seen.find(each => isTokenRequest(each) && isRefused(each) && addressOf(each) !== undefined)
  const asked = exchange && addressOf(exchange)?.host
  return host === undefined || asked === undefined || asked === host
    ? []
    : [found('server-named', 'broken', undefined, { named: named ?? '', host: asked }, { in: [exchange, answer] })]
}).slice(0, 1)

/** Members of a token answer that say where the API is: Salesforce's and Zoho's. */
const places = ['instance_url', 'api_domain']

/** A token that is sent to another host than its answer names, and refused there. */
export const readApiNamed: Reader = ({ seen }) => seen.flatMap((grant, index) => {
  const named = places.map(name => memberOf(grant, name)).find(value => value !== undefined)
  const [host, token] = [parseAddress(named ?? '')?.host, memberOf(grant, 'access_token')]
  if (host === undefined || token === undefined) return []
  const call = seen.slice(index + 1).find(each =>
    headerOf(each.request, 'authorization')?.endsWith(token) === true
    && addressOf(each)?.host !== host
    && (each.response?.status === 401 || each.response?.status === 403))
  return call
    ? [
        found(
          'api-named', 'broken', undefined, { named: named ?? '', host: addressOf(call)?.host ?? '' },
          { in: [call, grant], step: 'userinfo' },
        ),
      ]
    : []
}).slice(0, 1)
