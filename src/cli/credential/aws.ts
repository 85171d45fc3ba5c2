import { toJsonLine } from '../../text/json.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin, parseHost } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { assumeRoleRequest, readAssumedRole, type AssumedRole, type RoleRequest } from '../../protocol/assume-role.ts'
import { createRoleCache, type RoleCache } from '../../session/role-cache.ts'
import { resolveWithPreset } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { storeAsked } from '../sessions/stores.ts'
import { createWire } from '../back-channel/wire.ts'
import { findSessionFor } from './bound-profile.ts'
import type { TokenType } from './handed-token.ts'
import { takeToken } from './take-token.ts'

/**
 * Milliseconds that a role's credentials should still live: the tools ask again five minutes before their end at the
 * earliest.
 */
const leastLifeMs = 5 * 60_000

/**
 * `oauth-walk credential aws`: what `credential_process` prints, from STS AssumeRoleWithWebIdentity, kept until shortly
 * before it ends.
 */
export async function aws(run: Run): Promise<void> {
  const request = readRequest(run)
  const signedIn = await findSessionFor(run, parseHost(new URL(request.endpoint).origin, '--sts-endpoint'))
  const cache = openCache(run, signedIn, request)
  const role = liveRole(run, cache) ?? await assume(run, signedIn, request, cache)
  run.give(toJsonLine({ Version: 1, ...role }))
}

function readRequest({ options }: Run): Omit<RoleRequest, 'token'> {
  const text = (name: string) => options[name] as string | undefined
  const endpoint = text('stsEndpoint') ?? 'https://sts.amazonaws.com/'
  const url = parseAddress(endpoint)
  if (!url || !isSafeOrigin(url))
    throw new Failure('setting-invalid', {
      setting: '--sts-endpoint', value: endpoint, expected: describeBy('https-url'),
    })
  const seconds = text('durationSeconds')
  if (seconds !== undefined && !/^\d{3,5}$/.test(seconds)) {
    throw new Failure('setting-invalid', {
      setting: '--duration-seconds', value: seconds, expected: describeBy('seconds'),
    })
  }
  return {
    endpoint: url.href, roleArn: text('roleArn') ?? '', sessionName: text('roleSessionName') ?? 'oauth-walk', seconds,
  }
}

async function assume(
  run: Run, signedIn: SignedIn, request: Omit<RoleRequest, 'token'>, cache: RoleCache | undefined,
): Promise<AssumedRole> {
  const { text } = await takeToken(run, signedIn, (run.options['tokenType'] ?? 'id_token') as TokenType, 'aws')
  const { resolved } = await resolveWithPreset(run, signedIn.profile.settings)
  const role = await readAssumedRole(
    await createWire(run, resolved)(assumeRoleRequest({ ...request, token: text })), request.endpoint,
    run.context.now(),
  )
  await cache?.write({ ...role })
  return role
}

/**
 * Only where the session itself is a plain file: a sealed one would be opened to everybody by what is derived from it.
 */
function openCache(
  run: Run, { key, session, resolved, seeded }: SignedIn, request: Omit<RoleRequest, 'token'>,
): RoleCache | undefined {
  const kept = storeAsked(resolved) ?? 'file'
  if (kept !== 'file' || seeded) return undefined
  return createRoleCache(
    run.folder, { ...key, subject: session.subject ?? '', ...request }, run.context.machine, run.warn,
  )
}

function liveRole({ context }: Run, cache: RoleCache | undefined): AssumedRole | undefined {
  const role = cache?.read() as AssumedRole | undefined
  return role && Date.parse(role.Expiration) > context.now() + leastLifeMs ? role : undefined
}
