import type { Way } from './way.ts'
import type { CauseCode, DescriptionCode } from '../codes/described.ts'
import type { DecodedToken } from '../codes/decoded-token.ts'
import type { GrantWay } from '../codes/grant-way.ts'
import type { CallWords } from './call-words.ts'
import type { CheckName, FailureCode, FailureDetails, StepId } from '../codes/failure.ts'
import type { ConversationWords } from './conversation-words.ts'
import type { ExamWords } from './exam.ts'
import type { FindingCode } from '../codes/finding.ts'
import type { KeyWords } from './key-words.ts'
import type { StoreWords } from './store-words.ts'
import type { ClientWords } from './registration.ts'
import type { McpWords } from './mcp-words.ts'
import type { Lessons } from './lessons.ts'
import type { TellObstacle } from './obstacle.ts'
import type { ProviderWords } from './provider-words.ts'
import type { ReportWords } from './report-words.ts'
import type { Telling } from './telling.ts'
import type { WelcomeWords } from './welcome-words.ts'

export const languages = ['en', 'zh'] as const
export type Language = typeof languages[number]

/** Tells whether a variable names a language, or none: what is no language of ours is refused. */
export function isLanguage(word: string | undefined): boolean {
  return word === undefined || (languages as readonly string[]).includes(word)
}

/** The prose of a failure: what happened, why it usually does, and the command that helps. */
export interface FailureProse {
  message: string
  cause: string
  /** What to type, or to do; several where there are several ways. */
  next: Way | readonly Way[]
}

type CheckFailure = Exclude<FailureCode, CheckName>
type Prose = (details: FailureDetails) => FailureProse
export type CredentialFailures = Record<'host-not-bound' | 'audience-differs' | 'token-bound' | 'id-token-unusable' | 'tool-request-invalid' | 'sts-refused', Prose>
export type AnswerFailures = Record<'unreadable-answer' | 'discovery-refused', Prose>
export type GivenFailures = Record<'value-unclean' | 'issuer-form' | 'certificate-unusable' | 'proxy-failed' | 'loopback-missing', Prose>
export type CallFailures = Record<'introspection-endpoint-missing' | 'introspection-refused' | 'grant-refused' | 'token-missing', Prose>

/** Failures to get a platform's token. */
export type WorkloadFailures = Record<'workload-token-missing' | 'workload-token-refused', Prose>
export type StoreFailures = Record<'store-unreachable' | 'store-refused' | 'store-too-large' | 'store-taken' | 'store-password-given' | 'store-not-shared' | 'profile-ambiguous', Prose>
export type KeyFailures = Record<'key-unusable' | 'key-unknown' | 'key-exists' | 'key-name-invalid', Prose>
export type McpFailures = Record<'mcp-refused' | 'mcp-moved' | 'mcp-transport-old' | 'tool-failed', Prose>
export type DeviceFailures = Record<'device-unsupported' | 'device-refused' | 'device-code-expired', Prose>

/** What one message, and the checks that are made of it, are told with. */
export interface MessageWords {
  steps: Record<StepId, { title: string, route: string }>
  parameters: Catalogue['parameters']
  telling: Omit<Telling, 'dangers'>
}

/** A check in one noun where it passed among others, and what is wrong where it failed: in general, where what it is about is missing, where it is no time, and where a cause was seen. */
export interface CheckWords {
  noun: string
  wrong: string
  missing?: string
  noTime?: string
  because?: Partial<Record<CauseCode, (...facts: string[]) => string>>
}

/** Everything that the product says, in one language. Each language's file must fill every member, or it does not compile. */
export interface Catalogue {
  language: Language
  steps: Record<StepId, { title: string, route: string, about: string }>
  /** The token step of a refresh, which has no code. */
  refreshStep: { title: string, route: string, about: string }
  arrows: Record<'start' | 'registration-request' | 'registration-response' | 'resource-request' | 'resource-response' | 'push-request' | 'push-response' | 'authorization-request' | 'sign-in-and-consent' | 'authorization-response' | 'callback'
  | 'exchange-request' | 'exchange-response' | 'token-request' | 'token-response' | 'userinfo-request' | 'userinfo-response', string>
  /** What each parameter of a message is for, in a few words. */
  parameters: Record<string, string>
  /** What a header field or claim is for in a token where it means something else than by `parameters`. */
  ofToken: Partial<Record<DecodedToken, Record<string, string>>>
  /** What there is to learn, each said once. */
  lessons: Lessons
  telling: Telling
  checks: Record<CheckName, { title: string } & Pick<FailureProse, 'cause' | 'next'>>
  checkWords: Record<CheckName, CheckWords>
  /** Why a check failed, where more was seen than that two values differ. */
  causes: Record<CauseCode, (...facts: string[]) => Pick<FailureProse, 'cause' | 'next'>>
  failures: Record<CheckFailure, Prose>
  /** What kept a server from doing what it was asked, instead of a failure's usual prose. */
  obstacles: TellObstacle
  /** Descriptions of the values that a check compares or a setting wants, with their facts. */
  values: Record<DescriptionCode, (...facts: string[]) => string>
  findings: Record<FindingCode, (details: Record<string, unknown>) => string>
  story: Story
  provider: ProviderWords
  conversation: ConversationWords
  key: KeyWords
  store: StoreWords
  client: ClientWords
  mcp: McpWords
  exam: ExamWords
  calls: CallWords
  welcome: WelcomeWords
  /** What was thrown in a program, and is none of ours; `said` may be empty. */
  library: { notOurs: (said: string) => string }
  credential: { bound: (profile: string, hosts: readonly string[]) => string }
  /** `strangeText` names the host that is waited at. */
  tab: { strangeText: (host: string) => string } & Record<'lang' | 'strangeTitle' | 'ignoredTitle' | 'ignoredText' | 'overTitle' | 'overText' | 'doneTitle' | 'doneText' | 'failedTitle' | 'signedInTitle' | 'failedText'
  | 'unfinishedTitle' | 'unfinishedText' | 'steps' | 'done' | 'failed' | 'open', string>
  report: ReportWords
}

/** What an option may be, what it is where it is not given, and the variable that gives it too. */
export interface OptionFacts {
  choices?: readonly string[] | undefined
  usual?: string | undefined
  variable?: string | undefined
}

/** What the help of the command line is made of. */
export interface HelpTexts {
  language: Language
  help: Record<string, string>
  /** Behind the description of an option. */
  optionFacts: (facts: OptionFacts) => string
}

/** Sentences of the terminal's story. */
export interface Story {
  walking: (target: string) => string
  /** In place of it above the login of another program. */
  recorded: (target: string) => string
  /** What commander says of wrong usage, by its code, with what it quotes. */
  wrongUsage: (code: string, quoted: string, message: string) => string
  open: string
  /** What to say before the address that the listener's start address leads to. */
  sentOn: string
  redirects: string
  /** Asks whether an answer without a state is the person's own. */
  askVouch: (provider: string) => string
  openYourself: string
  openAnywhere: string
  browserFailed: (reason: string) => string
  openExposed: string
  /** Before the command that forwards the port. */
  overSsh: string
  inEditor: (port: string) => string
  /** Before the command that forwards the port. */
  inCodespace: (port: string) => string
  copyOffered: string
  copied: string
  waiting: (redirectUri: string, seconds: number) => string
  /** What to do where the answer can only be pasted, line by line. */
  waitingForPaste: (redirectUri: string, seconds: number) => string[]
  pasteOffered: (redirectUri: string) => string
  askPaste: string
  pasteRefused: (reason: string, redirectUri: string) => string
  /** What is different in a step where the browser is on another device, and why. */
  deviceSteps: Partial<Record<StepId, string>>
  /** The same where the token is got without a browser. */
  grantSteps: Record<GrantWay, Partial<Record<StepId, string>>>
  enterCode: (seconds: number) => string
  ignored: (reason: string) => string
  ignoredMore: (count: number) => string
  expected: string
  came: string
  rule: string
  cause: string
  advice: string
  next: string
  provider: string
  saved: (profile: string) => string
  /** The profile's session of another client is gone. */
  replaced: (clientId: string) => string
  /** Who signed in, or that nothing says who. */
  done: (subject: string | undefined, profile: string) => string
  /** The end where no ID token was asked for: the userinfo names somebody, or nothing does. */
  doneUnproven: (named: string | undefined, profile: string) => string
  /** The end where nobody signed in: the client has a token for this resource, where that is known. */
  clientDone: (url: string | undefined, profile: string) => string
  /** Behind a provider's words that were cut. */
  leftOut: (characters: number) => string
  failedAt: (step: string) => string
  /** A person or a signal ended the walk there. */
  endedAt: (step: string) => string
  signsInByItself: string
  expiresIn: (minutes: number, date: string) => string
  expired: (date: string) => string
  lifetimeUnknown: string
  finding: string
  sessionSaved: string
  /** What a resource refused, for which another token was to be got; `said` may be empty. */
  refusedBefore: (url: string, status: string, said: string) => string
  storeWarning: (code: string, path: string) => string
  /** What it can mean that the provider calls a token inactive. */
  inactive: (token: 'access_token' | 'refresh_token') => string
  /** Variables that are left out, since they are about the client of another issuer than the one that was typed. */
  ofAnotherIssuer: (variables: readonly string[], other: string, issuer: string) => string
  notOfResource: (variables: readonly string[], other: string, resource: string) => string
  refreshed: (how: string) => string
  old: string
  new: string
  /** Where a setting comes from, in a table. */
  source: (source: string) => string
  interruptedRefresh: (at: string) => string
  /** A token whose life is shorter than what the flag asks for. */
  shortLived: (lifetime: string, flag: string) => string
  revoked: (token: string) => string
  notRevoked: (token: string, why: string) => string
  /** Nobody asked the provider: it was not found, say, or the session could not be opened. */
  notAsked: (token: string, why: string, isOpened: boolean) => string
  loggedOut: (profile: string) => string
  nothingStored: (profile: string) => string
  endSession: (url: string) => string
  tokenToTerminal: string
  showSecrets: string
  tokensMasked: string
  noProfiles: string
  profileUsed: (name: string) => string
  /** How many sessions of this machine went with it. */
  profileRemoved: (name: string, sessions: number) => string
  sandboxServing: (issuer: string) => string
  /** Which fault it has. */
  sandboxPlays: (fault: string) => string
  /** The headings of the list of faults. */
  sandboxFaultColumns: { name: string, exitCode: string, does: string }
  /** The client is registered with a key or a certificate of an earlier login. */
  sandboxProved: (clientId: string) => string
  sandboxJoined: (issuer: string) => string
  sandboxStop: string
  /** Which redirect URIs are taken with any port. */
  sandboxAnyPort: string
  /** Before the command that signs in there. */
  sandboxTry: string
  askPassphrase: string
  askPassphraseAgain: string
  sameTwice: string
  askClientSecret: (clientId: string) => string
}
