import { command, type Command } from '../../text/shell.ts'
import { joinTexts, plainLines } from '../../text/terminal.ts'
import type { TerminalText } from '../../text/written.ts'
import type { Mtls, Sandbox, SandboxClient } from '../../sandbox/index.ts'
import type { Context } from '../context.ts'
import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { tellAtWidth } from '../terminal/screen.ts'

/** A sandbox that is served, for whoever sets up a client: one block for each client. */
export function describe(
  { issuer, clients, user, mtls, mcp, initialAccessToken: token }: Omit<Sandbox, 'rehost' | 'keepServed' | 'close'>,
  keys: object[] = [], context: Pick<Context, 'terminal'>,
): TerminalText {
  const rows = [
    ...mcp ? [['resource', mcp.resource], ['scopes', mcp.scopes.join(' ')]] : [], ['issuer', issuer],
    ['user', user.username], ['password', user.password],
    ...token === undefined ? [] : [['initial access token', token]],
  ]
  const more = [...keys.map(key => ['client key', JSON.stringify(key)]), ...rowsOf(mtls)]
  return joinTexts(
    formatTable(rows, context), ...clients.map(client => block(client, context)),
    plainLines(['']), formatTable(more, context), ...more.length === 0 ? [] : [plainLines([''])],
  )
}

function block(client: SandboxClient, context: Pick<Context, 'terminal'>): TerminalText {
  const { client_id: id, client_secret: secret, token_endpoint_auth_method: method, redirect_uris: uris } = client
  return clientBlock(id, [
    ...secret === undefined ? [] : [['client-secret', secret]],
    ['auth-method', method], ...uris.map(uri => ['redirect-uri', uri]),
  ], context)
}

/** A client by its name, and below it what it has. */
export function clientBlock(id: string, rows: string[][], context: Pick<Context, 'terminal'>): TerminalText {
  return joinTexts(plainLines(['', `client ${id}`]), formatTable(rows, context, 2))
}

/** Where a client shows its certificate, and which. */
function rowsOf(mtls?: Mtls): string[][] {
  if (mtls === undefined) return []
  return [
    ['ca', mtls.ca], ['client certificate', mtls.certificate], ['client certificate key', mtls.key],
    ...Object.entries(mtls.endpoints),
  ]
}

/** What a client may change in its redirect URI, and the command with which one without a secret signs in. */
export async function tellClients(run: Run, issuer: string, clients: readonly SandboxClient[]): Promise<void> {
  const { story } = run.catalogue
  if (clients.some(takesAnyPort)) await tellAtWidth(run, [[[{ text: story.sandboxAnyPort }]]])
  const open = clients.find(({ token_endpoint_auth_method: method }) => method === 'none')
  if (open) await tellTry(run, command`oauth-walk login ${issuer} --client-id ${open.client_id}`)
}

/** A loopback address that is registered without a port (RFC 8252, section 7.3). */
function takesAnyPort({ redirect_uris: uris }: SandboxClient): boolean {
  return uris.some(uri => /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])\//.test(uri))
}

/** A command for another terminal, on a line of its own so that it can be copied. */
export async function tellTry(run: Run, typed: Command): Promise<void> {
  await tellAtWidth(run, [
    [[{ text: run.catalogue.story.sandboxTry }]], [[{ text: typed, whole: true }], { at: 2, hang: 2 }],
  ])
}
