/** What the commands about stores say. */
export interface StoreWords {
  /** The file of a new random key. */
  keyMade: (path: string) => string
  initialised: (place: string) => string
  /** Instead of doing anything. */
  notApplied: string
  noneIn: (places: string[]) => string
  /** A store that a profile names could not be read. */
  notListed: (place: string, code: string) => string
  moved: (profile: string, to: string) => string
  /** No profile of this machine has a session. */
  nothingMoved: string
  /** OAUTH_WALK_STORE names another store than the one that a session was moved to. */
  variableNames: (store: string) => string
  /** The profile of this machine goes to another store; the shared session stays there for others. */
  leftShared: (place: string) => string
  /** A session that machines share is gone for all of them. */
  loggedOutShared: (profile: string, place: string) => string
  /** A sign-in has taken the place of a session that machines share. */
  replacedShared: (place: string) => string
  /** A profile was changed, and its copy in the shared store could not be. */
  copyLeft: (profile: string, place: string) => string
  /** This machine has no profile of this name, and takes the one that lies with the session. */
  profileShared: (profile: string, place: string) => string
  /** Behind port 0, which stands for another port at each login. */
  anyFreePort: string
}
