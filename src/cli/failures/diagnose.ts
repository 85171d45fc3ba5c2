import { Failure } from '../../codes/failure.ts'
import { loginWith, runIn, session, setElsewhere, signIn } from '../../messages/again.ts'
import type { ThisRun } from '../../messages/way.ts'
import type { Advice } from '../../messages/way.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { text } from '../../messages/text.ts'
import type { Remedy, Undo } from '../../messages/remedy.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { isAssertionNamed, redirectUriOf, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { ProvesBy, Symptom } from '../../providers/doctor/index.ts'
import { clean } from '../../text/printable.ts'
import { fillCommand, type Command } from '../../text/shell.ts'

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
  /** Resources that were named for the token (RFC 8707). */
  resources?: string
  /** The provider takes proofs that the client holds a key, by its metadata. */
  offers_proof?: boolean | undefined
  /** Whether its authorization request was signed, where that is known. */
  signs_request?: boolean | undefined
  /** Its authorization request was pushed. */
  pushed?: boolean | undefined
  /** Its requests proved possession of a key. */
  dpop: boolean
}

/**
 * The circumstances of a command with these settings; the redirect URI is the one that was used, or else the one that
 * is set.
 */
export function circumstancesOf(
  resolved: Resolved,
  own: Pick<Circumstances, 'has_secret' | 'any_port' | 'offers_proof' | 'pushed' | 'resource'>
    & { target: string, redirect_uri?: string, scope?: string, dpop?: boolean },
): Circumstances {
  return {
    redirect_uri: redirectUriOf(resolved), scope: ((resolved.scope?.value ?? []) as string[]).join(' '),
    dpop: resolved.dpop?.value === true, ...own,
    preset: textOf(resolved, 'preset'), client_id: textOf(resolved, 'client-id'),
    pkce: resolved['no-pkce']?.value !== true,
    signs_request: signsRequest(resolved),
    ...textOf(resolved, 'auth-method') === 'none' ? { proves_nothing: true } : {},
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

const byMethod: Readonly<Record<string, ProvesBy | 'secret' | undefined>> = {
  client_secret_basic: 'secret', client_secret_post: 'secret', client_secret_jwt: 'signed-secret',
  tls_client_auth: 'certificate',
  self_signed_tls_client_auth: 'self-signed',
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
  } = (details['circumstances'] ?? {}) as Partial<Circumstances>
  return {
    failure: code, step, preset, hasSecret: provesBy === undefined ? has_secret : undefined,
    provesBy: seenBy(provesBy, details['url']), pkce, dpop, scope, offersProof, signsRequest, pushed, anyPort,
    atResource: resource !== undefined, provesNothing, namesResource: resources !== undefined,
    byDocument: clientId?.startsWith('https://') && has_secret !== true,
    codes: [error, meaning, ...Array.isArray(numbers) ? numbers as unknown[] : []].filter(one =>
      one !== undefined && one !== null).map(String),
    description: typeof description === 'string' ? description : '',
    status: typeof status === 'number' ? status : undefined,
    needed: typeof needed === 'string' ? needed : undefined,
    asksAcr: typeof acr === 'string', asksAge: isSeconds(age),
  }
}

/** A certificate is shown in TLS alone. */
function seenBy(proves: ProvesBy | undefined, url: unknown): ProvesBy | undefined {
  return (proves === 'certificate' || proves === 'self-signed') && text(url).startsWith('http:') ? 'unshown' : proves
}

function isSeconds(text: unknown): boolean {
  return typeof text === 'string' && /^\d{1,9}$/.test(text)
}

/** A longer value could not be typed; it is an address at most. */
const longestValue = 2000

function valuesOf({ details }: Failure): Record<string, string> {
  const { target, client_id: clientId, redirect_uri: redirectUri, scope, resource, resources, preset }
    = (details['circumstances'] ?? {}) as Partial<Circumstances>
  const { scope: wanted, acr_values: acr, max_age: age } = (details['provider'] ?? {}) as Record<string, unknown>
  const needed = text(wanted)
  const asked = Array.isArray(details['scope']) ? details['scope'].join(' ') : scope ?? ''
  return {
    target: clean(target ?? '', longestValue),
    client_id: clean(clientId ?? '', longestValue),
    redirect_uri: clean(redirectUri ?? '', longestValue),
    port: parseAddress(redirectUri ?? '')?.port || '8766',
    url: clean(text(details['url']).split('?')[0] ?? '', longestValue),
    scope: clean(asked, longestValue),
    needed,
    resource: clean(resource ?? '', longestValue),
    resources: clean(resources ?? '', longestValue),
    acr_values: clean(text(acr), longestValue),
    max_age: isSeconds(age) ? text(age) : '',
    less: clean(lessThan(asked, preset), longestValue) || 'openid',
    with_needed: clean(
      [...new Set(`${asked} ${scope ?? ''} ${needed}`.split(' ').filter(Boolean))].join(' '), longestValue,
    ),
  }
}

/** One of several scopes; of a single one that was refused, only another is less. */
function lessThan(scope: string, preset: string | undefined): string {
  const [first = '', ...others] = scope.split(' ')
  return scope.includes('openid') || (others.length === 0 && preset === undefined) ? 'openid' : first
}

/** What nobody named leaves its quotation marks out as well. */
function fill(text: string, values: Record<string, string>): string {
  const isEmpty = (name: string) => (values[name] ?? '') === ''
  const told = text.replace(/ ?"\{(\w+)\}"|“\{(\w+)\}”(?:中的?)?/g, (
    whole, english: string | undefined, chinese: string | undefined,
  ) => isEmpty(english ?? chinese ?? '') ? '' : whole)
  return told.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '').replace(/ {2,}/g, ' ').trim()
}

/** What helps, line by line: each is a command for this run, or advice. Every hint ends with something to type. */
export function fillFix(fix: string, failure: Failure, undo: Undo): readonly (Command | Advice)[] {
  const [values, run] = [valuesOf(failure), runIn(failure.details)]
  const lines = fix.split('\n')
  const elsewhere = setElsewhere(run, lines.flatMap(flagsWithout))
  const ways = [
    ...elsewhere.map(setting => ({ advice: undo(setting) })),
    ...lines.filter(line => isCommand(line) || !elsewhere.some(({ flag }) => line.includes(flag))).map(line =>
      isCommand(line) ? fillLine(line, values, run) : { advice: fill(line, values) }),
  ]
  return ways.some(way => typeof way === 'string') ? ways : [...ways, signIn(run)]
}

/** The flags that a line of the table leaves out of this run's login. */
function flagsWithout(line: string): string[] {
  return /\{without (.*)\}$/.exec(line)?.[1]?.split(' ') ?? []
}

function isCommand(line: string): boolean {
  return line.startsWith('oauth-walk ')
}

/**
 * A line of the doctor's table: `oauth-walk login {target}` is this run's login, less the flags behind `{without …}`.
 */
function fillLine(line: string, values: Record<string, string>, run: ThisRun): Command {
  const [, words, without = ''] = /^oauth-walk login \{target\}(.*?)(?: \{without (.*)\})?$/.exec(line) ?? []
  if (words !== undefined)
    return loginWith(fillCommand(words.replace(' {step_up}', stepUpFlags(values)), values), without.split(' '))(run)
  return line === 'oauth-walk token refresh' ? session`token refresh`(run) : fillCommand(line, values)
}

/** The flags of the sign-in that a challenge asks for, as a line of the table has them. */
function stepUpFlags({ acr_values: acr, max_age: age, needed }: Record<string, string>): string {
  return `${acr ? ' --acr-values "{acr_values}"' : ''}${age ? ' --max-age {max_age}' : ''}${needed
    ? ' --scope "{with_needed}"'
    : ''}`
}
