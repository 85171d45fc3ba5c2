import { newClientKey } from '../../../protocol/authentication/new-client-key.ts'
import { signRequest } from '../../../protocol/request-object.ts'
import type { Parameters, Party } from '../../../walk/extension.ts'
import type { Outcome } from '../../verdict.ts'
import type { Asked } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { isTaken } from '../controls.ts'
import type { Examinee } from '../examinee.ts'
import { isOpenid, judgeRefused } from '../headless.ts'
import { listOf } from '../metadata.ts'
import { fail, pass, sight, skip, together, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/**
 * A request object that nobody signed, or somebody else, is refused: its claims count more than what stands beside it.
 */
export const requestObjectUnsigned: ProviderProbe = {
  id: 'C41', name: 'request-object-unsigned', severity: 'high', suites: ['fapi2'], session: 'headless', requests: 3,
  clauses: [rfc(9101, '6.2'), rfc(9101, '10.1')],
  control: 'authorization-request',
  needs: examinee => isOpenid(examinee) || offers(examinee) ? undefined : 'not-offered',
  examine: async (examinee) => {
    const unsigned = await askWith(examinee, unsignedRequest)
    if (isUnknown(unsigned)) return skip('not-offered')
    return together(
      await judge(examinee, unsigned, true), await judge(examinee, await askWith(examinee, signedByOther), false),
    )
  },
}

/** Of a provider without OpenID, only its metadata tells. */
function offers({ server }: Examinee): boolean {
  const members = [
    'request_parameter_supported', 'require_signed_request_object', 'request_object_signing_alg_values_supported',
  ]
  return members.some(member => server[member] !== undefined && server[member] !== false)
}

/** What is sent beside the request object as well (OpenID Connect Core 1.0, section 6.1). */
const beside: readonly string[] = [
  'client_id', 'response_type', 'scope', 'redirect_uri', 'state', 'prompt', 'code_challenge', 'code_challenge_method',
  'nonce',
]

/** Stands in the request object alone: where it comes back, that was believed. */
const inside = 'oauth-walk-check-request-object'

async function askWith(
  { ask }: Examinee, make: (parameters: Parameters, party: Party) => Promise<string>,
): Promise<Asked> {
  return ask({
    without: ['jar'],
    push: async (parameters, party) => {
      const claims = parameters.map(([name, value]): [string, string] => [name, name === 'state' ? inside : value])
      return [...parameters.filter(([name]) => beside.includes(name)), ['request', await make(claims, party)]]
    },
  })
}

async function unsignedRequest(parameters: Parameters, { client, server, now }: Party): Promise<string> {
  const seconds = Math.floor(now() / 1000)
  const times = { iat: seconds, nbf: seconds, exp: seconds + 60 }
  const claims = { ...Object.fromEntries(parameters), iss: client.client_id, aud: server.issuer, ...times, jti: inside }
  return `${encode({ alg: 'none', typ: 'oauth-authz-req+jwt' })}.${encode(claims)}.`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** With a key that was made for this one request, and that nobody has registered. */
async function signedByOther(parameters: Parameters, { client, server }: Party): Promise<string> {
  const { keys } = await newClientKey()
  const { request_object_signing_alg_values_supported: _taken, ...taking } = server
  return signRequest({ server: taking, client, keys, algorithm: undefined }, parameters)
}

/** Whoever does not know request objects says so, or overlooks them. */
function isUnknown(asked: Asked): boolean {
  return asked.error === 'request_not_supported' || (isTaken(asked) && asked.response.get('state') === asked.state)
}

async function judge(examinee: Examinee, asked: Asked, isUnsigned: boolean): Promise<Outcome> {
  if (asked.kind === 'unavailable') return unavailable(asked)
  if (asked.response.get('state') === inside && !refusals.includes(asked.error ?? '')) {
    // OpenID Connect lets a client register for that (Dynamic Client Registration 1.0, section 2).
    const isOffered = isUnsigned && listOf(examinee, 'request_object_signing_alg_values_supported')?.includes('none')
    const seen = sight('request-object-taken', { unsigned: isUnsigned }, asked.exchange)
    return isOffered ? weak(seen) : fail(seen)
  }
  return asked.error === 'request_not_supported' ? pass() : judgeRefused(examinee, asked, refusals)
}

const refusals: readonly string[] = ['invalid_request_object', 'invalid_request', 'request_not_supported']
