import type { Layer } from '../../providers/resolve.ts'
import type { Profile } from '../../session/profiles.ts'

/** Where the user wants to go: a saved profile, an issuer, or the sandbox. */
export interface Destination {
  target: string
  /** The word that leads there; nothing where flags or variables do. */
  said: string | undefined
  profile: string
  saved: Profile | undefined
  flags: Layer
  /** The user named no profile: its name must not take another's. */
  isDerived: boolean
}
