import { parseAddress } from '../addresses/loopback.ts'
import { Failure, type FailureDetails } from '../codes/failure.ts'
import { sendTwiceAtMost } from '../protocol/library.ts'
import { refusesToken } from '../protocol/resource/token-refusal.ts'
import type { WireResponse } from '../wire.ts'
import { requireAllowedOrigin } from './api/origins.ts'
import { readApiRequest, type ApiRequest } from './api/request.ts'
import { findProfile } from './sessions/bound-profile.ts'
import { findSessionOrGivenToken } from './sessions/given-token.ts'
import { maskHeaders } from '../secrets/message.ts'
import { formatJson, type Run } from './run.ts'
import { protocolLines, rawBytes } from '../text/raw.ts'
import { plainLines, plainPage } from '../text/terminal.ts'
import { askWithToken } from './resource/ask.ts'
import { resourceOf } from './resource/of-profile.ts'
import { circumstancesIn, presentToken } from './resource/present-token.ts'
import { withStepUp } from './resource/said-again.ts'
import { refusalOfResource } from './failures/resource-refusal.ts'

/**
 * `oauth-walk api URL`: one request with the profile's token, and the body of its answer on stdout as it came. The
 * token is refreshed when it is about to expire, and once when the resource server refuses it (401: it did nothing
 * yet). No redirect is followed. A path alone is one at the profile's resource, where one signs in again for what is
 * missing.
 */
export async function api(run: Run, address: string): Promise<void> {
  const request = readApiRequest(run, atOwnResource(run, address))
  const found = await findSessionOrGivenToken(run)
  await requireAllowedOrigin(run, found, request.url)
  const isOwn = resourceOf(found.profile) === request.url
  const { made: answer, signedIn, known } = await askWithToken(run, found, request.url, async (here) => {
    const { headers, ...asked } = isOwn ? asMcpClient(request) : request
    const made = await presentToken(run, here, async ({ send, authorization }) =>
      sendTwiceAtMost(send, { ...asked, purpose: 'resource', headers: { ...headers, authorization } }))
    return { made, answer: made.status >= 400 || (isOwn && refusesToken(made)) ? made : undefined }
  }, refused => giveRefused(run, refused))
  const failure = await refusalOfResource(request.url, answer, isOwn)
  if (!failure || !run.options.json) print(run, answer)
  // With --json the answer stands in the failure's document.
  const body_at = !answer.bytes?.length ? 'nowhere' : run.options.json ? 'answer' : 'stdout'
  if (failure) {
    const at_resource = originOf(resourceOf(found.profile)) === originOf(request.url)
    const may_post = isOwn && request.method === 'GET' && found.resolved['resource-method'] === undefined
    const more = {
      ...known, ...at_resource && { at_resource }, ...may_post && { may_post },
      circumstances: circumstancesIn(signedIn),
    }
    const said = failure.with(undefined, { answer: describe(run, answer), body_at, ...more })
    throw withStepUp(run, signedIn, said, wordsOf(run, address))
  }
}

/** A refusal after which no other token was to be had: it is the answer all the same. */
function giveRefused(run: Run, answer: WireResponse): FailureDetails {
  if (!run.options.json) print(run, answer)
  return { answer: describe(run, answer) }
}

/** The command as it was typed; nothing where a part of it was read from elsewhere. */
function wordsOf({ options: { data, dataFile, resourceHeader, method } }: Run, address: string): string[][] {
  if (dataFile !== undefined || resourceHeader !== undefined) return []
  return [
    ['api'], [address], ...method === undefined ? [] : [['--method', method]],
    ...data === undefined ? [] : [['--data', data]],
  ]
}

/** A path alone, at the resource of the profile; any other address as it is. Raises `resource-unknown`. */
function atOwnResource(run: Run, address: string): string {
  if (!address.startsWith('/')) return address
  const profile = findProfile(run)
  const resource = resourceOf(profile)
  if (resource === undefined) throw new Failure('resource-unknown', {
    ...profile.created_at !== '' && { profile: profile.name }, path: address,
  })
  return new URL(address, resource).href
}

function originOf(address: string | undefined): string | undefined {
  return parseAddress(address ?? '')?.origin
}

/**
 * An MCP server wants to hear that both of its forms are taken (MCP, basic/transports, "Sending Messages to the
 * Server").
 */
function asMcpClient({ headers, ...request }: ApiRequest): ApiRequest {
  return {
    ...request,
    headers: {
      ...headers, ...headers['accept'] === '*/*' ? { accept: 'application/json, text/event-stream, */*;q=0.1' } : {},
    },
  }
}

/**
 * The answer for a document. A resource may repeat what it was sent, and documents are kept: our own secrets are
 * replaced.
 */
function describe({ context: { secrets } }: Run, { status, headers, bytes = Buffer.alloc(0) }: WireResponse): object {
  const text = Buffer.from(bytes).toString('utf8')
  const isText = Buffer.from(text).equals(Buffer.from(bytes))
  return {
    status, headers: maskHeaders(secrets, headers, {}),
    body: secrets.hide(isText ? text : Buffer.from(bytes).toString('base64')),
    body_encoding: isText ? 'utf-8' : 'base64',
  }
}

function print(run: Run, answer: WireResponse): void {
  const { context, options } = run
  const { status, headers, bytes = Buffer.alloc(0) } = answer
  if (options.json) {
    context.writeOut(formatJson(context, { ok: true, ...describe(run, answer) }))
    return
  }
  const fields = Object.entries(maskHeaders(context.secrets, headers, {}))
  const head = [`HTTP ${status}`, ...fields.map(([name, value]) => `${name}: ${value}`), '']
  if (options.include) context.writeOut(context.terminal.stdout ? plainLines(head) : protocolLines(head, '\r\n'))
  // What a terminal would take for a command of its own is not shown there; a program gets every byte.
  context.writeOut(context.terminal.stdout ? plainPage(Buffer.from(bytes).toString('utf8')) : rawBytes(bytes))
}
