import { Failure } from '../../codes/failure.ts'
import { withPort } from '../../addresses/as-written.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { authenticate, chooseAuthentication } from '../../protocol/authentication/index.ts'
import { libraryClient } from '../../protocol/client.ts'
import type { AuthorizationServer } from '../../protocol/metadata.ts'
import { clockSkewSeconds, drawProtection, type Started } from '../../walk/1-start.ts'
import { redirect } from '../../walk/2-redirect.ts'
import { backChannel } from '../../walk/back-channel.ts'
import type { ClientSettings, Walk } from '../../walk/context.ts'
import { extendResponse, type Parameters, type Party } from '../../walk/extension.ts'
import type { WireRequest, WireResponse } from '../../wire.ts'
import type { Exchange } from '../verdict.ts'
import {
  absolute, cameBehindHash, isRedirect, kindOf, parametersIn, placeOf, type AskedKind, type CameBy,
} from './answered.ts'
import { breaking, leavingOut } from './broken.ts'
import type { Examinee } from './examinee.ts'
import { errorIn } from './grants.ts'
import { postedIn, targetsIn } from './page-targets.ts'
import { isStrange } from './strange.ts'

/** How an authorization request is broken. */
export interface Asking {
  /** Changes the parameters, in the order in which they are sent. */
  parameters?: (parameters: Parameters) => Parameters
  /** Changes the address once it is built: for what a list of parameters does not do. */
  address?: (address: string) => string
  /** Fields of the request beside those that a browser sends. */
  headers?: Record<string, string>
  /** Goes without what keeps the provider from showing its login page. */
  mayShowPage?: boolean
  /** Another state than 32 random bytes. */
  state?: string
  /** Another redirect URI than the client's. */
  redirectUri?: string
  /** Puts something else in the place of all parameters, also by a message of its own. */
  push?: (parameters: Parameters, party: Party) => Promise<Parameters>
  /** Extensions of the login that are left out, by name. */
  without?: readonly string[]
  /** Another client of the same provider asks. */
  client?: ClientSettings | undefined
}

/** The answer to an authorization request that was made without a browser. */
export interface Asked {
  kind: AskedKind
  /** The answer as it came: for comparing, and not for telling. */
  answer: WireResponse
  /** The same as it may be shown. */
  exchange: Exchange | undefined
  /** Where the browser is sent, as it came: by a redirect, or by a page. */
  location: string | undefined
  /** By what it came where there is one: a listener reads the query alone. */
  cameBy: CameBy
  /** The authorization response, in standard terms. */
  response: URLSearchParams
  error: string | undefined
  /** The state that was sent. */
  state: string
  /** The redirect URI that was sent. */
  redirectUri: string
  /** The parameters were in a request object (RFC 9101): as claims, each of them once. */
  isSigned: boolean
  /** They were pushed before (RFC 9126). */
  isPushed: boolean
}

/**
 * Makes the request that step 2 makes, and asks for it as a browser without cookies would, by one GET whose redirect
 * nobody follows. It asks for no page: by `prompt=none` (OpenID Connect Core 1.0, section 3.1.2.1), and at a provider
 * without OpenID by a scope that there is not.
 */
export async function askHeadless(examinee: Examinee, asking: Asking = {}): Promise<Asked> {
  const started = startedAnew(examinee, asking)
  const sent: Sent[] = []
  const walk = withoutBrowser(examinee, started, asking, sent)
  let opened: Promise<void> | undefined
  let pushed: Failure | undefined
  const open = async (url: string) => (opened = visit(walk, url, asking.headers))
  try {
    const { source } = await redirect({ ...walk, openBrowser: open }, started)
    await source.close()
    await opened
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'push-refused') throw error
    pushed = error
  }
  const asked = await judge(examinee, walk, started, asking, sent)
  return pushed ? { ...asked, error: errorIn(pushed) } : asked
}

/** A message that left, and its answer. */
interface Sent { request: WireRequest, answer: WireResponse }

/** Step 1 as it is, with random values of its own; keys are not fetched ahead where no token comes. */
function startedAnew({ started, walk }: Examinee, { state, client }: Asking): Started {
  if (!started) throw new Failure('internal-error')
  const { jwks_uri: _keys, ...server } = started.server
  const drawn = drawProtection(walk, {
    nonce: started.nonce !== undefined, codeVerifier: started.codeVerifier !== undefined,
  })
  const other = client ? asClient(walk, client, server) : {}
  return {
    ...started, ...drawn, ...other, server, ...state === undefined ? {} : { state: walk.secrets.keep('state', state) },
  }
}

/** Who the client is, and how it proves that, where it is another one than the login's. */
export function asClient(
  walk: Walk, client: ClientSettings, server: AuthorizationServer,
): Pick<Started, 'client' | 'authentication' | 'credentials'> {
  const method = chooseAuthentication(client.authentication, client, server)
  const authentication = authenticate(method, client, server)
  return { credentials: client, client: libraryClient(client.clientId, server, clockSkewSeconds(walk)), authentication }
}

function withoutBrowser({ walk }: Examinee, started: Started, asking: Asking, sent: Sent[]): Walk {
  const lure = (parameters: Parameters) =>
    asking.mayShowPage ? parameters : withoutPage(parameters, started.scope.includes('openid'))
  const place = (parameters: Parameters) =>
    asking.redirectUri === undefined ? parameters : setParameter(parameters, 'redirect_uri', asking.redirectUri)
  const broken = breaking(leavingOut(walk, asking.without), {
    authorizationRequest: async (parameters, party) => {
      const changed = (asking.parameters ?? (same => same))(place(lure(parameters)))
      return asking.push ? asking.push(changed, party) : changed
    },
    authorizationAddress: asking.address ?? (address => address),
    send: next => async (request) => {
      const answer = await next(request)
      sent.push({ request, answer })
      return answer
    },
  })
  return {
    ...broken, step: 'redirect', login: { ...walk.login, listening: undefined, responseMode: 'query' },
    pasting: undefined, opensStart: false,
  }
}

/**
 * The scope that no provider has, at a plain OAuth server: it is refused before anybody signs in, where a request is
 * looked at before that.
 */
const noScope = 'oauth-walk-no-such-scope'

function withoutPage(parameters: Parameters, isOpenid: boolean): Parameters {
  return isOpenid ? setParameter(parameters, 'prompt', 'none') : setParameter(parameters, 'scope', noScope)
}

/** The parameters with one of them set, at its place or at the end. */
export function setParameter(parameters: Parameters, name: string, value: string): Parameters {
  if (!parameters.some(([one]) => one === name)) return [...parameters, [name, value]]
  return parameters.map(([one, before]) => [one, one === name ? value : before])
}

async function visit(walk: Walk, url: string, headers: Record<string, string> = {}): Promise<void> {
  await backChannel(walk)({
    purpose: 'front', method: 'GET', url,
    headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8', ...headers },
  })
}

const nothing: WireResponse = { status: 0, headers: {}, body: '' }

async function judge(
  examinee: Examinee, walk: Walk, { state, server }: Started, asking: Asking, sent: readonly Sent[],
): Promise<Asked> {
  const answer = sent.at(-1)?.answer ?? nothing
  const redirectUri = asking.redirectUri ?? ownUri(examinee)
  const endpoint = server.authorization_endpoint ?? ''
  const location = isRedirect(answer)
    ? absolute(answer.headers['location'] ?? '', endpoint)
    : sentByPage(answer, endpoint, [redirectUri, ownUri(examinee)])
  const place = location === undefined ? undefined : placeOf(location, redirectUri, ownUri(examinee))
  const response = location === undefined || place === 'elsewhere'
    ? new URLSearchParams()
    : await extendResponse(walk.extensions, parametersIn(location))
  const error = response.get('error') ?? undefined
  const kind = kindOf(answer, place, response)
  const cameBy = location === undefined ? 'query' : cameAs(answer, endpoint, location)
  const [isSigned, isPushed, exchange] = [
    sent.some(holdsObject), sent.some(isPush), sent.length > 0 ? examinee.seen() : undefined,
  ]
  return {
    kind, answer, exchange, location, cameBy, response, error, state: state.reveal(), redirectUri, isSigned, isPushed,
  }
}

function cameAs(answer: WireResponse, endpoint: string, location: string): CameBy {
  if (!isRedirect(answer) && postedIn(answer, endpoint).includes(location)) return 'form_post'
  return cameBehindHash(location) ? 'fragment' : 'query'
}

function holdsObject({ request: { url, body = '' } }: Sent): boolean {
  return /[?&]request=/.test(url) || /(?:^|&)request=/.test(body)
}

function isPush({ request: { purpose } }: Sent): boolean {
  return purpose === 'push'
}

/**
 * What a page does is done by the provider that sent it: the browser is sent to one of the addresses of this run, or to
 * the one of nobody.
 */
function sentByPage(answer: WireResponse, url: string, [asked, own]: [string, string]): string | undefined {
  return targetsIn(answer, url).find(target =>
    isStrange(target) || placeOf(target, asked, own) !== 'elsewhere')
}

/** The redirect URI as step 2 sends it where nobody listens: with the first port that is to be tried. */
export function ownUri({ walk: { login } }: Examinee): string {
  const port = login.ports.find(candidate => candidate !== 0)
  return port === undefined || !parseAddress(login.redirectUri) ? login.redirectUri : withPort(login.redirectUri, port)
}
