import { mapTexts } from '../text/printable.ts'
import { comparedName, sentRule } from './names.ts'
import { maskNested, secretsNested } from './nested.ts'
import type { Position } from './position.ts'
import { addressPositions } from './positions.ts'
import { replaceRanges } from './ranges.ts'
import type { Secrets } from './secrets.ts'
import { spokenPositions } from './spoken.ts'

const sent = sentRule({})

/** Names that gateways give their keys. In a message of others they may be anything. */
const ofGateway = /^(?:[a-z]{1,20}[_.-]){0,3}(?:key|pass|pwd|auth)$/i

function rule(name: string): string | undefined {
  const compared = comparedName(name)
  return sent(name) ?? (ofGateway.test(compared) ? compared.toLowerCase().replaceAll('.', '_') : undefined)
}

/** Without one of these a text has no address with parameters or a user. */
const mayHold = /[?#@=]/

const addresses = /[a-z][a-z\d+.-]{0,20}:\/\/[^\s"'<>]+/gi

/** At a database the user without a password is a name; on the web it may be a token. */
const isOfWeb = /^https?:/i

/**
 * A text of the user's, such as the address of a server or an issuer, as it may be shown: people give addresses with a
 * key, a code or a password in them. What is masked is remembered, so that it is masked in what others say too.
 */
export function maskGiven(secrets: Secrets, text: string): string {
  if (!mayHold.test(text)) return text
  const placed = positionsOf(text)
  remember(secrets, [...placed, ...secretsNested(text, rule)])
  const masked = replaceRanges(text, placed.map(({ start, end, kind, value }) =>
    ({ start, end, by: secrets.placeholder(kind, value) })))
  return maskNested(secrets, masked, rule)
}

/** The same for a value that may hold such texts at any depth. */
export function maskGivenIn<Value>(secrets: Secrets, value: Value): Value {
  return mapTexts(value, text => maskGiven(secrets, text)) as Value
}

/** Remembers the secrets in the addresses among these texts, so that they are masked in whatever is told. */
export function rememberGiven(secrets: Secrets, texts: readonly string[]): void {
  for (const text of texts) if (mayHold.test(text)) remember(secrets, secretsIn(text))
}

function secretsIn(text: string): Position[] {
  return [...positionsOf(text), ...secretsNested(text, rule)]
}

function remember(secrets: Secrets, found: readonly Position[]): void {
  for (const { kind, value } of found) secrets.remember(kind, value)
}

/** The same address without the values of its secrets, for what is named after it. */
export function withoutSecrets(address: string): string {
  const own = replaceRanges(address, positionsOf(address).map(({ start, end }) => ({ start, end, by: '' })))
  return secretsNested(own, rule).reduce((text, { value }) => value === '' ? text : text.replaceAll(value, ''), own)
}

/** A user and a password before a host, without a scheme. */
const login = /^([^\s/?#@:]{1,200}:)([^\s/?#@]{1,500})@[\w.[-]/

/** Secrets of the addresses within a text; one without a scheme is all of it. */
function positionsOf(text: string): Position[] {
  const [, user, value] = login.exec(text) ?? []
  if (user !== undefined && value !== undefined)
    return [{ start: user.length, end: user.length + value.length, kind: 'password', value }]
  const found = [...text.matchAll(addresses)].flatMap(({ index, 0: address }) =>
    addressPositions(address, rule).filter(({ kind }) => kind !== 'userinfo' || isOfWeb.test(address))
      .map(({ start, end, ...rest }) => ({ ...rest, start: index + start, end: index + end })))
  const bare = found.length > 0 || !/[?#]/.test(text) ? [] : addressPositions(text, rule)
  return [...found, ...bare, ...spokenPositions(text)]
}
