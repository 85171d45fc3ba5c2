import type { OpenReason, SightCode, StopReason } from '../codes/exam.ts'
import type { Catalogue } from './catalogue.ts'
import type { ProviderReportWords } from './provider-report.ts'
import type { ProviderRules } from './provider-rules.ts'

type Details = Readonly<Record<string, unknown>>

/** What is said of the examination of a provider besides its rules. They are loaded by `check` alone. */
export interface ProviderExamWords {
  /** What was seen and breaks a rule, in a sentence without its full stop. */
  sights: Record<SightCode, (details: Details) => string>
  /** Why nobody can say, in a few words: they stand in a table. */
  open: Record<OpenReason, string>
  /** Why no further request was sent, with the numbers of the rules that are left. */
  stops: Record<StopReason, (left: string) => string>
  /** Which rules went unjudged, since another program has the port of the redirect URI. */
  portHeld: (rules: string) => string
  /** What is told before anything is sent: of whom, and by what the operator finds it in the logs. */
  begins: (issuer: string, run: string) => string
  /** The client has no secret and nothing says that it needs none: how it is tried. */
  asPublic: (client: string) => string
  /** Which probe is at work. */
  probing: (place: number, all: number, id: string, title: string, seconds?: number) => string
  /** Where to sign in, for whoever opens the browser by hand. */
  signIn: string
  /** Rules that were left out for want of a flag; and what to type. */
  untried: (count: number, all: number, reasons: string) => string
  /** Rules that nobody could judge, where the command ends as if nothing were wrong; and why, in a few words. */
  leftOpen: (rules: string, reasons: string) => string
  /** No rule was judged, for want of metadata. */
  nothingPublished: string
  /** Nobody may try the rules at a public provider; before the command for one of one's own. */
  tryOwn: string
  /** What became of the tokens that came. */
  revoked: (all: number) => string
  notRevoked: (left: number, reason: string) => string
  /** The plan: what is sent, how often at most, and who has to do something. */
  planned: (rules: number, all: { requests: number, besides: number }, most: number) => string
  /** Why a rule would not be tried. */
  leftOut: (reason: string) => string
  requests: (most: number) => string
  signsIn: string
  destroys: string
  takesTime: string
}

/** All that the examination of a provider is told with. */
export type ExamCatalogue = Catalogue & { ofProvider?: ProviderExamWords & ProviderReportWords & { rules: ProviderRules } }
