import { withAnyPort } from '../addresses/as-written.ts'
import { text } from './text.ts'
import { command, commandOf, joinCommands, type Command } from '../text/shell.ts'
import type { Advice, OfRun, ThisRun, Way, Words } from './way.ts'

/** A sentence of advice; values from outside are cleaned. */
export function advice(parts: TemplateStringsArray, ...values: readonly unknown[]): Advice {
  return { advice: String.raw({ raw: parts }, ...values.map(text)) }
}

/**
 * The ways apart: what to do, and what to type in this run. A login that failed on its way can always be walked again with its messages shown; one
 * that never began would only fail again.
 */
export function tellApart(ways: Way | readonly Way[], run: ThisRun, hasBegun: boolean, isSaved = false): { advice: string[], next: Command[] } {
  const made = [ways].flat().map(way => typeof way === 'function' ? way(run) : way)
  const next = made.filter((way): way is Command => typeof way === 'string' && way !== '')
  return {
    advice: made.flatMap(way => typeof way === 'object' ? [way.advice] : []),
    next: next.length === 0 && run.isLogin ? [isSaved ? session`userinfo`(run) : hasBegun ? login`-v`(run) : loginHelp] : [...new Set(next)],
  }
}

/** Tells whether a login has its tokens, and only the userinfo did not come: that alone is to be asked for again. */
export function lacksOnlyUserinfo({ session_saved: saved, opens }: Readonly<Record<string, unknown>>): boolean {
  return saved === true && opens === 'userinfo'
}

/** Flags that can't stand beside another. */
const contradicts: Readonly<Record<string, readonly string[] | undefined>> = {
  '--paste': ['--device'], '--device': ['--paste'],
  // Whoever names a client registers none.
  '--client-id': ['--register', '--initial-access-token-file'], '--client-secret-file': ['--register', '--initial-access-token-file'],
  '--register': ['--client-id', '--client-secret-file'],
  // It has a port of its own.
  '--redirect-uri': ['--port'],
}

/** By these a client proves itself, which the method `none` forbids. */
const proofs = ['--client-secret-file', '--client-key', '--tls-cert']

/** Where more is written of what a login takes. */
export const loginHelp = command`oauth-walk login --help`

/** A lesson has a walk of its own, which takes no flags. */
const lesson = command`oauth-walk learn`

/** This login again, with these words besides: a flag among them replaces the one that was given. */
export function login(parts: TemplateStringsArray, ...values: readonly unknown[]): OfRun {
  return loginWith(command(parts, ...values))
}

/** This login again, just as it was. */
export const signIn: OfRun = login``

/** This login again with its tokens decoded, or written down where they were shown decoded already. */
export const decoded: OfRun = run => run.isExplained === true ? login`--html walk.html`(run) : login`--explain`(run)

/** The same command with its messages, where its answer is what must be seen. */
function showAnswer(details: Readonly<Record<string, unknown>>): OfRun {
  if (lacksOnlyUserinfo(details)) return session`userinfo -v`
  return run => run.isLogin || run.isLesson || isOfSession(run) ? login`-v`(run) : command``
}

/** What to look at where an answer says what is wrong: it stands above, or the next command shows it, if one can. */
export function seeAnswer(details: Readonly<Record<string, unknown>>, words: Record<'above' | 'next' | 'otherwise', Advice>): readonly Way[] {
  const next = showAnswer(details)
  return [run => next(run) === '' ? words[run.isVerbose === true ? 'above' : 'otherwise'] : words.next, next]
}

/** The same where this was a login; nothing for another command. */
export const sameLogin: OfRun = run => run.isLogin || run.isLesson ? signIn(run) : command``

/** The same for words that are put together elsewhere; these flags are left out. */
export function loginWith(words: Command, without: readonly string[] = []): OfRun {
  return (run) => {
    if (run.isLesson) return lesson
    if (words === '-v' && isOfSession(run)) return showAgain(run)
    const added = words === '-v' && run.isVerbose ? command`--html walk.html` : words
    const given = flagsIn(added)
    const replaced = new Set([...given, ...given.flatMap(flag => contradicts[flag] ?? []), ...without])
    // What is added helps with what was played, and with nothing else.
    const proves = given.some(flag => proofs.includes(flag))
    const elsewhere = setElsewhere(run, without)
    const lasting = elsewhere.find(({ takesBack }) => takesBack.length === 0)
    if (lasting) return command`oauth-walk profile show ${lasting.profile}`
    const isKept = ([first = '', value]: readonly string[]) =>
      !replaced.has(first) && !(proves && first === '--auth-method' && value === 'none')
    const own = [...run.login, ...words === '' ? [] : run.played].filter(isKept)
    const kept = given.includes('--port') ? own.map(withoutItsPort) : own
    const [before, behind] = [true, false].map(isVariable =>
      elsewhere.map(({ takesBack }) => takesBack).filter(([first = '']) => first.startsWith('--') !== isVariable))
    return joinCommands(
      commandOf(before ?? []), run.isCheck ? command`oauth-walk check` : command`oauth-walk login`, commandOf(kept),
      commandOf(behind ?? []), added,
    )
  }
}

/** Commands for a session that need no argument. */
const ofSession: readonly unknown[] = ['token', 'token refresh', 'token revoke', 'userinfo', 'introspect']

function isOfSession({ isLogin, isCheck, name }: ThisRun): boolean {
  return !isLogin && isCheck !== true && ofSession.includes(name)
}

/** The same command with its messages: a login sends others. */
function showAgain({ name = '', session: own, isVerbose }: ThisRun): Command {
  return isVerbose
    ? command``
    : joinCommands(command`oauth-walk`, commandOf([name.split(' ')]), commandOf(own), command`-v`)
}

/** The command again, signed in to by a person. */
export function withoutAuto(name: unknown): OfRun {
  return name === 'logout' ? session`logout` : loginWith(command``, ['--auto'])
}

/** A setting that stays although its flag is left out, and the words that take it back: none for some of a profile. */
export interface SetElsewhere { flag: string, variable: string, profile: string, takesBack: readonly string[] }

/** Those of these flags that the environment or the profile sets as well. */
export function setElsewhere({ elsewhere = [] }: ThisRun, flags: readonly string[]): SetElsewhere[] {
  return elsewhere.filter(([flag = '']) => flags.includes(flag)).map((
    [flag = '', variable = '', profile = '', ...takesBack],
  ) => ({ flag, variable, profile, takesBack }))
}

/** A redirect URI beside which a port is named. */
function withoutItsPort([flag = '', ...values]: readonly string[]): readonly string[] {
  return [flag, ...flag === '--redirect-uri' ? values.map(uri => withAnyPort(uri, '')) : values]
}

/** A command that asks an address: nothing where that was the sandbox's, which is gone with its login. */
export function asking(address: Command): OfRun {
  return run => isPlayed(run) ? command`` : address
}

/** What is for others than the sandbox; there the messages tell all that there is. */
export function outside(way: OfRun): OfRun {
  return run => isPlayed(run) ? login`-v`(run) : way(run)
}

/** By its name, or by that of the profile that its MCP server has. A name that is misspelt is led to the right one. */
function isPlayed({ login: [target], isLesson }: ThisRun): boolean {
  return isLesson !== true && ['sandbox', 'sandbox-mcp'].includes(target?.[0] ?? '')
}

/** This login at another address. */
export function loginAt(target: unknown): OfRun {
  const moved = command`${target}`
  return outside(({ login: words, isLesson }) => {
    if (isLesson) return lesson
    const [said] = words.find(([first = '']) => !first.startsWith('--')) ?? []
    const isOld = ([first = '', value]: readonly string[]) =>
      first === '--issuer' || first === '--as' || (first === '--protected-resource' && value === said)
    const flags = words.filter(word => word[0]?.startsWith('--') === true && !isOld(word))
    return joinCommands(command`oauth-walk login`, moved, commandOf(flags))
  })
}

/** What a login takes and doctor does not, since nobody signs in there. */
export const loginAlone: readonly string[] = [
  '--allow-origin', '--arguments', '--as', '--assertion-file', '--auto', '--brief', '--curl', '--device', '--events',
  '--explain', '--grant', '--har', '--host', '--html', '--id-token-file', '--idp', '--idp-client-id',
  '--initial-access-token-file', '--mermaid', '--misbehave', '--no-open', '--no-save', '--open-via-file',
  '--post-logout-redirect-uri', '--register', '--require', '--save', '--show-secrets', '--step', '--step-up', '--strict',
  '--timeout', '--token-param', '--tool',
]

/** The look that doctor takes at the provider of this login: it reads the page that a browser shows. */
export const examine: OfRun = (run) => {
  const words = run.login.filter(([first = '']) => !loginAlone.includes(first))
  return isPlayed(run) || !run.isLogin ? command`` : joinCommands(command`oauth-walk doctor`, commandOf(words))
}

/**
 * A command for this run's session. A login that keeps nothing has none, so it shows its own tokens instead; no other
 * command could find them.
 */
export function session(parts: TemplateStringsArray, ...values: readonly unknown[]): OfRun {
  const words = command(parts, ...values)
  return run => keepsNothing(run)
    ? words === 'token show' ? decoded(run) : command``
    : joinCommands(command`oauth-walk`, words, commandOf(run.session))
}

function keepsNothing({ isLogin, keepsNothing: isSettled, login: words }: ThisRun): boolean {
  return isLogin && (isSettled === true || words.some(([flag]) => flag === '--no-save'))
}

/** The command that asked a resource, once more; nothing where that can't be said. */
export const askAgain: OfRun = ({ asked = [] }) => asked.length === 0 ? command`` : joinCommands(command`oauth-walk`, commandOf(asked))

/** The run that a failure tells of; one that came to no command line may know target or profile. */
export function runIn(
  { again, circumstances, profile, command: name }: Readonly<Record<string, unknown>>,
): ThisRun {
  const { target = profile } = (circumstances ?? {}) as { target?: unknown }
  const given = again ?? { login: typeof target === 'string' && /^[^-]/.test(target) ? [[target]] : [] }
  const { login: words, session: own, played, asked, elsewhere, ...flags } = given as Record<string, unknown>
  const is = (flag: 'isLogin' | 'isLesson' | 'isCheck' | 'isVerbose' | 'isExplained' | 'keepsNothing') => flags[flag] === true
  const told = {
    login: readWords(words), session: readWords(own), played: readWords(played), asked: readWords(asked),
    elsewhere: readWords(elsewhere),
  }
  const named = typeof name === 'string' ? { name } : {}
  return { ...told, ...named, isLogin: is('isLogin'), isLesson: is('isLesson'), isCheck: is('isCheck'), isVerbose: is('isVerbose'), isExplained: is('isExplained'), keepsNothing: is('keepsNothing') }
}

/** A saved walk may hold anything. */
function readWords(value: unknown): Words {
  const isGroup = (group: unknown): group is string[] => Array.isArray(group) && group.length > 0 && group.every(word => typeof word === 'string')
  return Array.isArray(value) ? value.filter(isGroup) : []
}

function flagsIn(words: Command): string[] {
  return words.replace(/'[^']*'|"[^"]*"/g, '').match(/(?<=^| )--[\w-]+/g) ?? []
}
