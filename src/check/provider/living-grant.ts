import type { Tokens } from '../../walk/5-token.ts'
import type { Examinee } from './examinee.ts'
import type { Refreshed } from './grants.ts'
import { SignInFailed } from './sign-in-failed.ts'

/** What a refresh needs of the tokens that came before. */
export type Refreshable = Pick<Tokens, 'refresh_token' | 'scope' | 'claims'> & Pick<Tokens, 'access_token'>
  & { refresh_token: NonNullable<Tokens['refresh_token']> }

/** The refresh token that the rules about refreshing share, so that nobody has to sign in for each of them. */
export interface LivingGrant {
  /**
   * The newest tokens; a sign-in where there are none, or the last ones were ended. Nothing where the provider gives no
   * refresh token.
   */
  tokens: () => Promise<Refreshable | undefined>
  /** Refreshes them unbroken, and goes on with what came. */
  refresh: () => Promise<Refreshed | undefined>
  /** The tokens that the last refresh replaced. */
  replaced: () => Refreshable | undefined
  /** What came is gone on with. */
  goOn: (refreshed: Refreshed) => void
  /** They were ended by a rule: the next one needs others. */
  end: () => void
}

/** Gets a grant ready; nobody signs in before a rule needs it. */
export function openGrant(examineeOf: () => Examinee): LivingGrant {
  let [living, replaced]: [Refreshable | undefined, Refreshable | undefined] = [undefined, undefined]
  let [isWithout, isShared] = [false, false]
  // Where a code is one request more (RFC 9126), the tokens that others read are gone on with.
  const shared = async () => {
    const { controls } = examineeOf()
    if (isShared || !controls.arePushed()) return undefined
    isShared = true
    return refreshable((await controls.tokens()).redeemed.tokens)
  }
  const tokens = async () => {
    if (living || isWithout) return living
    living = await shared()
    if (living) return living
    const { session } = examineeOf()
    // A code that comes without a question brings no refresh token at some providers.
    const { tokens: came, failure, exchange } = await session.redeem(await session.authorize({ interactive: true }))
    if (failure) throw new SignInFailed(failure, { exchange })
    living = refreshable(came)
    isWithout = living === undefined
    return living
  }
  const goOn = ({ tokens: came }: Refreshed) => {
    if (!living || !came) return
    replaced = living
    living = { ...came, claims: living.claims, refresh_token: came.refresh_token ?? living.refresh_token }
  }
  return {
    tokens, goOn,
    replaced: () => replaced,
    refresh: async () => {
      const before = await tokens()
      if (!before) return undefined
      const refreshed = await examineeOf().session.refresh(before)
      goOn(refreshed)
      return refreshed
    },
    end: () => {
      // What ends one grant of this user's may end all: none is shared after that.
      [living, replaced, isShared] = [undefined, undefined, true]
    },
  }
}

function refreshable(tokens: Tokens | undefined): Refreshable | undefined {
  return tokens?.refresh_token === undefined ? undefined : { ...tokens, refresh_token: tokens.refresh_token }
}
