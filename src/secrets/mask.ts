import { Failure, type FailureDetails } from '../codes/failure.ts'
import { mapTexts } from '../text/printable.ts'
import type { Message, WalkDocument, WalkEvent, WalkEventBody } from '../walk/events.ts'
import { maskGiven, maskGivenIn } from './given-address.ts'
import type { Masked } from './masked.ts'
import { maskAnswer, maskForeign, maskMembers, maskRequest } from './message.ts'
import { answerRule, credentialRule, openParameters, sentRule, type Rule } from './names.ts'
import type { Secrets } from './secrets.ts'
import { maskAddress, maskOwn } from './text.ts'

/** What an observer may see of one type of event. */
type Mask<Body> = (secrets: Secrets, body: Body, names: Names) => Body
type Names = Readonly<Record<string, string>>
type Body<Type extends WalkEventBody['type']> = Extract<WalkEventBody, { type: Type }>

/** For an event that holds only our own words. */
const ours = <Body>(_secrets: Secrets, body: Body): Body => body

/**
 * How to mask each type of event, member by member; an event without an entry does not compile. Our own words stay as
 * they are, whatever the secrets are, and so does the address that the browser must open.
 */
const masks: { [Type in WalkEventBody['type']]: Mask<Body<Type>> } = {
  'walk-started': (secrets, body) => ({ ...body, target: maskGiven(secrets, body.target) }),
  'step-started': ours,
  'step-finished': ours,
  message: maskMessage,
  'authorization-url': ours,
  'step-differs': ours,
  // The user carries the code to another device.
  'device-authorization': (secrets, { user_code, verification_uri_complete, ...body }) => ({
    ...maskForeign(secrets, body), user_code,
    verification_uri_complete: verification_uri_complete
      && maskAddress(secrets, verification_uri_complete, credentialRule),
  }),
  listening: ours,
  'browser-failed': (secrets, body) => ({ ...body, reason: secrets.hide(body.reason) }),
  waiting: ours,
  'still-waiting': ours,
  'callback-ignored': (secrets, { type, reason, way, ...body }) =>
    ({ ...maskForeign(secrets, body), type, reason, way }),
  http: (secrets, body, names) => whenRead(body, {
    request: ({ request }) => maskRequest(secrets, request, names),
    response: ({ request, response }) => maskAnswer(secrets, request, response, names),
  }),
  decoded: (secrets, body, names) => whenRead(body, {
    header: ({ header }) => maskForeign(secrets, header),
    claims: ({ token, claims }) =>
      maskForeign(secrets, claims, token === 'authorization_response' ? sentRule(names) : credentialRule),
  }),
  finding: (secrets, body) => ({ ...body, details: maskDetails(secrets, body.details) }),
  check: (secrets, body) => whenRead(body, {
    expected: ({ expected }) => maskForeign(secrets, { expected }).expected,
    actual: ({ actual }) => maskForeign(secrets, { actual }).actual,
  }),
  'resource-opened': (secrets, body) => whenRead(body, { shown: ({ shown }) => maskForeign(secrets, shown) }),
  'session-saved': ours,
  // It is made of masked values, and of claims, which a result gives as they came.
  'walk-finished': ours,
}

/** An event as observers see it; `names` are the standard's names for those of the provider. */
export function maskEvent(secrets: Secrets, event: WalkEvent, names: Names): Masked<WalkEvent> {
  const mask = masks[event.type] as Mask<WalkEventBody>
  const { at, step, n, ...body } = event
  const place = { at, ...step === undefined ? {} : { step, n } }
  // Assigned, not spread: what is masked when it is first read would be read by a copy.
  return Object.assign(mask(secrets, body, names), place) as unknown as Masked<WalkEvent>
}

/**
 * A copy whose members are masked only when they are read: most observers look at few events, and a quiet login shows
 * no message.
 */
function whenRead<Of extends object>(body: Of, masked: { [Name in keyof Of]?: (body: Of) => Of[Name] }): Of {
  const shown = { ...body }
  for (const name of Object.keys(masked) as (keyof Of)[]) {
    const member = { enumerable: true, configurable: true }
    const keep = (value: Of[keyof Of] | undefined) =>
      Object.defineProperty(shown, name, { ...member, value, writable: true })
    Object.defineProperty(shown, name, { ...member, get: () => keep(masked[name]?.(body))[name] })
  }
  return shown
}

/** Masks an event for a file: nobody opens the address from there, and claims may repeat a secret. */
export function maskForKeeping(secrets: Secrets, event: Masked<WalkEvent>): Masked<WalkEvent> {
  if (event.type === 'authorization-url') return { ...event, url: maskAddress(secrets, event.url, sentRule({})) }
  return event.type === 'walk-finished' ? { ...event, document: maskDocument(secrets, event.document) } : event
}

function maskMessage(secrets: Secrets, message: Message, names: Names): Message {
  const rule = ruleFor(message, names)
  const { url, parameters } = message
  const isOurs = message.from === 'client' || message.name === 'start'
  const open = Object.entries(parameters ?? {}).filter(([name]) => isOurs && openParameters.has(name))
    .map(([name, value]): [string, unknown] => [name, name === 'target' ? maskGivenIn(secrets, value) : value])
  return whenRead(message, {
    ...url === undefined ? {} : { url: () => isOurs ? maskOwn(secrets, url, rule) : maskAddress(secrets, url, rule) },
    ...parameters === undefined
      ? {}
      : { parameters: () => ({ ...maskMembers(secrets, parameters, rule), ...Object.fromEntries(open) }) },
  })
}

function ruleFor({ name }: Message, names: Names): Rule {
  if (name === 'token-response') return answerRule('token', names)
  if (name === 'registration-response') return answerRule('registration', names)
  return name === 'userinfo-response' ? answerRule('userinfo', names) : sentRule(names)
}

/** Members of findings and failures that are ours: settings, names, addresses of this walk, codes. */
const ownDetails = new Set([
  'profile', 'target', 'client_id', 'redirect_uri', 'setting', 'source', 'path', 'command', 'diagnosis', 'again',
  'circumstances', 'parameters', 'given', 'name', 'what',
  'rule', 'finding', 'purpose', 'seconds', 'step', 'code', 'usage', 'variable', 'bound', 'scope', 'preset',
  'remembered',
])

/** Members that others may have said, and in which the user's own values stand where they can't be used. */
const givenDetails = new Set(['value', 'issuer', 'url', 'uri', 'resource', 'guessed_for', 'origin', 'refused'])

function maskDetails<Details extends FailureDetails>(secrets: Secrets, details: Details): Details {
  const foreign = (value: unknown) => mapTexts(maskForeign(secrets, value), text => hideEnd(secrets, text))
  const told = Object.entries(details).map(([name, value]: [string, unknown]): [string, unknown] => {
    if (ownDetails.has(name)) return [name, maskGivenIn(secrets, value)]
    return [name, givenDetails.has(name) ? maskGivenIn(secrets, foreign(value)) : foreign(value)]
  })
  return Object.fromEntries(told) as Details
}

/** Shorter texts were not cut off. */
const shortestCut = 100

/** Hides the beginning of a secret at the end of a text by others, which may have been cut there. */
function hideEnd(secrets: Secrets, text: string): string {
  return text.length < shortestCut ? text : secrets.hide(text, true)
}

/** A failure without secrets in what others said. A resource server's answer stays as it came. */
export function maskFailure(secrets: Secrets, failure: Failure): Masked<Failure> {
  const { answer, ...details } = failure.details
  const masked = maskDetails(secrets, details)
  const told = { ...masked, ...answer === undefined ? {} : { answer } }
  return new Failure(failure.code, told, { step: failure.step, cause: failure.cause }) as Masked<Failure>
}

function maskDocument(secrets: Secrets, document: WalkDocument): WalkDocument {
  const said = ['userinfo', 'resource', 'scope', 'subject'].filter(name =>
    document[name] !== undefined && document[name] !== null)
  return { ...document, ...Object.fromEntries(said.map(name => [name, maskForeign(secrets, document[name])])) }
}

/** An event or a failure unmasked, for whoever asked to see the secrets. */
export function asItIs<Value extends WalkEvent | Failure>(value: Value): Masked<Value> {
  return value as Masked<Value>
}
