import { withPort } from '../../addresses/as-written.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { usualPort } from '../../addresses/port.ts'
import type { Failure, FailureDetails } from '../../codes/failure.ts'
import { login, loginWith, runIn, session, setElsewhere, signIn } from '../../messages/again.ts'
import type { Undo } from '../../messages/remedy.ts'
import { pick, text } from '../../messages/text.ts'
import type { Advice, OfRun, ThisRun } from '../../messages/way.ts'
import { clean } from '../../text/printable.ts'
import { fillCommand, type Command } from '../../text/shell.ts'
import type { Circumstances } from './diagnose.ts'

/** Tells whether a text is a number of seconds, as a challenge names one. */
export function isSeconds(text: unknown): boolean {
  return typeof text === 'string' && /^\d{1,9}$/.test(text)
}

/** The way of sending a secret that was not used, where the provider takes several and this run named none. */
export function otherMethod(methods: readonly string[] = []): string | undefined {
  const [, other] = sendingSecrets.filter(method => methods.includes(method))
  return other
}

/** In the order in which a walk prefers them. */
const sendingSecrets = ['client_secret_basic', 'client_secret_post']

/** The parameter that a code of the standards speaks of. */
const spokenOf: Readonly<Record<string, string>> = {
  request_not_supported: 'request', request_uri_not_supported: 'request_uri', invalid_request_uri: 'request_uri',
  invalid_authorization_details: 'authorization_details', unmet_authentication_requirements: 'acr_values',
}
/** The prompt by which a page is asked for, where it is not that of the sign-in. */
const prompts: Readonly<Record<string, string>> = {
  consent_required: 'consent', account_selection_required: 'select_account',
}

function codeIn(details: FailureDetails): string {
  return text((details['provider'] as { error?: unknown } | undefined)?.error)
}

/** The parameter of the authorization request that the provider's code speaks of; nothing where it speaks of none. */
export function unsentBy(details: FailureDetails): string {
  return pick(spokenOf, codeIn(details)) ?? ''
}

/** A longer value could not be typed; it is an address at most. */
const longestValue = 2000

/** What stands for the names in braces of the doctor's table. */
export function valuesOf({ details }: Failure): Record<string, string> {
  const {
    target, client_id: clientId, redirect_uri: redirectUri, scope, resource, resources, preset, chosen_method: method,
    methods,
  }
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
    given_at: text(details['given_at']),
    method: clean(method ?? '', longestValue),
    other_method: otherMethod(methods) ?? 'client_secret_post',
    resource: clean(resource ?? '', longestValue),
    resources: clean(resources ?? '', longestValue),
    acr_values: clean(text(acr), longestValue),
    max_age: isSeconds(age) ? text(age) : '',
    less: clean(lessThan(asked, preset), longestValue),
    unsent: unsentBy(details),
    challenged: clean(schemeNames(details), longestValue),
    sent: clean(text(details['scope_sent']), longestValue),
    prompt: pick(prompts, codeIn(details)) ?? 'login',
    with_needed: clean(
      union(asked, scope ?? '', needed), longestValue,
    ),
  }
}

/** The schemes of a challenge as they are written: Basic, Negotiate. */
function schemeNames({ challenged }: FailureDetails): string {
  return (Array.isArray(challenged) ? challenged.map(text) : [])
    .map(scheme => `${scheme.slice(0, 1).toUpperCase()}${scheme.slice(1)}`).join(', ')
}

function union(...scopes: readonly string[]): string {
  return [...new Set(scopes.flatMap(scope => scope.split(' ')).filter(Boolean))].join(' ')
}

/** One of several scopes; of a single one that was refused, only another is less, which the user knows. */
function lessThan(scope: string, preset: string | undefined): string {
  const [first = '', ...others] = scope.split(' ')
  const less = scope.includes('openid') || (others.length === 0 && preset === undefined) ? 'openid' : first
  return less === scope ? 'SCOPE' : less
}

/** What nobody named leaves its quotation marks out as well. */
export function fill(text: string, values: Record<string, string>): string {
  const isEmpty = (name: string) => (values[name] ?? '') === ''
  const told = text.replace(/ ?"\{(\w+)\}"|“\{(\w+)\}”(?:中的?)?/g, (
    whole, english: string | undefined, chinese: string | undefined,
  ) => isEmpty(english ?? chinese ?? '') ? '' : whole)
  return told.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '').replace(/ {2,}/g, ' ').trim()
}

/** What helps, line by line: each is a command for this run, or advice. Every hint ends with something to type. */
export function fillFix(fix: string, failure: Failure, undo: Undo): readonly (Command | Advice)[] {
  const run = runIn(failure.details)
  const [lines, fixed] = [fix.split('\n'), portToRegister(run, fix)]
  const values = fixed === undefined ? valuesOf(failure) : withFixedPort(valuesOf(failure), fixed)
  const elsewhere = setElsewhere(run, lines.flatMap(flagsWithout))
  const ways = [
    ...fixed === undefined ? [] : [login`--port ${fixed}`(run)],
    ...elsewhere.map(setting => ({ advice: undo(setting) })),
    ...lines.filter(line => isCommand(line) || !elsewhere.some(({ flag }) => line.includes(flag))).map(line =>
      isCommand(line) ? fillLine(line, values, run) : { advice: fill(line, values) }),
  ].filter(way => way !== '')
  return ways.some(way => typeof way === 'string') ? ways : [...ways, signIn(run)]
}

/** A login that listens at any free port comes back to another one each time: a fixed one can be registered. */
function portToRegister({ login: words }: ThisRun, fix: string): number | undefined {
  const isAny = words.some(([flag, value]) => flag === '--port' && value === '0')
  return isAny && fix.includes('{redirect_uri}') ? usualPort : undefined
}

function withFixedPort(values: Record<string, string>, port: number): Record<string, string> {
  const uri = values['redirect_uri'] ?? ''
  return { ...values, redirect_uri: parseAddress(uri) === undefined ? uri : withPort(uri, port) }
}

/** The flags that a line of the table leaves out of this run's login. */
function flagsWithout(line: string): string[] {
  return /\{without (.*)\}$/.exec(line)?.[1]?.split(' ') ?? []
}

function isCommand(line: string): boolean {
  return line.startsWith('oauth-walk ') || line.startsWith('unset ')
}

/**
 * A line of the doctor's table: `oauth-walk login {target}` is this run's login, less the flags behind `{without …}`.
 */
function fillLine(line: string, values: Record<string, string>, run: ThisRun): Command {
  const [, words, without = ''] = /^oauth-walk login \{target\}(.*?)(?: \{without (.*)\})?$/.exec(line) ?? []
  if (words !== undefined)
    return unlessSaid(fillCommand(words.replace(' {step_up}', stepUpFlags(values)), values), without.split(' '), run)
  return pick(ofSession, line)?.(run) ?? fillCommand(line, values)
}

/** Lines that are about this run's session. */
const ofSession: Readonly<Record<string, OfRun>> = {
  'oauth-walk token refresh': session`token refresh`, 'oauth-walk token show': session`token show`,
}

/** This run's login with words besides; where it had the very same and failed, with its messages shown. */
function unlessSaid(words: Command, without: readonly string[], run: ThisRun): Command {
  const wordsOf = (command: Command) => command.split(' ').sort().join(' ')
  const next = loginWith(words, without)(run)
  return words !== '' && run.isLogin && wordsOf(next) === wordsOf(signIn(run)) ? login`-v`(run) : next
}

/** The flags of the sign-in that a challenge asks for, as a line of the table has them. */
function stepUpFlags({ acr_values: acr, max_age: age, needed }: Record<string, string>): string {
  return `${acr ? ' --acr-values "{acr_values}"' : ''}${age ? ' --max-age {max_age}' : ''}${needed
    ? ' --scope "{with_needed}"'
    : ''}`
}
