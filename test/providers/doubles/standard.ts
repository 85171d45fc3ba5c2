import {
  checkChallenge, checkHeader, checkMethod, checkParameters, checkVerifier, isSame, readBasic, readBearer, readForm,
  readJson,
  type ParameterRule, type Parameters,
} from '../../support/vendor-checks.ts'
import { openBook, type Book, type Grant, type Look } from '../../support/vendor-book.ts'
import { Fault, type Answer, type Heard, type Phase, type Routes, type Vendor } from '../../support/vendor-double.ts'

/** Where and how a double runs: its origin, and the redirect URIs that are registered at it. */
export interface Place {
  origin: string
  registered: readonly string[]
}

export interface Tokens {
  access_token: string
  refresh_token: string
}

type Headers = Readonly<Record<string, string | RegExp | undefined>>
export type Authentication = 'basic' | 'post' | 'none'

/** What a vendor publishes of its authorization endpoint. */
export interface AuthorizeFacts extends ParameterRule {
  path: string
  /** Tells whether the vendor lets the browser go back there. */
  redirect: (uri: string, registered: readonly string[]) => boolean
  /** Empty: the vendor's scopes are set elsewhere, and the parameter is unknown. */
  scopes: readonly string[]
  /** Between scopes; a space unless the facts say otherwise. */
  separator?: string | RegExp
  pkce: 'required' | 'supported' | 'unknown'
  /** Further parameters of the authorization response. */
  extra?: Readonly<Record<string, string>>
  /** Answers in another way than by a redirect. */
  back?: (uri: string, fields: Record<string, string>, request: URLSearchParams) => Answer | undefined
  /** What else the vendor looks at; raises a fault. */
  check?: (request: URLSearchParams) => void
}

/** What a vendor publishes of its token endpoint. */
export interface TokenFacts {
  path: string
  encoding?: 'form' | 'json' | 'either'
  authentication: readonly Authentication[]
  /** Parameters beyond those of the grant; `client_id` stands beside a Basic header where it is named here. */
  optional?: readonly string[]
  /** Ids and secrets in a Basic header are form-decoded, unless the vendor never does. */
  decoded?: boolean
  checkSecret?: (secret: string) => boolean
  headers?: Headers
  answer: (tokens: Tokens, grant: Grant, accept: string) => Answer | Promise<Answer>
}

/** `none`: the vendor issues no refresh token. */
export type RefreshFacts = 'none' | { rotates: boolean, optional?: readonly string[], answer: TokenFacts['answer'] }

/** A protected resource; the token stands in the Authorization header unless the facts say where else. */
export interface ResourceFacts {
  method?: 'GET' | 'POST'
  query?: ParameterRule
  headers?: Headers
  token?: (heard: Heard) => string
  /** A POST with no body at all. */
  empty?: boolean
  answer: (heard: Heard, grant: Grant) => unknown
}

/** The facts of a vendor that speaks the authorization code grant nearly as the standard has it. */
export interface Facts {
  client: { id: string, secret: string }
  authorize: AuthorizeFacts
  token: TokenFacts
  refresh: RefreshFacts
  resources: Readonly<Record<string, ResourceFacts>>
  /** Documents for everyone: discovery, keys. */
  documents?: Readonly<Record<string, unknown>>
  /** How the codes and tokens look, where that is part of the facts. */
  look?: Look
  refuse: (fault: Fault, phase: Phase) => Answer
}

/** Plays the vendor of these facts. */
export function playStandard(
  { authorize, token, refresh, resources, documents = {}, client, look, refuse }: Facts, { registered }: Place,
): Vendor {
  const book = openBook(look)
  const routes: Routes = {
    [authorize.path]: {
      phase: 'authorize', handle: heard => answerAuthorization(authorize, client.id, registered, book, heard),
    },
    [token.path]: { phase: 'token', handle: async heard => answerToken(token, refresh, client, book, heard) },
  }
  for (const [path, facts] of Object.entries(resources)) {
    routes[path] = { phase: 'userinfo', handle: heard => answerResource(facts, book, heard) }
  }
  for (const [path, body] of Object.entries(documents)) routes[path] = { phase: 'userinfo', handle: () => ({ body }) }
  return { routes, refuse }
}

function answerAuthorization(
  facts: AuthorizeFacts, clientId: string, registered: readonly string[], book: Book, heard: Heard,
): Answer {
  checkMethod(heard, 'GET')
  const { query } = heard
  const challenge = facts.pkce === 'unknown' ? [] : ['code_challenge', 'code_challenge_method']
  checkParameters(query, {
    ...facts, optional: [...facts.optional ?? [], ...challenge], fixed: { response_type: 'code', ...facts.fixed },
  })
  if (query.get('client_id') !== clientId) throw new Fault('client-unknown', 'client_id')
  const uri = query.get('redirect_uri') ?? ''
  if (!facts.redirect(uri, registered)) throw new Fault('redirect-uri-wrong', 'redirect_uri')
  const scopes = query.get('scope')?.split(facts.separator ?? ' ') ?? []
  if (scopes.some(scope => !facts.scopes.includes(scope))) throw new Fault('scope-wrong', 'scope')
  if (facts.pkce === 'required' && !query.has('code_challenge')) throw new Fault('challenge-missing', 'code_challenge')
  checkChallenge(query)
  facts.check?.(query)
  const state = query.get('state')
  const fields = { code: book.issueCode(query), ...state === null ? {} : { state }, ...facts.extra }
  return facts.back?.(uri, fields, query) ?? redirectTo(uri, fields)
}

function redirectTo(uri: string, fields: Record<string, string>): Answer {
  const location = new URL(uri)
  for (const [name, value] of Object.entries(fields)) location.searchParams.set(name, value)
  return { status: 302, headers: { location: location.href } }
}

async function answerToken(
  facts: TokenFacts, refresh: RefreshFacts, client: Facts['client'], book: Book, heard: Heard,
): Promise<Answer> {
  checkMethod(heard, 'POST')
  for (const [name, value] of Object.entries(facts.headers ?? {})) checkHeader(heard, name, value)
  const given = checkClient(facts, client, heard, readBody(facts, heard))
  const parameters = new Map(given)
  const accept = heard.headers.accept ?? ''
  const issue = (grant: Grant, refreshToken: string) => ({
    access_token: book.issueAccessToken(grant), refresh_token: refreshToken,
  })
  if (parameters.get('grant_type') === 'authorization_code') {
    const grant = redeem(given, parameters, book, facts.optional)
    return facts.answer(issue(grant, book.issueRefreshToken(grant)), grant, accept)
  }
  if (parameters.get('grant_type') !== 'refresh_token' || refresh === 'none')
    throw new Fault('grant-type-wrong', 'grant_type')
  checkParameters(given, { required: ['grant_type', 'refresh_token'], optional: refresh.optional ?? [] })
  const old = parameters.get('refresh_token') ?? ''
  const grant = book.redeemRefreshToken(old, refresh.rotates)
  return refresh.answer(issue(grant, refresh.rotates ? book.issueRefreshToken(grant) : old), grant, accept)
}

function redeem(
  given: Parameters, parameters: Map<string, string>, book: Book, optional: readonly string[] = [],
): Grant {
  checkParameters(given, { required: ['grant_type', 'code', 'redirect_uri'], optional: ['code_verifier', ...optional] })
  const grant = book.redeemCode(parameters.get('code'))
  if (parameters.get('redirect_uri') !== grant.request.get('redirect_uri'))
    throw new Fault('redirect-uri-wrong', 'redirect_uri')
  checkVerifier(parameters.get('code_verifier'), grant.request.get('code_challenge'))
  return grant
}

function readBody({ encoding = 'form' }: TokenFacts, heard: Heard): Parameters {
  const json = heard.headers['content-type']?.startsWith('application/json')
  return encoding === 'json' || (encoding === 'either' && json) ? readJson(heard) : readForm(heard)
}

/** The client has proven itself where the vendor wants it; gives the parameters of the grant alone. */
function checkClient(
  { authentication, decoded, checkSecret, optional = [] }: TokenFacts, client: Facts['client'], heard: Heard,
  given: Parameters,
): Parameters {
  const basic = readBasic(heard, decoded)
  const parameters = new Map(given)
  const posted = parameters.has('client_secret')
  const used: Authentication = basic ? 'basic' : posted ? 'post' : 'none'
  if (used === 'none' && !authentication.includes('none'))
    throw new Fault('client-authentication-misplaced', 'client_secret')
  if (!authentication.includes(used) || (basic && posted)) throw new Fault('client-authentication-misplaced', used)
  if (basic && parameters.has('client_id') && !optional.includes('client_id'))
    throw new Fault('parameter-unknown', 'client_id')
  if ((basic?.id ?? parameters.get('client_id')) !== client.id) throw new Fault('client-unknown', 'client_id')
  const secret = basic?.secret ?? parameters.get('client_secret') ?? ''
  const right = used === 'none' || (checkSecret ? checkSecret(secret) : isSame(secret, client.secret))
  if (!right) throw new Fault('client-secret-wrong', 'client_secret')
  return given.filter(([name]) => name !== 'client_id' && name !== 'client_secret')
}

function answerResource(
  { method = 'GET', headers = {}, query = { required: [] }, token = readBearer, empty, answer }: ResourceFacts,
  book: Book, heard: Heard,
): Answer {
  checkMethod(heard, method)
  for (const [name, value] of Object.entries(headers)) checkHeader(heard, name, value)
  const grant = book.checkAccessToken(token(heard))
  checkParameters(heard.query, query)
  if (empty && (heard.body !== '' || heard.headers['content-type'] !== undefined)) throw new Fault('body-wrong')
  return { body: answer(heard, grant) }
}
