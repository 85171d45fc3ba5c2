import { Failure } from '../../codes/failure.ts'
import type { DoctorPart } from '../../messages/doctor-words.ts'
import { loadDoctorWords, loadExplainWords } from '../../messages/load.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { doctorDocument } from '../../render/doctor/document.ts'
import type { DoctorLine } from '../../render/doctor/line.ts'
import { doctorLines, type DoctorSentences } from '../../render/doctor/lines.ts'
import { maskGiven, maskGivenIn } from '../../secrets/given-address.ts'
import { maskFailure } from '../../secrets/mask.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Observer } from '../../walk/events.ts'
import { exitCodeOf } from '../failures/exit-codes.ts'
import { flagLayer } from '../command-line/options.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../terminal/screen.ts'
import { tellMessages } from '../terminal/tell-messages.ts'
import { inThisRun, thisLogin } from '../command-line/this-run.ts'
import { prepareBundle } from './bundle.ts'
import type { Look, Looking, Looks } from './look.ts'
import { machineLooks, targetLooks } from './looks.ts'
import { findOrTell, withUnread, type Sought } from './target/find-or-tell.ts'
import { visit, type Visited } from './target/visit.ts'
import { wayBackOf } from './way-back.ts'

/**
 * `oauth-walk doctor [TARGET]`: what of this machine, and of the provider, would keep a login from working. Nobody
 * signs in, and nothing is stored. Raises `doctor-found` with the exit code of the first thing that is wrong.
 */
export async function doctor(run: Run, said: string | undefined, wholeProgram: Looking['wholeProgram']): Promise<void> {
  const bundle = prepareBundle(run, said)
  const isAsked = said !== undefined || profileAsked(run) !== undefined || namesProvider(run)
  const { target: found, unread }: Sought = isAsked ? await findOrTell(run, said) : {}
  try {
    const resolved = found?.resolved ?? resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
    const again = found && thisLogin(run, found.destination.said, found.destination.profile)
    const seen = await lookAtAll(machineLooks, { run, resolved, wholeProgram }, again)
    const machine = withUnread(seen, unread && maskFailure(run.context.secrets, unread))
    const visited = found && await visit(found, wayBackOf(machine, resolved), await watchersOf(run))
    const atProvider = visited ? await lookAtAll(targetLooks, { ...visited, wholeProgram }, again) : []
    const provider = atProvider.filter((line, place) =>
      ![...machine, ...atProvider.slice(0, place)].some(other => isSameFailure(line, other)))
    await tell(run, { machine, provider, target: found?.destination.target, visited }, bundle)
  } finally {
    await found?.sandbox?.sandbox.close()
  }
}

/** What is told of one part already, such as the listener, keeps the redirect URI from being asked for too. */
function isSameFailure(line: DoctorLine, other: DoctorLine): boolean {
  return line.state === 'bad' && other.state === 'bad'
    && line.failure.code === other.failure.code
    && factsOf(line.failure) === factsOf(other.failure)
}

/** Besides how the login is said again. */
function factsOf({ details }: Failure): string {
  return JSON.stringify({ ...details, again: undefined })
}

function namesProvider({ options, context }: Run): boolean {
  const resolved = resolveSettings(flagLayer(options), context.environment, {}, {})
  return (['issuer', 'token-endpoint', 'preset', 'protected-resource'] as const).some(name =>
    resolved[name] !== undefined)
}

type Again = ReturnType<typeof thisLogin> | undefined

async function lookAtAll<Ground extends Looking>(
  looks: Looks<Ground>, ground: Ground, again: Again,
): Promise<DoctorLine[]> {
  const lines: DoctorLine[] = []
  for (const [part, look] of Object.entries(looks) as [DoctorPart, Look<Ground>][]) lines.push(
    ...await lookAt(part, look, ground, again),
  )
  return lines
}

async function lookAt<Ground extends Looking>(
  part: DoctorPart, look: Look<Ground>, ground: Ground, again: Again,
): Promise<DoctorLine[]> {
  const { signal, secrets } = ground.run.context
  const masked = (failure: Failure) =>
    maskFailure(secrets, again ? inThisRun(failure, () => again) as Failure : failure)
  try {
    const lines = await look(ground)
    return lines.map(line => line.state === 'bad' ? { ...line, failure: masked(line.failure) } : shown(secrets, line))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Failure)) throw error
    return [{ part, state: 'bad', failure: masked(error) }]
  }
}

/** A line may name the address that was given. */
function shown<Line extends Exclude<DoctorLine, { state: 'bad' }>>(secrets: Secrets, line: Line): Line {
  return 'details' in line ? { ...line, details: maskGivenIn(secrets, line.details) } : line
}

/** With `-v` each message is told as it is sent, with its answer. */
async function watchersOf(run: Run): Promise<Observer[]> {
  const { verbose, quiet } = run.options
  return verbose === undefined || quiet ? [] : [await tellMessages(run, verbose)]
}

/** All that was found. */
interface Found {
  machine: DoctorLine[]
  provider: DoctorLine[]
  target: string | undefined
  visited: Visited | undefined
}

async function tell(
  run: Run, { machine, provider, target, visited }: Found, bundle: ReturnType<typeof prepareBundle>,
): Promise<void> {
  const { context, options, catalogue } = run
  const { readings } = await loadExplainWords(catalogue.language, provider.some(line => 'reading' in line))
  const words = { ...await loadDoctorWords(catalogue.language), readings }
  const lines = [...machine, ...provider]
  const found = { machine, provider, target: target && maskGiven(context.secrets, target) }
  const document = doctorDocument(found, words, catalogue)
  const failure = failureOf(lines, words, options.json === true)
  bundle.write(document, visited)
  const writer = await openScreen({ context: whereResultGoes(context), options })
  if (!(failure && options.json))
    run.result({ ok: true, ...document }, writer.lines(doctorLines(found, words, catalogue)))
  if (failure) throw failure.with(undefined, options.json ? { answer: document } : {})
}

/** What is wrong ends the command as it would end the login. */
function failureOf(
  lines: readonly DoctorLine[], { parts: names }: DoctorSentences, json: boolean,
): Failure | undefined {
  const wrong = lines.flatMap(line => line.state === 'bad' ? [line] : [])
  const [first] = wrong
  const parts = [...new Set(wrong.map(({ part }) => part))]
  const exit = first && exitCodeOf(first.failure.code, first.failure.details)
  return first
    && new Failure('doctor-found', {
      count: wrong.length, parts, named: parts.map(part => names[part]), json, exit_code: exit,
    })
}
