import { Failure } from '../../codes/failure.ts'
import { decodeGiven } from '../../given.ts'
import type { Sandbox, SandboxSettings } from '../../sandbox/configured/index.ts'
import { joinTexts, plainLines } from '../../text/terminal.ts'
import type { TerminalText } from '../../text/written.ts'
import type { Context } from '../context.ts'
import { formatJson, readNamedFile, type Run } from '../run.ts'
import { clientBlock } from './described.ts'
import { translateAsGiven } from './as-given.ts'
import { serveUntilStopped, wantedPlace } from './target.ts'
import { formatTable } from '../terminal/table.ts'

const setting = '--config'

/** `oauth-walk sandbox --config FILE`: serves the provider that a file describes, from memory, until it is stopped. */
export async function serveConfigured(run: Run, path: string): Promise<void> {
  const { context, options, catalogue } = run
  const { startSandbox } = await import('../../sandbox/configured/index.ts')
  const { port } = wantedPlace(run)
  // What is wrong in the file is told by the one who knows its schema.
  const settings = { ...readSettings(run, path) as SandboxSettings, ...port === undefined ? {} : { port } }
  const served = await startSandbox(settings).catch((error: unknown) => { throw translateAsGiven(run, error) })
  try {
    context.writeOut(options.json ? formatJson(context, documentOf(served)) : describe(served, context))
    run.tell(catalogue.story.sandboxServing(served.issuer))
    await serveUntilStopped(run)
  } finally {
    await served.close()
  }
}

/** Raises `file-unreadable`, `value-unclean`, `setting-invalid`. */
function readSettings({ context }: Run, path: string): unknown {
  const bytes = path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, setting)
  const text = decodeGiven(bytes, setting).replace(/^\ufeff/, '')
  try {
    const settings: unknown = JSON.parse(text)
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return settings
  } catch (error) {
    throw new Failure('setting-invalid', {
      setting, path, at: '', wrong: 'no JSON', line: lineOf(text, (error as Error).message),
    })
  }
  throw new Failure('setting-invalid', { setting, path, at: '', wrong: 'must be object' })
}

/**
 * The line at which JSON ends to be JSON, where the message tells its place. The rest of the message repeats what
 * stands there.
 */
function lineOf(text: string, message: string): number | undefined {
  const place = message.includes('end of JSON') ? text.length : Number(/ at position (\d+)/.exec(message)?.[1])
  return Number.isNaN(place) ? undefined : text.slice(0, place).split('\n').length
}

function documentOf({ issuer, clients, users, control }: Sandbox): Record<string, unknown> {
  return { ok: true, issuer, hosting: true, clients, users, control }
}

function describe({ issuer, clients, users, control }: Sandbox, context: Pick<Context, 'terminal'>): TerminalText {
  const rows = [['issuer', issuer], ['control', control.url], ['control token', control.token]]
  const people = users.map(({ username, password, claims }) => ['user', username, password, String(claims['sub'])])
  const blocks = clients.map(({ client_id: id, client_secret: secret, redirect_uris: uris = [] }) => clientBlock(id, [
    ...secret === undefined ? [] : [['client-secret', secret]], ...uris.map(uri => ['redirect-uri', uri]),
  ], context))
  return joinTexts(formatTable(rows, context), formatTable(people, context), ...blocks, plainLines(['']))
}
