/** A numbered case that can't be tested, and why. */
export interface NotApplicable { about: string, reason: string }

/** What each number is about; where no test can prove it, with the reason. */
export type Ledger = Readonly<Record<string, string | NotApplicable>>

export function notApplicable(about: string, reason: string): NotApplicable {
  return { about, reason }
}
