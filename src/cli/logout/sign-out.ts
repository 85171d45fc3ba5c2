import { Failure } from '../../codes/failure.ts'
import { buildEndSessionUrl } from '../../protocol/end-session.ts'
import { firstReminder } from '../../providers/resolve.ts'
import { makeSignOutPages } from '../../render/tab.ts'
import { clean } from '../../text/printable.ts'
import type { EndedSession } from '../../walk/after/ended-session.ts'
import type { Traveller } from '../../walk/context.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { wasMcp } from '../sandbox/mcp.ts'
import { stateFolder } from '../sandbox/target.ts'
import { chooseSignOutBrowser } from './browser.ts'
import { findReturnAddress, type ReturnAddress } from './return-address.ts'

/** How the browser's part of a logout ended, as `--json` shows it. */
export interface EndSession { confirmed: boolean, reason: string | null }

/** The browser's part of a logout, planned before anything is sent. */
export type SignOutPlan = { address: ReturnAddress, open: NonNullable<ReturnType<typeof chooseSignOutBrowser>> }
  | undefined

/** Settles who ends the provider's session; nothing where nobody is there to do it. Raises `setting-invalid`. */
export async function planSignOut(run: Run, { resolved, profile }: SignedIn): Promise<SignOutPlan> {
  const isSandbox = profile.settings['target'] === 'sandbox'
  const open = chooseSignOutBrowser(run, resolved, isSandbox)
  const address = open && await findReturnAddress(run, resolved, isSandbox)
  return address && { open, address }
}

/**
 * The address that ends the provider's session; with the ID token only where secrets are shown. Nothing where nobody
 * answers there: the sandbox of this command has ended with it.
 */
export async function addressToShow(
  run: Run, { session, profile }: SignedIn, { endSessionEndpoint: endpoint }: EndedSession,
): Promise<string | undefined> {
  if (!endpoint || (profile.settings['target'] === 'sandbox' && !await isServedByAnother(run, profile)))
    return undefined
  return buildEndSessionUrl(endpoint, {
    clientId: session.client_id, ...run.options.showSecrets ? { idTokenHint: session.id_token } : {},
  })
}

async function isServedByAnother(run: Run, { settings }: SignedIn['profile']): Promise<boolean> {
  const { isServed } = await import('../../sandbox/index.ts')
  return isServed(stateFolder(run, wasMcp(settings))).catch(() => false)
}

/**
 * Ends the provider's session in the browser and tells how it went. What fails there fails nothing else. Raises only an
 * interruption's reason.
 */
export async function endInBrowser(
  run: Run, signedIn: SignedIn, plan: NonNullable<SignOutPlan>, walk: Traveller, endpoint: string,
): Promise<EndSession> {
  const { calls, story } = run.catalogue
  const { signOutInBrowser } = await import('../../walk/after/sign-out.ts')
  const waitSeconds = signedIn.resolved.timeout?.value as number
  const failed = new AbortController()
  const ended = await signOutInBrowser({ ...walk, signal: AbortSignal.any([walk.signal, failed.signal]) }, {
    ...plan.address, endpoint, idToken: signedIn.session.id_token, waitSeconds,
    remindAfterSeconds: firstReminder(waitSeconds), random: run.context.random, open: plan.open,
    pages: makeSignOutPages(run.catalogue),
    tell: {
      opening: start => (run.options.auto ? [calls.byItself] : [calls.openSignOut, `  ${start}`]).forEach(run.tell),
      waiting: uri => run.options.auto ? undefined : run.tell(calls.waitingSignOut(clean(uri), waitSeconds)),
      reminding: uri => run.tell(`! ${calls.remindSignOut(clean(uri))}`),
      browserFailed: (error) => {
        if (run.options.auto) failed.abort(
          new Failure('browser-not-opened', { reason: (error as { code?: string }).code ?? 'unknown' }),
        )
        else run.tell(`! ${story.browserFailed(reasonOf(error))}`)
      },
    },
  }).catch((error: unknown) => {
    run.context.signal.throwIfAborted()
    if (!(error instanceof Failure)) throw error
    return { confirmed: false as const, reason: error.code, redirectUri: plan.address.redirectUri }
  })
  run.tell(ended.confirmed ? calls.signedOut : `! ${calls.unconfirmed(ended.reason, clean(ended.redirectUri))}`)
  return { confirmed: ended.confirmed, reason: ended.confirmed ? null : ended.reason }
}

function reasonOf(error: unknown): string {
  return error instanceof Failure ? String(error.details['reason']) : String(error)
}
