import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { moveSession } from '../../session/move-session.ts'
import type { Profile } from '../../session/profile-file.ts'
import { asItIs, isShared, parseStore, parseStoreAddress, storeWords, withAbsoluteRoot, type StoreKind } from '../../addresses/store-address.ts'
import { noText } from '../../text/terminal.ts'
import { forStore } from '../sessions/shared-settings.ts'
import type { Run } from '../run.ts'
import { findProfileAnywhere, sessionKeyOf } from '../sessions/signed-in.ts'
import { storeAsked } from '../sessions/stores.ts'

/** `oauth-walk store move --to STORE`: moves the session of a profile, or with `--all` of every one, and has the profile remember it. */
export async function move(run: Run): Promise<void> {
  const to = targetOf(run)
  const profiles = run.options['all'] === true ? run.profiles.list() : [await findProfileAnywhere(run)]
  const moved: string[] = []
  for (const profile of profiles) {
    if (run.options['all'] === true && !await hasSession(run, profile)) continue
    await moveOne(run, profile, to)
    moved.push(profile.name)
    run.tell(run.catalogue.store.moved(profile.name, nameOf(to)))
  }
  run.result({ ok: true, to: nameOf(to), moved }, noText)
}

/** Where it goes; nowhere is no place to move to. */
function targetOf({ options, context }: Run): StoreKind {
  const to = parseStore(withAbsoluteRoot(String(options['to']), context.absolutePath), '--to', 'flag')
  if (to !== 'none') return to
  throw new Failure('setting-invalid', { setting: '--to', value: to, expected: describeBy('one-of', ...storeWords.filter(word => word !== 'none'), 'postgres://…') })
}

const nameOf = (store: StoreKind) => isShared(store) ? parseStoreAddress(store).text : store

/** The store of a profile: as its own settings say, or where flag or environment say it for this command. */
function sourceOf(run: Run, { settings }: Profile) {
  const { store } = run.options
  const layer = store === undefined ? {} : { store }
  return run.openSessions(asItIs(storeAsked(resolveSettings(layer, run.context.environment, settings, {}))))
}

async function hasSession(run: Run, profile: Profile): Promise<boolean> {
  return (await sourceOf(run, profile).list()).some(({ profile: name }) => name === profile.name)
}

async function moveOne(run: Run, profile: Profile, to: StoreKind): Promise<void> {
  const target = run.openSessions(to)
  const key = sessionKeyOf(run, profile)
  await run.context.defer(async () => {
    await moveSession({ from: sourceOf(run, profile), to: target, key, change: session => forStore(target, session, profile.settings) })
    if (profile.settings['store'] !== to && run.profiles.read(profile.name)) await run.profiles.write({ ...profile, settings: { ...profile.settings, store: to } })
  })
}
