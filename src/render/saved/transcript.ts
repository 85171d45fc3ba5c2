import type { Masked } from '../../secrets/masked.ts'
import { version } from '../../package.ts'
import type { Observer, WalkDocument, WalkEvent } from '../../walk/events.ts'
import type { Failure } from '../../codes/failure.ts'
import type { SavedFinding } from './saved-finding.ts'

/** How a walk failed, so that it can be told in any language later. */
export interface SavedFailure {
  code: string
  step: string | null
  details: Record<string, unknown>
  exit_code: number
}

/** Files that the walk was told to use for TLS: authorities (`--ca`), client certificate and key. Names only. */
export interface TlsFiles { ca?: string, certificate?: string, key?: string }

/** By what the secrets of two walks are compared: keyed hashes, and which key made them. */
export interface SavedFingerprints { key: string, secrets: Record<string, string> }

/** What is known of a walk besides its events. */
export interface SavedFacts { tls: TlsFiles, fingerprints: SavedFingerprints | undefined, opened?: Opened | undefined }

/** Who opened the address of the authorization request, where that was no browser that the walk started. */
export type Opened = 'by-hand' | 'by-itself'

/**
 * A walk written down: its events in order and how it ended, as `schema/transcript.json` describes it. Whatever watches
 * a walk can be shown one.
 */
export interface Transcript {
  format: 'oauth-walk-transcript'
  version: 1
  program: string
  secrets: 'hidden' | 'shown'
  tls?: TlsFiles
  fingerprints?: SavedFingerprints
  opened?: Opened
  events: Masked<WalkEvent>[]
  document: WalkDocument
  /** What was found in it, where it is the recording of another program. */
  findings?: SavedFinding[]
  failure?: SavedFailure
}

/** Collects the events of one walk. */
export interface Recorder {
  observe: Observer
  /** The walk so far; with the failure where it ended with one. */
  transcript: (about: SavedFacts, failure?: Masked<Failure>, exitCode?: number) => Transcript
}

/** Records a walk as it is shown to it, and says whether that was with its secrets. */
export function createRecorder(secrets: Transcript['secrets']): Recorder {
  const events: Masked<WalkEvent>[] = []
  let document: WalkDocument = { ok: false }
  return {
    observe: (event) => {
      if (event.type === 'walk-finished') document = event.document
      else events.push(event)
    },
    transcript: ({ tls, fingerprints, opened }, failure, exitCode = 1) => ({
      format: 'oauth-walk-transcript',
      version: 1,
      program: `oauth-walk ${version}`,
      secrets, ...Object.keys(tls).length === 0 ? {} : { tls }, ...fingerprints ? { fingerprints } : {},
      ...opened ? { opened } : {}, events,
      document,
      ...failure
        ? { failure: { code: failure.code, step: failure.step ?? null, details: failure.details, exit_code: exitCode } }
        : {},
    }),
  }
}
