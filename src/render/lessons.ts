import type { Case, Lesson, Lessons, TaughtParameter, Topic } from '../messages/lessons.ts'
import { bringsBound, lockLessonsOf } from './lock-lessons.ts'
import { standardParameters, type Parameters } from './standard-parameters.ts'
import type { WalkEvent } from '../walk/events.ts'

/** What a lesson answers, and the answer. */
export interface Taught { topic: Topic, sentences: readonly string[] }

/** Whether this walk's code is tied to the client that asked; undefined where the request did not say. */
export interface Seen { pkce: boolean | undefined }

type Told = Extract<WalkEvent, { type: 'message' }>

/** The lessons of a message, by what it really holds. */
export function lessonsOf(message: Told, lessons: Lessons, seen: Seen): Taught[] {
  const sent = standardParameters(message)
  return [...ofMessage(message, sent, lessons, seen), ...lockTaught(message, lessons)]
}

/** The lessons of the locks that any event of a walk shows. */
export function lockTaught(event: WalkEvent, lessons: Lessons): Taught[] {
  return lockLessonsOf(event, lessons).map(({ topic, lesson }) => ({ topic, sentences: defended(lesson) }))
}

function ofMessage(message: Told, sent: Parameters, lessons: Lessons, seen: Seen): Taught[] {
  switch (message.name) {
    case 'authorization-request': return ofRequest(sent, lessons)
    case 'authorization-response': return ofResponse(sent, lessons, seen)
    case 'token-request': return sent['grant_type'] === 'refresh_token'
      ? []
      : ofTokenRequest(message, sent, lessons, seen)
    case 'token-response': return ofTokens(sent, lessons)
    default: return []
  }
}

/**
 * Whether an authorization request ties the code to the client; one that was pushed before shows none of its
 * parameters.
 */
export function isTied(sent: Parameters): boolean | undefined {
  return Object.hasOwn(sent, 'request_uri') ? undefined : Object.hasOwn(sent, 'code_challenge')
}

/** How something is attacked, and what answers that. */
const defended = ({ attack, protects }: Lesson) => [attack, protects]

function taught(topic: Topic, ...sentences: readonly string[]): Taught[] {
  return sentences.length === 0 ? [] : [{ topic, sentences }]
}

function ofRequest(sent: Parameters, { parameters, cases }: Lessons): Taught[] {
  const has = (name: TaughtParameter) => Object.hasOwn(sent, name)
  // A request that was pushed before shows none of its parameters here; a device asks without a redirect.
  if (!has('redirect_uri')) return []
  const ties = ([
    ['state', 'state-differs'], ['code_challenge', 'pkce-differs'], ['nonce', 'nonce-differs'],
  ] as const).filter(
    ([name]) => has(name),
  )
  return [
    ...taught('redirect-uri', ...defended(parameters.redirect_uri)),
    ...has('state') ? taught('state', ...defended(parameters.state)) : [],
    ...taught(
      'pkce',
      ...has('code_challenge')
        ? defended(parameters.code_challenge)
        : [parameters.code_challenge.attack, cases['without-pkce']],
    ),
    ...taught(
      'nonce',
      ...has('nonce')
        ? defended(parameters.nonce)
        : [parameters.nonce.attack, parameters.nonce.protects, cases['without-nonce']],
    ),
    ...ties.length > 1 ? taught('differ', ...ties.map(([, difference]) => cases[difference])) : [],
    ...has('dpop_jkt') ? taught('proof', ...defended(parameters.dpop_jkt)) : [],
  ]
}

function ofResponse(sent: Parameters, { messages, cases }: Lessons, { pkce }: Seen): Taught[] {
  if (Object.hasOwn(sent, 'error')) return taught('refused', cases.refusal)
  if (!Object.hasOwn(sent, 'code')) return []
  return taught(
    'code', messages['authorization-response'].what,
    ...pkce === undefined ? [] : [cases[pkce ? 'code-with-pkce' : 'code-without-pkce']],
  )
}

function ofTokenRequest(
  message: Told, sent: Parameters, { messages, parameters, cases }: Lessons, { pkce }: Seen,
): Taught[] {
  const way = wayOfSecret(message, sent)
  const { seenBy, protects } = messages['token-request']
  return [
    ...taught('back-channel', seenBy, protects),
    ...way ? taught('secret', cases[way], parameters.client_secret.seenBy) : [],
    // A device has no code that PKCE could tie.
    ...!way
    && !Object.hasOwn(sent, 'client_assertion')
    && !message.certificate
    && pkce !== undefined
    && Object.hasOwn(sent, 'code')
      ? taught('secret', cases[pkce ? 'public-with-pkce' : 'public-without-pkce'])
      : [],
  ]
}

/**
 * How the client's secret travels: as part of a header, in the body, or in the address; nothing where the client has
 * none.
 */
function wayOfSecret({ url = '', names = {} }: Told, sent: Parameters): Case | undefined {
  const { authorization } = sent
  if (typeof authorization === 'string' && /^Basic /i.test(authorization)) return 'secret-in-header'
  if (!Object.hasOwn(sent, 'client_secret')) return undefined
  const own = Object.entries(names).find(([, standard]) => standard === 'client_secret')?.[0] ?? 'client_secret'
  return URL.canParse(url) && new URL(url).searchParams.has(own) ? 'secret-in-address' : 'secret-in-body'
}

function ofTokens(sent: Parameters, { parameters, cases }: Lessons): Taught[] {
  if (!Object.hasOwn(sent, 'access_token')) return taught('refused', cases['tokens-refused'])
  return [
    ...taught('tokens', cases[Object.hasOwn(sent, 'id_token') ? 'id-token-differs' : 'access-token-alone']),
    ...bringsBound(sent) ? taught('proof', ...defended(parameters.dpop)) : [],
    ...Object.hasOwn(sent, 'refresh_token')
      ? taught('refresh', parameters.refresh_token.protects, parameters.refresh_token.attack)
      : [],
  ]
}
