import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { checkEndpoints, checkIssuer, checkReach } from '../../src/protocol/metadata.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import type { WireCheck } from '../../src/wire.ts'

/** How a failed check of the metadata is told. */
function told({ name, expected, actual, rule, because }: WireCheck, catalogue: typeof en) {
  const { message, cause, advice } = describeFailure(
    asItIs(new Failure(name as 'endpoints-safe', { expected, actual, rule, because })), catalogue,
  )
  return { message, cause, advice: advice.join('\n') }
}

describe.each([en, zh])('metadata at fault ($language)', (catalogue) => {
  test.each([
    [['revocation_endpoint'], ['--revocation-endpoint']],
    [['pushed_authorization_request_endpoint'], ['--pushed-authorization-request-endpoint']],
    [['authorization_endpoint', 'jwks_uri'], ['--authorization-endpoint', '--jwks-uri']],
    [['end_session_endpoint'], []],
  ])('%s is named, with no flag but its own', (members, flags) => {
    const server = Object.fromEntries(members.map(member => [member, 'http://op.example/e']))
    const inside = Object.fromEntries(members.map(member => [member, 'https://10.0.0.1/e']))
    for (const check of [checkEndpoints(server), ...checkReach('https://op.example', inside)]) {
      const { cause, advice } = told(check, catalogue)
      expect(advice.match(/--[\w-]+/g) ?? []).toEqual(flags)
      for (const member of members) expect(cause).toContain(member)
    }
  })

  test('an issuer that is not there was not written differently', () => {
    const { message, cause, advice } = told(checkIssuer('https://op.example', {}), catalogue)
    expect(message).toMatch(/does not say whose it is|没有写明/)
    expect(cause).toMatch(/names no issuer|没有写明签发者/)
    expect(advice).toContain('https://op.example')
  })
})
