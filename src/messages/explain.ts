import type { JwtRole, SeenKind } from '../explain/record.ts'

/** The failures of `explain`. */
export type ExplainFailure = 'input-unrecognised' | 'input-missing' | 'recording-ends'

/** What a reading is about, as its reader found it; a secret in it is masked before. */
export type ReadingDetails = Readonly<Record<string, string | number | readonly string[]>>

/** The sentences of a reading. `text` of `text.ts` puts a detail into one, cut and cleaned. */
export interface ReadingSentences {
  /** What was seen, with the values: one sentence, without a full stop where it fits a heading. */
  said: (details: ReadingDetails) => string
  /** What fails by it, or which attack it opens. */
  why: (details: ReadingDetails) => string
  /** What to change, and where. */
  fix: (details: ReadingDetails) => string
}

/** The sentences of one topic's readings, by their names; what tells them is loaded only then. */
export type ReadingTopic = () => Promise<Readonly<Record<string, ReadingSentences>>>

/** What `explain` says of an input besides its readings. */
export interface ExplainWords {
  /** What a message is, as a noun. */
  kinds: Record<SeenKind, string>
  /** The answer of such a request, where it came alone. */
  answers: Partial<Record<SeenKind, string>>
  roles: Record<JwtRole, string>
  documents: { metadata: string, keySets: string, words: string }
  /** A step with its place among the six. */
  step: (number: number, title: string) => string
  /** What there is to be found in the input: counts with their nouns. */
  messages: (count: number) => string
  status: (status: number) => string
  header: string
  claims: string
  encrypted: string
  /** What the members of an encrypted token's header say. */
  ofEncrypted: Record<'alg' | 'enc' | 'zip', string>
  unreadable: string
  signature: Record<'holds' | 'fails' | 'unknown' | 'unmatched' | 'ownHolds' | 'ownFails', string>
  page: string
  /** The headings of the findings. */
  findings: (broken: number, weak: number, notes: number) => string
  nothing: string
  why: string
  fix: string
  rule: string
  place: string
  /** A place in the input. */
  places: Record<'line' | 'entry', (number: number) => string>
  /** Which of several logins was told as six steps. */
  logins: (number: number, count: number) => string
  /** What `aud` is for in a token that is no ID token. */
  audience: string
  /** Findings that a list ahead of the story has no room for. */
  moreBelow: (count: number) => string
  /** More of the same kind that is not shown. */
  more: (count: number) => string
}
