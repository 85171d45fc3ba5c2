import type { Exchange } from '../../check/verdict.ts'
import { proveFileWritable, writeOutputFile } from '../../place/output.ts'
import { homeOf } from '../../place/home.ts'
import { commandOf, joinCommands, command } from '../../text/shell.ts'
import { toJsonLine } from '../../text/json.ts'
import { maskForeign } from '../../secrets/message.ts'
import { version } from '../../package.ts'
import { writerOf } from '../report/exports.ts'
import type { Run } from '../run.ts'
import { thisLogin } from '../command-line/this-run.ts'
import type { Unanswered, Visited } from './target/visit.ts'

/** The file for a ticket. */
export interface Bundle { write: (document: Record<string, unknown>, visited: Visited | undefined) => void }

/**
 * Gets ready to write what was seen into a file for others: secrets are replaced, and so is the user's folder. Raises
 * `file-unwritable`.
 */
export function prepareBundle(run: Run, target: string | undefined): Bundle {
  const { context, catalogue, options: { bundle: path } } = run
  if (typeof path !== 'string') return { write: () => undefined }
  const [file, writer] = [context.absolutePath(path), writerOf(run, 'bundle')]
  proveFileWritable(file, writer)
  return {
    write: (document, visited) => {
      const head = {
        format: 'oauth-walk-doctor', version: 1, program: `oauth-walk ${version}`, command: commandLine(run, target),
        at: new Date(context.now()).toISOString(),
      }
      const whole = maskForeign(context.secrets, { ...head, ...document, asked: visited ? askedOf(visited) : [] })
      writeOutputFile(file, withoutHome(toJsonLine(whole, 2), homeOf(context.environment)), writer)
      run.tell(catalogue.report.written(path))
    },
  }
}

/** What was typed, as a ticket may have it: the target and the settings, without secrets. */
function commandLine(run: Run, target: string | undefined): string {
  return joinCommands(command`oauth-walk doctor`, commandOf(thisLogin(run, target).login))
}

/** Every request in its order, with what came; or with the failure where nothing came. */
function askedOf({ notebook, unanswered }: Visited): Record<string, unknown>[] {
  const all = [...notebook.exchanges(), ...unanswered].sort((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0)
  return all.map(({ request: { method, url }, ...came }) => ({ method, url, ...answerOf(came) }))
}

function answerOf(came: Pick<Exchange, 'response'> | Pick<Unanswered, 'failure'>): Record<string, unknown> {
  if ('failure' in came) return { failure: came.failure }
  const { status, headers, body, left_out } = came.response
  return { status, headers, body, ...left_out === undefined ? {} : { left_out } }
}

/** A path tells who its user is. */
function withoutHome(text: string, home = ''): string {
  return home.length > 1 ? text.replaceAll(JSON.stringify(home).slice(1, -1), '~') : text
}
