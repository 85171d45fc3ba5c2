/** What the commands about stores say. */
export interface StoreWords {
  /** The file of a new random key. */
  keyMade: (path: string) => string
  initialised: (place: string) => string
  /** Instead of doing anything. */
  notApplied: string
  none: string
  moved: (profile: string, to: string) => string
  /** The profile of this machine goes to another store; the shared session stays there for others. */
  leftShared: (place: string) => string
  /** A profile was changed, and its copy in the shared store could not be. */
  copyLeft: (profile: string, place: string) => string
  /** This machine has no profile of this name, and takes the one that lies with the session. */
  profileShared: (profile: string, place: string) => string
}
