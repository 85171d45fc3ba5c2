import { isLoopbackHttp } from '../../addresses/loopback.ts'
import { requireFapi2 } from '../../providers/fapi2.ts'
import { providerName, requireClientId, textOf, toProvider, type Layer } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { SessionKey } from '../../session/session-record.ts'
import { layWithPreset, type PresetTarget } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import type { SandboxTarget } from '../sandbox/target.ts'
import type { Destination } from './destination.ts'
import { grantOf, mayBeNobody } from './grant.ts'
import { keptFor } from './kept.ts'
import { nameForOwner } from './profile-name.ts'
import { registersItself, withoutClient } from './registering.ts'
import { requireSandboxUser, requireToolServer } from './sandbox-only.ts'

/** A login's settings, laid over one another: what the user says now, what the profile keeps, what is preset. */
export interface Settled {
  /** Where it goes, under the name that its profile has by now. */
  destination: Destination
  sandbox: SandboxTarget | undefined
  preset: PresetTarget | undefined
  resolved: Resolved
  /** The client registers itself: what is kept of an earlier one counts no more. */
  registers: boolean
  /** Nobody says who the client is. */
  isUnnamed: boolean
}

/** Flags, environment, profile and preset in their order, whatever is still missing. Raises what the preset raises. */
export async function laySettings(
  run: Run, destination: Destination, sandbox: SandboxTarget | undefined,
): Promise<Pick<Settled, 'preset' | 'resolved'> & { kept: Layer }> {
  const kept = keptFor(run, destination)
  const laid = await layWithPreset(destination.flags, run.context.environment, kept, sandbox?.preset)
  return { kept, preset: laid.target, resolved: laid.resolved }
}

/**
 * Lays the settings over one another, under the profile that they belong to. Raises `client-id-missing`,
 * `setting-invalid`, `fapi2-contradicted`.
 */
export async function settleSettings(
  run: Run, destination: Destination, sandbox: SandboxTarget | undefined,
): Promise<Settled> {
  let settled = await settleAt(run, destination, sandbox)
  let name = nameFor(run, settled)
  // What is kept under that name counts too: with it the settings are laid again.
  while (name !== settled.destination.profile) {
    const saved = run.profiles.read(name) ?? settled.destination.saved
    settled = await settleAt(run, { ...destination, profile: name, saved }, sandbox)
    name = nameFor(run, settled)
  }
  return settled
}

async function settleAt(run: Run, destination: Destination, sandbox: SandboxTarget | undefined): Promise<Settled> {
  const { target } = destination
  const { kept, preset, resolved: laid } = await laySettings(run, destination, sandbox)
  requireFapi2(laid)
  if (sandbox) requireToolServer(laid)
  const registers = registersItself(laid, kept)
  const resolved = registers ? withoutClient(laid) : laid
  requireSandboxUser(run, target, sandbox !== undefined || isLoopbackHttp(textOf(resolved, 'provider-origin') ?? ''))
  const isUnnamed = registers || mayBeNobody(resolved)
  if (!isUnnamed) requireClientId(resolved, target, grantOf(resolved) !== undefined)
  return { destination, sandbox, preset, resolved, registers, isUnnamed }
}

/** The name of the profile; where the user chose none, one of another issuer or client is left alone. */
function nameFor({ profiles }: Run, { destination: { profile, isDerived }, resolved }: Settled): string {
  const owner = isDerived ? keyOf(resolved, profile) : undefined
  return owner ? nameForOwner(profiles, profile, owner) : profile
}

/** Whose session a profile has under these settings; nothing where nobody says who the client is. */
export function keyOf(resolved: Resolved, profile: string): SessionKey | undefined {
  const client_id = textOf(resolved, 'client-id')
  return client_id === undefined ? undefined : { issuer: providerName(toProvider(resolved)), client_id, profile }
}
