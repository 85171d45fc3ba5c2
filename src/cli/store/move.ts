import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { resolveSettings, type Layer } from '../../providers/resolve.ts'
import { moveSession } from '../../session/move-session.ts'
import type { Profile } from '../../session/profile-file.ts'
import { isSameKey } from '../../session/session-record.ts'
import type { SessionStore } from '../../session/session-store.ts'
import {
  ifShared, parseStore, placeOf, storeWords, withAbsoluteRoot, type StoreKind,
} from '../../addresses/store-address.ts'
import { noText } from '../../text/terminal.ts'
import type { Variables } from '../machine/environment.ts'
import { forStore } from '../sessions/shared-settings.ts'
import type { Run } from '../run.ts'
import { findProfileAnywhere, sessionKeyOf } from '../sessions/signed-in.ts'
import { storeAsked } from '../sessions/stores.ts'

/**
 * `oauth-walk store move --to STORE`: moves the session of a profile, or with `--all` of every one, and has the profile
 * remember it.
 */
export async function move(run: Run): Promise<void> {
  const to = targetOf(run)
  const all = run.options['all'] === true
  const moved: string[] = []
  for (const profile of all ? run.profiles.list() : [await findProfileAnywhere(run)]) {
    const { from, isThere } = await sourceOf(run, profile)
    if (all && !isThere) continue
    await moveOne(run, profile, from, to)
    moved.push(profile.name)
    run.tell(run.catalogue.store.moved(profile.name, placeOf(to)))
  }
  if (moved.length === 0) run.tell(run.catalogue.store.nothingMoved)
  else tellOfVariable(run, to)
  run.result({ ok: true, to: placeOf(to), moved }, noText)
}

/** Where it goes; nowhere is no place to move to. */
function targetOf({ options, context }: Run): StoreKind {
  const to = parseStore(withAbsoluteRoot(String(options['to']), context.absolutePath), '--to', 'flag')
  if (to !== 'none') return to
  throw new Failure('setting-invalid', {
    setting: '--to', value: to,
    expected: describeBy('one-of', ...storeWords.filter(word => word !== 'none'), 'postgres://…'),
  })
}

/**
 * The variable counts more than what the profile remembers now: the next command would look for the session where it
 * was.
 */
function tellOfVariable({ context: { environment }, catalogue, tell }: Run, to: StoreKind): void {
  const named = storeAsked(resolveSettings({}, environment, {}, {}))
  if (named !== undefined && placeOf(named) !== placeOf(to)) tell(`! ${catalogue.store.variableNames(placeOf(named))}`)
}

/**
 * The store that a profile's session is in: where every command looks for it, otherwise where the profile remembers it,
 * which a variable may hide. `isThere` is false where it is in neither, or can't be read.
 */
async function sourceOf(run: Run, profile: Profile): Promise<{ from: SessionStore, isThere: boolean }> {
  const { store } = run.options
  const key = sessionKeyOf(run, profile)
  const kindOf = (layer: Layer, environment: Variables) =>
    ifShared(storeAsked(resolveSettings(layer, environment, profile.settings, {})))
  const asked = store === undefined ? kindOf({}, run.context.environment) : kindOf({ store }, {})
  for (const kind of new Set([asked, store === undefined ? kindOf({}, {}) : asked])) {
    const from = run.openSessions(kind)
    if ((await from.list()).some(session => isSameKey(session, key))) return { from, isThere: true }
  }
  return { from: run.openSessions(asked), isThere: false }
}

async function moveOne(run: Run, profile: Profile, from: SessionStore, to: StoreKind): Promise<void> {
  const target = run.openSessions(to)
  const key = sessionKeyOf(run, profile)
  const remember = async () => {
    const kept = run.profiles.read(profile.name)
    // A shared store has the profile beside the session; any other has nothing else by which this machine would find
    // it.
    if (kept === undefined ? target.isShared : kept.settings['store'] === to) return
    const created_at = kept?.created_at ?? new Date(run.context.now()).toISOString()
    await run.profiles.write({ v: 1, name: profile.name, created_at, settings: { ...profile.settings, store: to } })
  }
  await run.context.defer(async () => {
    await moveSession({
      from, to: target, key, change: session => forStore(target, session, profile.settings), arrived: remember,
    })
  })
}
