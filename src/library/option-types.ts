import { describeBy, type OptionType } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { authenticationMethods } from '../protocol/authentication/methods.ts'
import type { Extension } from '../walk/extension.ts'
import type { WalkOptions } from './walk-options.ts'

/** What an option must be, as `expected` of the failure says it, and whether a value is that. */
interface Rule { expected: string, takes: (value: unknown) => boolean }

const isText = (value: unknown) => typeof value === 'string'
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOf = (takes: Rule['takes']) => (value: unknown) => Array.isArray(value) && value.every(takes)
const isPair = (value: unknown) => Array.isArray(value) && value.length === 2 && value.every(isText)
const isFunction = (value: unknown) => typeof value === 'function'

const isBoolean = (value: unknown) => typeof value === 'boolean'
const has = (value: unknown, member: string, takes: Rule['takes']) =>
  isObject(value) && takes((value as Readonly<Record<string, unknown>>)[member])

const hooks: readonly (keyof Extension)[] = [
  'checkProvider', 'restrictProvider', 'resourceFound', 'providerFound', 'authorizationRequest', 'authorizationAddress',
  'authorizationResponse', 'checkResponse', 'acceptedResponse', 'refused', 'send',
]
const isExtension = (value: unknown) =>
  hooks.every(hook => has(value, hook, member => member === undefined || isFunction(member)))

function rule(type: OptionType, takes: Rule['takes']): Rule {
  return { expected: describeBy('option-type', type), takes }
}

function oneOf(...names: readonly string[]): Rule {
  return { expected: describeBy('one-of', ...names), takes: value => isText(value) && names.includes(value) }
}

const text: Rule = { expected: describeBy('text'), takes: isText }
const yesOrNo = rule('boolean', isBoolean)
const pairs = rule('pairs', isListOf(isPair))
/** Longer than a million seconds waits no timer, and no flag. */
const seconds = rule('seconds', value => typeof value === 'number' && value >= 0 && value <= 1e6)

const rules: Readonly<Record<keyof WalkOptions, Rule>> = {
  issuer: text, clientId: text, clientSecret: text, redirectUri: text, ca: text,
  endpoints: rule('object', isObject), authMethod: oneOf(...authenticationMethods),
  responseMode: oneOf('query', 'form_post'), language: oneOf('en', 'zh'),
  verbatimSecrets: yesOrNo, par: yesOrNo, pkce: yesOrNo, showSecrets: yesOrNo, strict: yesOrNo,
  scope: rule('texts', isListOf(isText)), parameters: pairs, tokenParameters: pairs,
  openBrowser: rule('function', isFunction), observers: rule('functions', isListOf(isFunction)),
  extensions: rule('extensions', isListOf(isExtension)),
  timeout: seconds, httpTimeout: seconds,
  // One of another realm is no instance of ours.
  signal: rule('signal', value => has(value, 'addEventListener', isFunction) && has(value, 'aborted', isBoolean)),
}

const endpointNames: Readonly<Record<keyof NonNullable<WalkOptions['endpoints']>, true>> = {
  authorization_endpoint: true, token_endpoint: true, userinfo_endpoint: true, revocation_endpoint: true,
  jwks_uri: true, device_authorization_endpoint: true, pushed_authorization_request_endpoint: true,
  introspection_endpoint: true, registration_endpoint: true,
}

/**
 * Requires each option to be of its type, since a program without types may pass anything, and takes no other: one that
 * is misspelt would be left out in silence. Raises `setting-invalid` with the name of the option, and never its value.
 */
export function requireTypes(options: unknown): asserts options is WalkOptions {
  if (!isObject(options)) throw invalid('options', describeBy('option-type', 'object'), options)
  const given = options as Readonly<Record<string, unknown>>
  requireKnown(given, Object.keys(rules), '')
  for (const [name, { expected, takes }] of Object.entries(rules)) {
    const isNeeded = name === 'clientId' || name === 'openBrowser'
    if ((given[name] !== undefined || isNeeded) && !takes(given[name])) throw invalid(name, expected, given[name])
  }
  const endpoints = (given['endpoints'] ?? {}) as Readonly<Record<string, unknown>>
  requireKnown(endpoints, Object.keys(endpointNames), 'endpoints.')
}

/** One that is undefined was left out. */
function requireKnown(given: Readonly<Record<string, unknown>>, known: readonly string[], within: string): void {
  const unknown = Object.keys(given).find(name => given[name] !== undefined && !known.includes(name))
  if (unknown !== undefined)
    throw invalid(`${within}${unknown}`, describeBy('no-option', ...known), given[unknown])
}

function invalid(setting: string, expected: string, value: unknown): Failure {
  return new Failure('setting-invalid', { setting, expected, ...value === undefined ? { missing: true } : {} })
}
