import { Failure } from '../codes/failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { toJsonLine } from '../text/json.ts'
import { plainLines } from '../text/terminal.ts'
import type { JsonText, Result } from '../text/written.ts'
import { storeFolder } from '../place/home.ts'
import type { StoreWarning } from '../session/machine.ts'
import { createProfileStore, type ProfileStore } from '../session/profiles.ts'
import type { SandboxOptions } from '../sandbox/index.ts'
import type { Envelopes } from '../session/envelope.ts'
import type { SessionStore } from '../session/sessions.ts'
import type { Context } from './context.ts'
import type { Options } from './command-line/options.ts'
import { createEnvelopes, createStores } from './sessions/stores.ts'
import { tellAtWidth } from './terminal/screen.ts'
import type { StoreKind } from '../addresses/store-address.ts'

export { readNamedFile } from './command-line/named-file.ts'

/** One command on its way: the real things, what was asked for, and the stores. */
export interface Run {
  context: Context
  options: Options
  catalogue: Catalogue
  /** The folder of the stores; raises `home-missing` where there is none and none is named. */
  readonly folder: string
  readonly profiles: ProfileStore
  /** The stored sessions, kept in this way; undefined leaves each as it is. */
  openSessions: (kind: StoreKind | undefined) => SessionStore
  /** What seals the records of this command. */
  envelopes: Envelopes
  /** How the sandbox is started, where it is not the one of this home. */
  sandbox?: Pick<SandboxOptions, 'folder' | 'codeLifetimeSeconds'>
  /** Prints what was asked for on stdout: nothing of it where the command was stopped meanwhile. */
  give: (text: Result) => void
  /** Prints the result on stdout: the document with `--json`, otherwise the human text. */
  result: (document: object, human: Result) => void
  /** Tells a line of the story on stderr, unless `--quiet`. */
  tell: (line: string) => void
  /** Tells a line that may come up again, when settings are laid once more: only the first time. */
  tellOnce: (line: string) => Promise<void>
  /** Tells what was repaired or skipped in the stores. */
  warn: (warning: StoreWarning) => void
}

/** Gets everything ready for a command, and calls `told` when it has told its result; touches no file. */
export function prepareRun(
  context: Context, options: Options, catalogue: Catalogue, told: () => void = () => undefined,
): Run {
  const tell = (line: string) => {
    if (!options.quiet) context.writeError(plainLines([line]))
  }
  const onceTold = new Set<string>()
  const warn = ({ code, path }: StoreWarning) => tell(`! ${catalogue.story.storeWarning(code, path)}`)
  const envelopes = createEnvelopes({ context, catalogue, options })
  const folder = () => storeFolder(context.environment, context.platform)
  const give = (text: Parameters<Run['give']>[0]) => {
    // A stopped command prints no success: stdout must agree with the exit status.
    if (context.signal.aborted) throw toldLate(context.signal)
    context.writeOut(text)
    told()
  }
  return {
    context, options, catalogue, tell, warn, envelopes, give,
    tellOnce: async (line) => {
      if (onceTold.has(line)) return
      onceTold.add(line)
      await tellAtWidth({ context, options }, [[[{ text: line }], { at: 0, hang: 2 }]])
    },
    get folder() { return folder() },
    get profiles() { return createProfileStore(this.folder, context.machine, warn) },
    openSessions: createStores({ context, catalogue, envelopes, folder, warn }),
    result: (document, human) => {
      const text = options.json ? formatJson(context, document) : human
      if ((document as { ok?: unknown }).ok === true) give(text)
      else {
        context.writeOut(text)
        told()
      }
    },
  }
}

/** Tells whether a person sits at the terminal: it reads from them, shows them what is told, and listens to us. */
export function isPersonThere({ context: { terminal } }: Run): boolean {
  return terminal.stdin && terminal.stderr && terminal.foreground
}

/** The same of a terminal that can be drawn on: the person can be asked. */
export function isWatched(run: Run): boolean {
  return isPersonThere(run) && run.context.environment['TERM'] !== 'dumb'
}

/** That it was stopped, told by a command whose work is done. */
export function toldLate({ reason }: AbortSignal): unknown {
  return reason instanceof Failure ? reason.with(undefined, { kept: true }) : reason
}

/** JSON as what a person asked for, wherever it goes. */
export function formatForReading(document: object): JsonText {
  return toJsonLine(document, 2)
}

/** JSON for stdout: indented for a person at a terminal, one line for a script. */
export function formatJson(context: Context, document: object): JsonText {
  return toJsonLine(document, context.terminal.stdout ? 2 : undefined)
}
