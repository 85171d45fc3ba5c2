import { CommanderError } from 'commander'
import { Failure } from '../../codes/failure.ts'
import type { Catalogue, Language } from '../../messages/catalogue.ts'
import { loadCatalogue } from '../../messages/load.ts'
import { createContext, wantsColour, widthOf, type Context } from '../context.ts'
import { diagnoseFailure } from '../failures/diagnose.ts'
import type { Environment } from '../machine/environment.ts'
import { isOnFirstScreen } from '../help/everyday.ts'
import { isSwitchedOn } from './environment-flags.ts'
import type { Act } from './act.ts'
import { exitCodeOf } from '../failures/exit-codes.ts'
import { toFailure } from '../failures/main-failure.ts'
import { prepareRun, toldLate, type Run } from '../run.ts'
import { inThisRun, thisSession } from './this-run.ts'
import { rememberGiven } from '../../secrets/given-address.ts'
import { maskFailure } from '../../secrets/mask.ts'
import type { JsonText } from '../../text/written.ts'

/** A command under way, from the first real thing to the exit status. */
export interface StartedCommand {
  act: Act
  end: () => Promise<never>
  /** Tells what failed and ends with its exit status. */
  fail: (error: unknown) => Promise<never>
}

/**
 * Makes the real things for one command. A failure that ends it is told here, and gives its exit status. `nameOf` tells
 * which command the words name: its help is what to read next.
 */
export async function startCommand(
  host: NodeJS.Process, environment: Environment, language: Language, words: readonly string[],
  nameOf: () => Promise<string>, input?: Buffer,
): Promise<StartedCommand> {
  const context = createContext(environment, host, input)
  const catalogue = await loadCatalogue(language)
  rememberGiven(context.secrets, givenIn(words, environment))
  const fail = async (error: unknown) => {
    const failure = await toFailureOf({ name: await nameOf(), words }, stopOr(context, error), context, catalogue)
    return context.exit(await report(context, catalogue, words, failure))
  }
  let isTold = false
  context.whenFull(async errno => fail(new Failure('stdout-unwritable', { errno })))
  return {
    fail,
    act: async (options, command) => {
      const run = await atIssuerOfFlag(
        prepareRun(context, options, catalogue, () => void (isTold = !context.signal.aborted)), nameOf,
      )
      await command(run).catch((error: unknown) => {
        throw inThisRun(error, () => thisSession(run))
      })
    },
    end: async () => {
      // What must not be cut off is done now; that someone wanted to stop it is still told, also if the signal has only
      // just come. It came too late where the result was out before.
      await new Promise(setImmediate)
      return context.signal.aborted && !isTold ? fail(toldLate(context.signal)) : context.exit(0)
    },
  }
}

/** Texts of the user's in which an address may stand; what `explain` is given is its input, and masked as such. */
function givenIn(words: readonly string[], { variables }: Environment): string[] {
  const said = Object.entries(variables).flatMap(([name, value]) =>
    name.startsWith('OAUTH_WALK_') && value !== undefined ? [value] : [])
  return words[0] === 'explain' ? [] : [...words, ...said]
}

/** What `explain` is told of an issuer is about its input: it sends nothing to anybody. */
async function atIssuerOfFlag(run: Run, nameOf: () => Promise<string>): Promise<Run> {
  const { issuer } = run.options
  if (typeof issuer !== 'string' || run.context.environment['OAUTH_WALK_ISSUER'] === undefined) return run
  return await nameOf() === 'explain' ? run : (await import('../login/others-variables.ts')).atTypedIssuer(run, issuer)
}

/** Whoever has stopped a command knows why a FIFO got nothing: nobody read it, and it was not waited for any more. */
function stopOr({ signal }: Context, error: unknown): unknown {
  return signal.aborted && error instanceof Failure && error.code === 'file-unwritable' ? signal.reason : error
}

/** The command that was typed, and all words. */
interface Typed { name: string, words: readonly string[] }

/** The failure with the command that was typed: its help is what to read next. */
async function toFailureOf(typed: Typed, error: unknown, context: Context, catalogue: Catalogue): Promise<Failure> {
  const failure = error instanceof CommanderError
    ? await toUsageFailure(typed, error, context, catalogue)
    : toFailure(error)
  return failure.with(undefined, { command: typed.name, ...wholeHelp(typed.name, failure.details['setting']) })
}

/** The help to read next is the whole one, where the first screen does not show the flag that a failure is about. */
function wholeHelp(name: string, ...flags: readonly unknown[]): { whole_help?: true } {
  const long = flags.filter(flag => typeof flag === 'string' && /^--[a-z-]+$/.test(flag)).map(String)
  return long.every(flag => isOnFirstScreen(name, flag)) ? {} : { whole_help: true }
}

/** Flags of ours that commander speaks of: those that may be meant, or the one whose value is missing or refused. */
function flagsIn(message: string): string[] {
  const [told = ''] = /Did you mean [^]*|^error: option '[^']*'/.exec(message) ?? []
  return told.match(/--[a-z-]+/g) ?? []
}

async function report(
  context: Context, catalogue: Catalogue, words: readonly string[], failed: Failure,
): Promise<number> {
  const failure = maskFailure(context.secrets, await diagnoseFailure(failed, catalogue))
  const status = exitCodeOf(failure.code, failure.details)
  const [{ failureLines }, { failureDocument }, { toJsonLine }, { openWriter }] = await Promise.all([
    import('../../render/report-failure.ts'), import('../../render/document.ts'), import('../../text/json.ts'),
    import('../../text/terminal.ts'),
  ])
  // What a resource server answered is told as it came, as without a failure.
  const document = {
    ...failureDocument(failure, catalogue, status), ...failure.details['answer'] as object | undefined,
  }
  if (!context.hasWritten()) writeDocument(context, words, document, toJsonLine)
  const colour = wantsColour(context, !isSwitchedOn('--no-color', words, context.environment))
  const writer = await openWriter({ colour, width: widthOf(context) })
  context.writeError(writer.lines([[[]], ...failureLines(failure, catalogue)]))
  return status
}

/** A failure is a document of its own, or the last event of a walk that had not begun. */
function writeDocument(
  context: Context, words: readonly string[], document: object, toJsonLine: (value: unknown) => JsonText,
): void {
  if (isSwitchedOn('--events', words, context.environment)) {
    const at = new Date(context.now()).toISOString()
    context.writeOut(toJsonLine({ type: 'walk-finished', at, document }))
  } else if (isSwitchedOn('--json', words, context.environment)) context.writeOut(toJsonLine(document))
}

/**
 * commander's own words are English; its code tells enough for the catalogue's hint. What was joined to an unknown flag
 * may be a secret.
 */
async function toUsageFailure(
  { name, words }: Typed, error: CommanderError, context: Context, catalogue: Catalogue,
): Promise<Failure> {
  const {
    asOurCommands, asOurFlag, asUnknownPart, behind, besides, profileAmong, programApart, targetsLike,
  } = await import('./unknown-command.ts')
  const apart = programApart(error, name, words)
  if (apart !== undefined) return new Failure('usage', { apart })
  const { code, message } = await asOurFlag(await asUnknownPart(error, name, words), name, words)
  const told = code === 'commander.unknownOption' ? message.replace(/'(-[^=']*)=.*'/s, '\'$1\'') : message
  const quoted = /'([^']+)'/.exec(told)?.[1] ?? ''
  const meant = asOurCommands(error, name, quoted, words)
  // What is near by its letters says less than what is called so elsewhere.
  const without = meant.length > 0 ? told.replace(/\n\(Did you mean [^]*\?\)$/, '') : told
  const reason = catalogue.story.wrongUsage(code, quoted, without.replace(/^error: /, ''))
  // A command that is near is told by commander already.
  const isTarget = code === 'commander.unknownCommand' && name === '' && !without.includes('Did you mean')
  const near = isTarget ? await targetsLike(quoted, prepareRun(context, { quiet: true }, catalogue)) : {}
  const profile = code === 'commander.excessArguments'
    ? profileAmong(behind(name, words), prepareRun(context, { quiet: true }, catalogue))
    : undefined
  return new Failure('usage', {
    reason, clear: true, ...near,
    ...meant.length > 0 ? { meant } : await besides({ code, message: without }, name, words),
    ...wholeHelp(name, ...flagsIn(without)),
    ...profile === undefined ? {} : { behind: profile },
  })
}
