import type { Pairs, Seen, WalkRecord } from '../../explain/record.ts'
import type { Veiling } from '../../render/explain/explanation.ts'
import { maskMembers } from '../../secrets/message.ts'
import { answerRule, credentialRule, type Rule } from '../../secrets/names.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Purpose } from '../../wire.ts'
import { maskNested } from '../../secrets/nested.ts'
import { maskSaid } from '../../secrets/said.ts'
import { maskAddress, maskBody } from '../../secrets/text.ts'
import { mapTexts } from '../../text/printable.ts'
import { isCode, pairsIn, ruleOfClaims, secretsOf, sentHere, write } from './secrets-of.ts'

/** Everything as it came, for whoever asked to see it. */
export const openVeil: Veiling = {
  sent: pairs => pairs, answered: ({ response }) => [...fieldsOf(response), ...pairsIn(response?.members)],
  address: url => url,
  claims: ({ claims }) => pairsIn(claims), header: ({ header }) => pairsIn(header), text: text => text,
  reading: reading => reading,
}

/** Secrets by where they stand in the record, each by a short name; the same value has the same name. */
export function drawVeil(secrets: Secrets, record: WalkRecord): Veiling {
  for (const [kind, value] of secretsOf(record)) secrets.remember(kind, value)
  const nested = (text: string) => maskNested(secrets, text, sentHere)
  const quote = (text: string) => maskSaid(secrets, text, sentHere)
  const one = (name: string, value: unknown, rule: Rule): readonly [string, string] => {
    if (name === 'code' && typeof value === 'string' && value !== '' && isCode(value))
      return [name, secrets.placeholder('code', value)]
    const given = rule(name) === undefined ? mapTexts(value, text => quote(nested(text))) : value
    const [[shown, masked] = [name, '']] = Object.entries(maskMembers(secrets, { [name]: given }, rule))
    return [shown, write(masked)]
  }
  const hide = (value: string | number) => secrets.hide(quote(hideAddress(secrets, String(value))))
  return {
    sent: pairs => pairs.map(([name, value]) => one(name, value, sentHere)),
    answered: ({ kind, response }) => [
      ...fieldsOf(response).map(([name, value]) =>
        name === 'set-cookie' ? [name, withoutValue(secrets, value)] as const : one(name, value, sentHere)),
      ...Object.entries(response?.members ?? {}).map(([name, value]) =>
        one(name, value, answerRule(purposeOf(kind), {}))),
    ],
    address: url => maskAddress(secrets, nested(url), sentHere),
    claims: ({ role, claims = {} }) =>
      Object.entries(claims).map(([name, value]) => one(name, value, ruleOfClaims(role))),
    header: ({ header }) => Object.entries(header).map(([name, value]) => one(name, value, credentialRule)),
    text: text => secrets.hide(maskBody(secrets, quote(text), sentHere)),
    reading: reading => ({
      ...reading,
      details: Object.fromEntries(Object.entries(reading.details).map(([name, value]) => [
        name, typeof value === 'object' ? value.map(hide) : typeof value === 'number' ? value : hide(value),
      ])),
    }),
  }
}

/** Header fields of an answer that belong to the protocol; of fields that stand alone, also what they set. */
function fieldsOf(response: Seen['response']): Pairs {
  const isAlone = response?.status === undefined && response?.body === undefined
  return (response?.headers ?? []).filter(([name]) =>
    ['dpop-nonce', 'www-authenticate', 'location'].includes(name) || (isAlone && name === 'set-cookie'))
}

/** A cookie with its name and attributes. */
function withoutValue(secrets: Secrets, field: string): string {
  const [pair = '', ...attributes] = field.split(';')
  const [name = '', ...value] = pair.split('=')
  return [`${name}=${secrets.placeholder('cookie', value.join('=').trim())}`, ...attributes].join(';')
}

function purposeOf(kind: Seen['kind']): Purpose {
  return kind === 'keys-request' ? 'jwks' : kind === 'userinfo-request' ? 'userinfo' : 'token'
}

function hideAddress(secrets: Secrets, value: string): string {
  return /^[a-z][\w+.-]*:\/\//i.test(value)
    ? maskAddress(secrets, maskNested(secrets, value, sentHere), sentHere)
    : value
}
