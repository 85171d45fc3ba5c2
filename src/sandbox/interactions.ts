import type { Readable } from 'node:stream'
import type Provider from 'oidc-provider'
import { consentPage, errorPage, showPage, signInPage, wordsOf } from './pages/index.ts'
import type { Words } from './pages/page-words.ts'
import type { People, Person } from './people.ts'

/** A step between a request and its answer, as Koa chains them: it may act before, after or instead of `next`. */
export type SandboxMiddleware = Parameters<Provider['use']>[0]
type Context = Parameters<SandboxMiddleware>[0]
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** An interaction under way: which one, in whose browser, and the facts its pages show. */
interface Visit {
  provider: Provider
  people: People
  context: Context
  interaction: Interaction
  words: Words
  path: string
  redirectUri: string | undefined
}

/** What happens without a page: who is signed in, and whether everything is allowed. */
export interface Unasked { signedIn?: string | undefined, consented?: boolean }

/** What the provider knows, and who uses it. */
export interface Known { people: People, scopes: ReadonlySet<string> }

const largestForm = 16 * 1024

/**
 * The pages in which the user signs in and consents: `GET /interaction/:uid`, and forms posted to `…/login`,
 * `…/confirm`, `…/abort`. A foreign site can't post them: the interaction cookie is SameSite=Lax and bound to the path,
 * which is unguessable.
 */
export function interactionRoutes(
  provider: Provider, { people, scopes }: Known, unasked: Unasked = {},
): SandboxMiddleware {
  return async (context, next) => {
    const [, uid, action] = /^\/interaction\/([\w-]+)(?:\/(login|confirm|abort))?$/.exec(context.path) ?? []
    if (uid === undefined) {
      await next()
      return
    }
    try {
      const visit = await visitOf(provider, people, context, uid)
      if (context.method === 'POST') await submit(visit, action)
      else if (asksForNothing(visit, scopes)) await finish(visit, unknownScope)
      else await showUnless(unasked, visit)
    } catch (error) {
      showFailure(context, error)
    }
  }
}

async function visitOf(provider: Provider, people: People, context: Context, uid: string): Promise<Visit> {
  const interaction = await provider.interactionDetails(context.req, context.res)
  if (interaction.uid !== uid) throw new StaleForm()
  const words = wordsOf(context, interaction.params['ui_locales'])
  return {
    provider, people, context, interaction, words, path: `/interaction/${uid}`,
    redirectUri: parameter(interaction, 'redirect_uri') || undefined,
  }
}

/** RFC 6749, sections 3.3 and 4.1.2.1: the library takes it for the user's refusal. */
const unknownScope = { error: 'invalid_scope', error_description: 'scope names nothing that is known here' }

/** Of an authorization request, nothing is left that could be granted. */
function asksForNothing({ interaction, redirectUri }: Visit, known: ReadonlySet<string>): boolean {
  if (redirectUri === undefined) return false
  const { resource, authorization_details: details } = interaction.params
  return resource === undefined && details === undefined && !asked(interaction).scopes.some(scope => known.has(scope))
}

/** Shows the page of the interaction, unless its answer is settled. */
async function showUnless({ signedIn, consented }: Unasked, visit: Visit): Promise<void> {
  const prompt = visit.interaction.prompt.name
  const person = signedIn === undefined ? undefined : visit.people.named(signedIn)
  if (prompt === 'login' && person) await finish(visit, { login: { accountId: person.claims.sub, amr: ['pwd'] } })
  else if (prompt === 'consent' && consented) await confirm(visit)
  else await show(visit)
}

async function show(visit: Visit): Promise<void> {
  const client = await clientName(visit)
  const page = visit.interaction.prompt.name === 'login'
    ? signInPage(visit.words, {
        path: visit.path, client, people: visit.people.all(), username: parameter(visit.interaction, 'login_hint'),
      })
    : consentPage(visit.words, {
        path: visit.path, client, person: personIn(visit), redirectUri: visit.redirectUri, ...asked(visit.interaction),
      })
  showPage(visit.context, page, visit.redirectUri)
}

async function submit(visit: Visit, action: string | undefined): Promise<void> {
  const prompt = visit.interaction.prompt.name
  if (action === 'abort') await abort(visit)
  else if (action === 'login' && prompt === 'login') await signIn(visit)
  else if (action === 'confirm' && prompt === 'consent') await confirm(visit)
  else throw new StaleForm()
}

async function signIn(visit: Visit): Promise<void> {
  const form = await readForm(visit.context.req)
  const username = form.get('username') ?? ''
  const person = visit.people.recognise(username, form.get('password') ?? '')
  if (person) {
    await finish(visit, { login: { accountId: person.claims.sub, amr: ['pwd'] } })
    return
  }
  visit.context.status = 422
  const page = signInPage(visit.words, {
    path: visit.path, client: await clientName(visit), people: visit.people.all(), username, wrong: true,
  })
  showPage(visit.context, page, visit.redirectUri)
}

async function confirm(visit: Visit): Promise<void> {
  const { provider, interaction } = visit
  const { scopes, claims, resources } = asked(interaction)
  const existing = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId)
  const grant = existing
    ?? new provider.Grant({ accountId: accountOf(visit), clientId: parameter(interaction, 'client_id') })
  grant.addOIDCScope(scopes)
  grant.addOIDCClaims(claims)
  for (const [resource, ofResource] of resources) grant.addResourceScope(resource, ofResource.join(' '))
  await finish(visit, { consent: { grantId: await grant.save() } })
}

async function abort(visit: Visit): Promise<void> {
  await finish(visit, { error: 'access_denied', error_description: 'the user did not allow it' })
}

async function finish(visit: Visit, result: Parameters<Provider['interactionResult']>[2]): Promise<void> {
  visit.context.status = 303
  visit.context.redirect(await visit.provider.interactionResult(visit.context.req, visit.context.res, result))
}

function asked(interaction: Interaction): { scopes: string[], claims: string[], resources: [string, string[]][] } {
  const scopes = parameter(interaction, 'scope').split(' ').filter(scope => scope !== '')
  const { missingOIDCClaims: claims, missingResourceScopes: resources = {} } = interaction.prompt.details
  return {
    scopes, claims: Array.isArray(claims) ? claims.map(String) : [],
    resources: Object.entries(resources as Record<string, string[]>),
  }
}

function accountOf({ interaction }: Visit): string {
  return interaction.session?.accountId ?? ''
}

function personIn(visit: Visit): Person | undefined {
  return visit.people.withSubject(accountOf(visit))
}

function parameter({ params }: Interaction, name: string): string {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

async function clientName({ provider, interaction }: Visit): Promise<string> {
  const client = await provider.Client.find(parameter(interaction, 'client_id'))
  return client?.clientName ?? parameter(interaction, 'client_id')
}

async function readForm(request: Readable): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestForm) throw new StaleForm()
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/**
 * A form that doesn't belong to the interaction as it stands now; it looks to the user like an interaction that is
 * over.
 */
class StaleForm extends Error {
  readonly error = 'invalid_request'
  readonly error_description = 'this form belongs to another sign-in, or to one that is over'
  readonly statusCode = 400
}

function showFailure(context: Context, error: unknown): void {
  if (!(error instanceof Error && 'error' in error && 'statusCode' in error)) throw error
  const { error_description: description } = error as Error & { error_description?: unknown }
  context.status = Number(error.statusCode)
  showPage(context, errorPage(wordsOf(context, undefined), {
    error: String(error.error), ...typeof description === 'string' && { error_description: description },
  }))
}
