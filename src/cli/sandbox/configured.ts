import { Failure } from '../../codes/failure.ts'
import { decodeGiven } from '../../given.ts'
import { requireJson } from '../../providers/json-text.ts'
import type { Sandbox, SandboxSettings } from '../../sandbox/configured/index.ts'
import { joinTexts } from '../../text/terminal.ts'
import type { TerminalText } from '../../text/written.ts'
import { formatJson, readNamedFile, type Run } from '../run.ts'
import { serveUntilStopped, translate, wantedPlace } from './target.ts'
import { formatTable } from '../terminal/table.ts'

const setting = '--config'

/** `oauth-walk sandbox --config FILE`: serves the provider that a file describes, from memory, until it is stopped. */
export async function serveConfigured(run: Run, path: string): Promise<void> {
  const { context, options, catalogue } = run
  const { startSandbox } = await import('../../sandbox/configured/index.ts')
  const { port } = wantedPlace(run)
  // What is wrong in the file is told by the one who knows its schema.
  const settings = { ...readSettings(run, path) as SandboxSettings, ...port === undefined ? {} : { port } }
  const served = await startSandbox(settings).catch((error: unknown) => { throw translate(error) })
  try {
    context.writeOut(options.json ? formatJson(context, documentOf(served)) : describe(served))
    run.tell(catalogue.story.sandboxServing(served.issuer))
    await serveUntilStopped(run)
  } finally {
    await served.close()
  }
}

/** Raises `file-unreadable`, `value-unclean`, `setting-invalid`. */
function readSettings({ context }: Run, path: string): unknown {
  const bytes = path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, setting)
  const refuse = (expected: string) => new Failure('setting-invalid', { setting, expected })
  return JSON.parse(requireJson(decodeGiven(bytes, setting).replace(/^\ufeff/, ''), refuse, 'json-object'))
}

function documentOf({ issuer, clients, users, control }: Sandbox): Record<string, unknown> {
  return { ok: true, issuer, hosting: true, clients, users, control }
}

function describe({ issuer, clients, users, control }: Sandbox): TerminalText {
  const rows = [['issuer', issuer], ['control', control.url], ['control token', control.token]]
  const people = users.map(({ username, password, claims }) => ['user', username, password, String(claims['sub'])])
  const table = clients.map(({ client_id: id, client_secret: secret = '-', redirect_uris: uris = [] }) => ['client', id, secret, uris.join(' ')])
  return joinTexts(formatTable(rows), formatTable(people), formatTable(table))
}
