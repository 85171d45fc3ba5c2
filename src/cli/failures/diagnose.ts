import { Failure } from '../../codes/failure.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { text } from '../../messages/text.ts'
import type { Remedy, Undo } from '../../messages/remedy.ts'
import { isAssertionNamed, redirectUriOf, textOf, toPair } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { SettingName } from '../../providers/settings.ts'
import type { ProvesBy, Symptom } from '../../providers/doctor/index.ts'
import { fill, fillFix, isSeconds, otherMethod, unsentBy, valuesOf } from './fill-remedy.ts'

/** What the client did, as far as a cause may lie in it. It travels in the details of a failure. */
export interface Circumstances {
  preset: string | undefined
  target: string | undefined
  client_id: string | undefined
  redirect_uri: string | undefined
  scope: string | undefined
  /** The resource that the token was asked for, where the login began there. */
  resource?: string | undefined
  has_secret: boolean
  /** It registered itself for any port of this machine. */
  any_port?: boolean
  /** By which else than a secret the client can prove itself. */
  proves_by?: ProvesBy
  pkce: boolean
  /** It was told to prove itself by nothing. */
  proves_nothing?: boolean
  /** The method of proving itself that this run was told to use, where a secret is sent or signs. */
  chosen_method?: string
  /** Resources that were named for the token (RFC 8707). */
  resources?: string
  /** The provider takes proofs that the client holds a key, by its metadata. */
  offers_proof?: boolean | undefined
  /** The ways to prove a client that the provider takes, by its metadata. */
  methods?: readonly string[] | undefined
  /** Whether its authorization request was signed, where that is known. */
  signs_request?: boolean | undefined
  /** Its authorization request was pushed. */
  pushed?: boolean | undefined
  /** Parameters that its authorization request certainly had not. */
  without?: readonly string[]
  /** The provider was to show no page (`prompt=none`). */
  asks_no_page?: boolean
  /** Its requests proved possession of a key. */
  dpop: boolean
  /** The token came from OAUTH_WALK_ACCESS_TOKEN. */
  token_given?: boolean
}

/**
 * The circumstances of a command with these settings; the redirect URI is the one that was used, or else the one that
 * is set.
 */
export function circumstancesOf(
  resolved: Resolved,
  own: Pick<
    Circumstances, 'has_secret' | 'any_port' | 'offers_proof' | 'methods' | 'pushed' | 'resource' | 'asks_no_page' | 'token_given'
  > & { target: string, redirect_uri?: string, scope?: string, dpop?: boolean },
): Circumstances {
  return {
    redirect_uri: redirectUriOf(resolved), scope: (resolved.scope?.value as string[] | undefined)?.join(' '),
    dpop: resolved.dpop?.value === true, without: notSent(resolved, own.pushed === true),
    asks_no_page: promptOf(resolved).includes('none'), ...own,
    preset: textOf(resolved, 'preset'), client_id: textOf(resolved, 'client-id'),
    pkce: resolved['no-pkce']?.value !== true,
    signs_request: signsRequest(resolved),
    ...textOf(resolved, 'auth-method') === 'none' ? { proves_nothing: true } : {},
    ...methodChosen(resolved),
    ...resolved.resource ? { resources: (resolved.resource.value as string[]).join(' ') } : {},
    ...provesBy(resolved),
    resource: resolved['protected-resource'] ? own.resource : undefined,
  }
}

/** Undefined where a key may have signed it, since the metadata demands that. */
function signsRequest(resolved: Resolved): boolean | undefined {
  if (resolved['request-object']?.value === true) return true
  return resolved['client-key'] === undefined ? false : undefined
}

function promptOf(resolved: Resolved): string[] {
  const { prompt } = Object.fromEntries(((resolved.param?.value ?? []) as string[]).map(toPair))
  return (textOf(resolved, 'prompt') ?? prompt ?? '').split(' ')
}

/** What makes a parameter part of an authorization request, setting by setting. */
const sentBy: Readonly<Record<string, readonly SettingName[]>> = {
  request_uri: ['request-uri'], authorization_details: ['authorization-details'],
  acr_values: ['acr-values', 'claims', 'max-age', 'step-up'],
}

/** Parameters that a request with these settings has not; what a preset adds by itself is none of them. */
function notSent(resolved: Resolved, isPushed: boolean): string[] {
  const others = ((resolved.param?.value ?? []) as string[]).map(param => toPair(param)[0])
  const unset = Object.entries(sentBy).flatMap(([name, settings]) =>
    settings.some(setting => resolved[setting] !== undefined) || (name === 'request_uri' && isPushed) ? [] : [name])
  return [...signsRequest(resolved) === false ? ['request'] : [], ...unset].filter(name => !others.includes(name))
}

const byMethod: Readonly<Record<string, ProvesBy | 'secret' | undefined>> = {
  client_secret_basic: 'secret', client_secret_post: 'secret', client_secret_jwt: 'signed-secret',
  tls_client_auth: 'certificate',
  self_signed_tls_client_auth: 'self-signed',
}

/** What a preset names or a registration chose is how the client is registered: that is no choice of this run. */
function methodChosen(resolved: Resolved): { chosen_method?: string } {
  const { value, source } = resolved['auth-method'] ?? {}
  const isChosen = source === 'flag' || source === 'environment'
  return isChosen && String(value).startsWith('client_secret_') ? { chosen_method: String(value) } : {}
}

/**
 * What the client proves itself with, where that is no secret that it sends: as the method says, otherwise as what it
 * has.
 */
function provesBy(resolved: Resolved): { proves_by?: ProvesBy } {
  const means = isAssertionNamed(resolved)
    ? 'assertion'
    : (['key', 'certificate'] as const).find(name => resolved[named[name]] !== undefined)
  const by = byMethod[textOf(resolved, 'auth-method') ?? ''] ?? means
  return by === undefined || by === 'secret' ? {} : { proves_by: by }
}

const named = { key: 'client-key', certificate: 'tls-cert' } as const

/** What the tokens of a session are good for: another login must not lose it. */
export function sessionScope({ scope }: { scope: readonly string[] }): { scope?: string } {
  return scope.length === 0 ? {} : { scope: scope.join(' ') }
}

/** The same failure with its circumstances, unless a command within this one has told them. */
export function inCircumstances(error: unknown, circumstances: () => Circumstances): unknown {
  return error instanceof Failure && error.details['circumstances'] === undefined
    ? error.with(undefined, { circumstances: circumstances() })
    : error
}

/** The rule of the doctor's table that explains a refusal, as far as what came and these circumstances tell. */
export async function causeOf(failure: Failure, circumstances: Partial<Circumstances>): Promise<string | undefined> {
  const { diagnose } = await import('../../providers/doctor/index.ts')
  return diagnose(symptomOf(failure.with(undefined, { circumstances })))
}

/** The same failure with the doctor's words in the user's language, where its table knows the cause. */
export async function diagnoseFailure(failure: Failure, { language }: Catalogue): Promise<Failure> {
  if (failure.details['diagnosis'] !== undefined || !mayBeKnown(failure)) return failure
  const { diagnose } = await import('../../providers/doctor/index.ts')
  const id = diagnose(symptomOf(failure))
  if (id === undefined) return failure
  const { remedies, undo } = language === 'zh' ? await wordsInChinese() : await wordsInEnglish()
  const [cause, fix] = remedies[id] ?? ['', '']
  return failure.with(undefined, {
    diagnosis: { id, cause: fill(cause, valuesOf(failure)), fix: fillFix(fix, failure, undo) },
  })
}

interface DoctorWords { remedies: Readonly<Record<string, Remedy>>, undo: Undo }

async function wordsInChinese(): Promise<DoctorWords> {
  const { zhDoctor: remedies, zhUndo: undo } = await import('../../messages/zh/doctor.ts')
  return { remedies, undo }
}

async function wordsInEnglish(): Promise<DoctorWords> {
  const { enDoctor: remedies, enUndo: undo } = await import('../../messages/en/doctor.ts')
  return { remedies, undo }
}

/**
 * Only what a provider said of a sign-in, or did not give, has a cause in the table: there is no registered client yet
 * that it could be about.
 */
function mayBeKnown({ code, details }: Failure): boolean {
  if (code === 'registration-refused' || code === 'client-document-refused') return false
  return details['provider'] !== undefined || code === 'not-refreshable'
}

function symptomOf({ code, step, details }: Failure): Symptom {
  const {
    error, meaning, error_description: description, status, numbers, scope: needed, acr_values: acr, max_age: age,
  } = (details['provider'] ?? {}) as Record<string, unknown>
  const {
    preset, has_secret, proves_by: provesBy, pkce, dpop, scope, offers_proof: offersProof, signs_request: signsRequest,
    pushed, any_port: anyPort, client_id: clientId, resource, proves_nothing: provesNothing, resources,
    chosen_method: chosenMethod, without = [], asks_no_page: silent,
    methods, token_given: isGiven,
  } = (details['circumstances'] ?? {}) as Partial<Circumstances>
  return {
    takesOtherMethod: otherMethod(methods) !== undefined,
    failure: code, step, preset, hasSecret: provesBy === undefined ? has_secret : undefined,
    provesBy: seenBy(provesBy, details['url']), pkce, dpop, scope: sentScope(details, scope), offersProof, signsRequest,
    pushed, anyPort,
    atResource: resource !== undefined, provesNothing, choseMethod: chosenMethod !== undefined,
    namesResource: resources !== undefined, silent, unsent: without.includes(unsentBy(details)),
    byDocument: clientId?.startsWith('https://') && has_secret !== true,
    codes: [error, meaning, ...Array.isArray(numbers) ? numbers as unknown[] : []].filter(one =>
      one !== undefined && one !== null).map(String),
    description: typeof description === 'string' ? description : '',
    status: typeof status === 'number' ? status : undefined,
    needed: typeof needed === 'string' ? needed : undefined,
    asksAcr: typeof acr === 'string', asksAge: isSeconds(age), wants: wantedBy(status, details['challenged']),
    isNew: details['renewed'] === true, isOld: details['given_at'] !== undefined, isGiven,
  }
}

/** What a resource wants instead of a Bearer token, by the schemes of its challenges: nothing where it takes one. */
function wantedBy(status: unknown, challenged: unknown): Symptom['wants'] {
  if (status !== 401 || !Array.isArray(challenged) || challenged.length === 0 || challenged.includes('bearer'))
    return undefined
  return challenged.includes('dpop') ? 'proof' : 'no-token'
}

/** A refresh may leave out what its session was granted. */
function sentScope({ scope_sent: sent }: Failure['details'], asked: string | undefined): string | undefined {
  return typeof sent === 'string' ? sent : asked
}

/** A certificate is shown in TLS alone. */
function seenBy(proves: ProvesBy | undefined, url: unknown): ProvesBy | undefined {
  return (proves === 'certificate' || proves === 'self-signed') && text(url).startsWith('http:') ? 'unshown' : proves
}
