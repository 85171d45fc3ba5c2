/** What is said of the calls that follow a login: the browser that ends the provider's session. */
export interface CallWords {
  /** Before the address that the browser is opened at. */
  openSignOut: string
  waitingSignOut: (uri: string, seconds: number) => string
  /** What may be wrong where nobody has come back yet. */
  remindSignOut: (uri: string) => string
  byItself: string
  signedOut: string
  /** Why it is not certain that the provider's session has ended. */
  unconfirmed: (reason: string, detail: string) => string
  tab: Record<'doneTitle' | 'doneText' | 'otherTitle' | 'otherText', string>
}
