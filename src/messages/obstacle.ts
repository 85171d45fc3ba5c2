import type { FailureCode, FailureDetails } from '../codes/failure.ts'
import { passingKinds, type ObstacleKind } from '../codes/obstacle.ts'
import { login, loginAt, loginWith, session, setElsewhere, signIn } from './again.ts'
import { whereLoopbackIs } from './commands.ts'
import { command, fillCommand } from '../text/shell.ts'
import type { Advice, OfRun, ThisRun, Way } from './way.ts'
import type { FailureProse } from './catalogue.ts'
import { pick, text } from './text.ts'

/** The prose of a failure where an obstacle is its cause; nothing where it has none, or where the doctor knows more. */
export type TellObstacle = (code: FailureCode, details: FailureDetails) => FailureProse | undefined

/** Sentences about obstacles; each language fills them in. In what is to be done, `{flag}` stands for a flag. */
export interface ObstacleWords {
  gap: string
  message: (url: string, what: string, answered: string) => string
  answered: (status: string, error: string) => string
  kinds: Record<ObstacleKind, { what: string, cause: (status: string) => string }>
  allow: (methods: string) => string
  wait: (seconds: string) => string
  until: (date: string) => string
  /** What a resource server may mean by 404 besides. */
  hidden: string
  after: Partial<Record<FailureCode, string>>
  /** Where the address comes from, if no metadata named it. */
  from: { flag: (flag: string, isKept: boolean) => string, environment: (variable: string) => string, profile: (profile: string, flag: string) => string }
  steps: Record<'seconds' | 'until' | 'later' | 'later-resource' | 'address' | 'documented' | 'resource' | 'post' | 'shorter' | 'sign-in' | 'other-host', string>
}

type Facts = Readonly<Record<string, unknown>>

/** By these the server says that it has not begun with the request: what was sent in it is as it was. */
const undone: readonly unknown[] = ['misdirected', 'too-early']

/** What to type once the obstacle has passed; otherwise the same command. */
const retries: Partial<Record<FailureCode, Way>> = {
  'token-refused': signIn, 'push-refused': signIn, 'device-refused': login`--device`,
  'userinfo-refused': session`userinfo`, 'refresh-refused': session`token refresh`,
  'introspection-refused': session`introspect`,
}

/** The flag that names the endpoint which was asked. */
const flags: Partial<Record<FailureCode, string>> = {
  'token-refused': '--token-endpoint', 'refresh-refused': '--token-endpoint', 'userinfo-refused': '--userinfo-endpoint',
  'unreadable-answer': '--jwks-uri', 'device-refused': '--device-authorization-endpoint', 'sts-refused': '--sts-endpoint',
  'grant-refused': '--token-endpoint', 'introspection-refused': '--introspection-endpoint',
  'authorization-refused': '--authorization-endpoint', 'push-refused': '--pushed-authorization-request-endpoint', 'registration-refused': '--registration-endpoint',
}

/** Commands that take that flag themselves; elsewhere a login does, and keeps it in the profile. */
const takenBy: Partial<Record<FailureCode, Way>> = {
  'introspection-refused': session`introspect --introspection-endpoint URL`,
}
/** A grant is asked for by a command that takes the flag, and says its own words again. */
const saysItself: readonly FailureCode[] = ['grant-refused', 'sts-refused']

function namedThere(code: FailureCode, flag: string): Way[] {
  return saysItself.includes(code) ? [] : [takenBy[code] ?? loginWith(fillCommand(`${flag} URL`, {}))]
}

/** Makes the prose of obstacles with the sentences of a language. */
export function tellObstacles(words: ObstacleWords): TellObstacle {
  return (code, details) => {
    const obstacle = (details['obstacle'] ?? {}) as Facts
    const told = pick(words.kinds, obstacle['kind'])
    if (!told || details['diagnosis'] !== undefined || (code === 'discovery-refused' && isAddress(obstacle))) return undefined
    const error = text((details['provider'] as Facts | undefined)?.['error'])
    const status = text(obstacle['status'])
    return {
      message: words.message(text(details['url']).split('?')[0] ?? '', told.what, words.answered(status, error)),
      cause: [told.cause(status), ...moreOf(words, code, obstacle)].join(words.gap),
      next: nextAfter(words, code, details, obstacle),
    }
  }
}

/** Nothing of the kind is at the address: there the issuer is wrong, which its own failure says. */
function isAddress({ kind }: Facts): boolean {
  return kind === 'nothing-there' || kind === 'method' || kind === 'form'
}

function moreOf(words: ObstacleWords, code: FailureCode, { kind, allow, seconds, until }: Facts): string[] {
  return [
    ...allow === undefined ? [] : [words.allow(text(allow))],
    ...kind === 'nothing-there' && code === 'resource-refused' ? [words.hidden] : [],
    ...seconds === undefined ? until === undefined ? [] : [words.until(text(until))] : [words.wait(text(seconds))],
    ...words.after[code] === undefined || undone.includes(kind) ? [] : [words.after[code]],
  ]
}

/** Waiting does not help at a host that the server does not answer for (RFC 9110, section 15.5.20). */
function misdirected(steps: ObstacleWords['steps'], details: FailureDetails): Way {
  const named = whereLoopbackIs(details)
  return named === undefined ? { advice: steps['other-host'] } : loginAt(named)
}

/** The advice with where the address comes from before it, as far as a flag, the environment or the profile gave it. */
function tellSource({ from, gap }: ObstacleWords, { advice }: Advice, flag: string, isKept: boolean) {
  return (run: ThisRun): Advice => {
    const [source] = setElsewhere(run, [flag])
    const said = isTyped(run, flag)
      ? from.flag(flag, isKept)
      : source && (source.variable === '' ? from.profile(source.profile, flag) : from.environment(source.variable))
    return { advice: said === undefined ? advice : `${said}${gap}${advice}` }
  }
}

function isTyped({ login: words }: ThisRun, flag: string): boolean {
  return words.some(([first]) => first === flag)
}

/** A profile keeps an address until another one is given, or it is removed itself. */
function removeProfile(flag: string): OfRun {
  return (run) => {
    const [source] = isTyped(run, flag) ? [] : setElsewhere(run, [flag])
    return source?.variable === '' ? command`oauth-walk profile remove ${source.profile}` : command``
  }
}

function nextAfter(words: ObstacleWords, code: FailureCode, details: FailureDetails, { kind, seconds, until }: Facts): Way[] {
  const { steps } = words
  const { polled, url, may_post: mayPost, session_saved: saved } = details
  if (kind === 'misdirected' && code === 'discovery-refused') return [misdirected(steps, details)]
  const again = retries[code] === undefined ? [] : [retries[code]]
  const isResource = code === 'resource-refused'
  const flag = polled ? '--token-endpoint' : flags[code]
  const values: Readonly<Record<string, string>> = { flag: flag ?? '', seconds: text(seconds), until: text(until) }
  const fill = (step: string) => ({ advice: step.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '') })
  const pause = seconds !== undefined ? steps.seconds : until !== undefined ? steps.until : isResource ? steps['later-resource'] : steps.later
  if (passingKinds.includes(kind as ObstacleKind)) return [fill(pause), ...again]
  if (kind === 'too-long') return [fill(steps.shorter)]
  if (kind === 'network-sign-in') return [fill(steps['sign-in']), ...again]
  if (isResource && kind === 'method' && mayPost === true) return [fill(steps.post), session`api ${text(url)} --data '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'`]
  if (isResource || flag === undefined) return [fill(isResource ? steps.resource : steps.documented)]
  return [tellSource(words, fill(steps.address), flag, saved === true), ...namedThere(code, flag), removeProfile(flag)]
}
