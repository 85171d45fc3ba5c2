import { Failure } from '../../codes/failure.ts'
import { addressesOfLoopback, isLoopbackHost, parseAddress } from '../../addresses/loopback.ts'
import type { Preset } from '../../providers/preset.ts'
import { isThisMachine } from '../../providers/redirect-uri.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { clean } from '../../text/printable.ts'
import { chooseTarget } from './choose-target.ts'
import { planLogin, type LoginPlan } from './plan.ts'
import { flagLayer, optionName, type Options } from '../command-line/options.ts'
import { askOffer, isRun } from './ask-offer.ts'
import { createPrompts, type Prompts } from './prompts.ts'
import { presetOf, tellRegistration } from './registration.ts'
import { isWatched, type Run } from '../run.ts'

/**
 * Settles a login, asking a person at the terminal for what is missing: where to, the preset's variables, client id,
 * scopes, client secret. An answer counts like a flag, so it is kept in the profile. Raises what `planLogin` raises
 * where there is nobody to ask or nothing to ask for.
 */
export async function planByConversation(run: Run, target: string | undefined): Promise<LoginPlan> {
  return isWatched(run) ? converse(run, target) : planOrTell(run, target)
}

/** Whoever has no client at a preset's provider yet is told what to register, also where nobody can be asked for it. */
async function planOrTell(run: Run, target: string | undefined): Promise<LoginPlan> {
  return planLogin(run, target).catch(async (error: unknown) => {
    const missing = error instanceof Failure && error.code === 'client-id-missing' ? error : undefined
    const preset = missing && await presetOf(run, missing)
    if (preset && !run.options.quiet) await tellRegistration(run, preset, String(missing.details['redirect_uri']))
    const offer = missing && await askOffer(run, missing, target)
    if (isRun(offer)) return planLogin(offer, target)
    throw missing && offer === 'registers' ? missing.with(undefined, { registers: true }) : error
  })
}

/** An issuer that was chosen here and can't be asked is told as that, and another one asked for. */
async function converse(run: Run, target: string | undefined): Promise<LoginPlan> {
  const prompts = createPrompts(run)
  let options = run.options
  let chosen = target ?? (isDecided(run) ? undefined : await chooseTarget(run, prompts))
  for (;;) {
    const asked: Run = { ...run, options }
    // A person who was just asked for the client id may be asked for its secret too.
    const hasAskedClient = options.clientId !== run.options.clientId
    try {
      return await planLogin(asked, chosen, { mayAskSecret: hasAskedClient })
    } catch (error) {
      const answers = error instanceof Failure ? await askFor(asked, prompts, error, chosen) : undefined
      if (!answers) throw error
      if (!(answers instanceof Failure)) options = { ...options, ...answers }
      else if (target !== undefined || chosen === undefined) throw answers
      else {
        await (await import('./unreached.ts')).tellUnreached(run, answers)
        chosen = await chooseTarget(run, prompts)
      }
    }
  }
}

/** Flags and environment may say where to, without a target. */
function isDecided({ options, context }: Run): boolean {
  if (options.profile !== undefined || context.environment['OAUTH_WALK_PROFILE'] !== undefined) return true
  const resolved = resolveSettings(flagLayer(options), context.environment, {}, {})
  return (['issuer', 'token-endpoint', 'authorization-endpoint', 'preset'] as const).some(name =>
    resolved[name] !== undefined)
}

/**
 * The answers to what a failure says is missing, as options; nothing where a person can't help. A failure where the
 * provider can't be asked: before any question, since no answer would help.
 */
async function askFor(
  run: Run, prompts: Prompts, failure: Failure, target: string | undefined,
): Promise<Options | Failure | undefined> {
  if (failure.code === 'variable-missing') return askVariable(run, prompts, failure.details)
  return failure.code === 'client-id-missing' ? askClient(run, prompts, failure, target) : undefined
}

async function askVariable(
  { options, catalogue: { conversation } }: Run, prompts: Prompts, details: Failure['details'],
): Promise<Options> {
  const { preset = '', variable = '', flag, example = '' } = details as Record<string, string>
  const value = await prompts.write({
    message: conversation.askVariable(preset, variable, example),
    judge: answer => answer === '' ? conversation.needed : undefined,
  })
  if (flag === `--${variable}`) return { [optionName(variable)]: value }
  return { providerVar: [...options['providerVar'] as string[] | undefined ?? [], `${variable}=${value}`] }
}

/** What to register is said first: without it there is no client id. */
async function askClient(
  run: Run, prompts: Prompts, failure: Failure, place: string | undefined,
): Promise<Options | Failure> {
  const { conversation } = run.catalogue
  const offer = await askOffer(run, failure, place)
  if (offer instanceof Failure) return offer
  if (isRun(offer)) return { protectedResource: place }
  const resolved = resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
  const target = await presetOf(run, failure)
  await tellRegistration(run, target, String(failure.details['redirect_uri']))
  if (offer === 'registers')
    run.tell(run.catalogue.client.registers(`oauth-walk login ${clean(String(failure.details['issuer']))} --register`))
  const preset = target?.preset
  const answers = preset?.redirect.loopback === 'no' && isUnset(resolved, 'redirect-uri')
    ? await askRedirectUri(run, prompts)
    : {}
  const clientId = await prompts.write({
    message: conversation.askClientId, judge: answer => answer === '' ? conversation.needed : undefined,
  })
  return { ...answers, clientId, ...isUnset(resolved, 'scope') ? await askScope(run, prompts, preset) : {} }
}

/** A redirect URI of the user's own; the answer to it is pasted unless its name means this machine. */
async function askRedirectUri({ context, catalogue: { conversation } }: Run, prompts: Prompts): Promise<Options> {
  const redirectUri = await prompts.write({
    message: conversation.askRedirectUri,
    judge: answer => /^https?:\/\/[^/]/i.test(answer) ? undefined : conversation.notAnAddress,
  })
  const { hostname = '', protocol } = parseAddress(redirectUri) ?? {}
  const addresses = isThisMachine(hostname)
    ? addressesOfLoopback(hostname)
    : await context.lookup(hostname).catch((): string[] => [])
  const isOurs = protocol === 'http:' && addresses.length > 0 && addresses.every(isLoopbackHost)
  return isOurs ? { redirectUri } : { redirectUri, paste: true }
}

/** The preset's own scopes are not kept as an answer: they may change with it. */
async function askScope(
  { catalogue: { conversation } }: Run, prompts: Prompts, preset: Preset | undefined,
): Promise<Options> {
  const usual = preset?.scopes.join(' ') ?? ''
  const message = preset ? conversation.askScope : conversation.askScopeOfIssuer
  const scope = await prompts.write({ message, default: usual, judge: () => undefined })
  return scope === usual ? {} : { scope }
}

function isUnset(resolved: Resolved, name: 'redirect-uri' | 'scope'): boolean {
  return resolved[name] === undefined || resolved[name].source === 'default'
}
