import type { Asked } from './ask.ts'
import type { Examinee } from './examinee.ts'

/** Messages that must be accepted unbroken, so that a refusal of the broken one means something. */
export const controlNames = ['authorization-request', 'token-request', 'refresh-request'] as const
export type ControlName = typeof controlNames[number]

/** Each control is made once a run, and only where something rests on it. */
export interface Controls {
  /** The authorization request unbroken, without a browser. */
  usual: () => Promise<Asked>
  /** Whether the unbroken message was accepted. Raises `Stopped`, `SignInFailed`, and what is the network's. */
  holds: (name: ControlName) => Promise<boolean>
  /** Notes that a probe has seen such a message accepted: it is not sent once more. */
  note: (name: ControlName) => void
}

/** Gets the controls ready; none is made before something asks for it. */
export function openControls(examineeOf: () => Examinee): Controls {
  const made = new Map<ControlName, Promise<boolean>>()
  let usual: Promise<Asked> | undefined
  const askUsual = async () => (usual ??= examineeOf().ask())
  const make: Record<ControlName, () => Promise<boolean>> = {
    'authorization-request': async () => isTaken(await askUsual()),
    'token-request': async () => {
      const { session } = examineeOf()
      return (await session.redeem(await session.authorize())).isAccepted
    },
    'refresh-request': async () => {
      const { session } = examineeOf()
      const { tokens } = await session.redeem(await session.authorize({ interactive: true }))
      return tokens?.refresh_token !== undefined && (await session.refresh(tokens)).isAccepted
    },
  }
  return {
    usual: askUsual,
    holds: async (name) => {
      const known = made.get(name) ?? make[name]()
      made.set(name, known)
      return known
    },
    note: name => void made.set(name, Promise.resolve(true)),
  }
}

/** Errors by which a request that nobody signed in for is answered where nothing else is wrong with it (OpenID Connect Core 1.0, section 3.1.2.6). */
const harmless: readonly string[] = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required', 'invalid_scope']

/**
 * Whether the provider takes the request as it is: it says to the redirect URI that somebody must sign in, or shows the way to its page. Any other
 * error means that it would refuse whatever this client asks.
 */
export function isTaken({ kind, error }: Asked): boolean {
  return kind === 'code' || kind === 'sent-on' || kind === 'page' || (kind === 'error' && harmless.includes(error ?? ''))
}

/** Whether the provider answers at the redirect URI before it shows a page: then it is proven what it thinks of a redirect URI. */
export function isAnswered({ kind }: Asked): boolean {
  return kind === 'code' || kind === 'error'
}
