import type { Catalogue } from './catalogue.ts'
import type { Differences } from './diff-words.ts'

/** What the report of a walk, its diagrams and comparisons say, in one language. */
export interface ReportWords {
  /** The four participants of the sequence diagram: as the brief names them, and short. */
  participants: Record<'user' | 'client' | 'authorization_server' | 'resource_server', { name: string, short: string }>
  channels: Record<'person' | 'front' | 'back', { name: string, about: string }>
  /** What a message is for and what protects it. */
  messages: Record<keyof Catalogue['arrows'], string>
  title: (target: string) => string
  succeeded: (who: string | undefined) => string
  /** In place of it where no ID token was asked for: the userinfo names somebody, or nothing does. */
  succeededUnproven: (named: string | undefined) => string
  /** In place of it where a recording of another program goes no further than this step. */
  recordedTo: (step: number) => string
  /** Nobody signed in. */
  clientSucceeded: string
  failedAt: (step: string) => string
  unfinished: string
  facts: Record<'started' | 'took' | 'profile' | 'client' | 'issuer' | 'scope' | 'accessToken' | 'findings' | 'program', string>
  secretsHidden: string
  secretsShown: string
  diagram: string
  legend: string
  steps: string
  notReached: string
  stepFailed: string
  goTo: (message: string) => string
  request: string
  response: string
  parameters: string
  parameter: string
  value: string
  purpose: string
  noParameters: string
  headers: string
  body: string
  tokenHeader: string
  claims: string
  checks: string
  passed: string
  failedCheck: string
  failedHere: string
  /** A label before what it announces. */
  label: (text: string) => string
  findings: string
  ignored: string
  others: string
  curl: string
  copy: string
  copied: string
  readMore: string
  milliseconds: (ms: number) => string
  seconds: (seconds: number) => string
  validFor: (minutes: number) => string
  validUntil: (date: string) => string
  /** What the claims and header members of an ID token are for; parameters of the same name are told by `parameters`. */
  claimPurposes: Record<string, string>
  /** Comments of the shell script. */
  script: Record<'head' | 'usage' | 'variables' | 'code' | 'proof' | 'noRequest', string> & { clientKey: (variables: readonly string[]) => string }
  written: (path: string) => string
  differences: Differences
}
