import type { StepId } from '../../codes/failure.ts'
import { anonymous } from '../../protocol/authentication/index.ts'
import { namingGrant, requestGrant } from '../../protocol/grant.ts'
import type { Secret } from '../../secrets/secret.ts'
import { start, type Started } from '../1-start.ts'
import { judgeTokens, type Tokens } from '../5-token.ts'
import { backChannel } from '../back-channel.ts'
import type { Walk } from '../context.ts'
import { emit, takeStep, tellStart } from '../observe.ts'
import { askResourceAndKeep, type Keep, type Walked } from '../walk.ts'
import type { StandIn } from './stand-in.ts'

/** The steps in which the code flow has a browser. */
const browserSteps = ['redirect', 'consent', 'callback'] as const

/**
 * Walks the six steps without a browser: in steps 2 to 4 something stands in for it, and step 5 sends what that gave
 * instead of a code. Steps 1 and 6 are those of the code flow, with the same checks. Raises what they raise, what
 * stands in raises, and `grant-refused`.
 */
export async function walkByGrant(walk: Walk, keep: Keep, standIn: StandIn): Promise<Walked> {
  await tellStart(walk)
  const started = await takeStep(walk, 'start', here => start(here, 'grant'))
  let assertion: Secret | undefined
  for (const step of browserSteps) {
    assertion = await takeOtherStep(walk, standIn, step, async here =>
      await standIn[step]?.(here, started, assertion) ?? assertion)
  }
  const tokens = await takeOtherStep(walk, standIn, 'token', async here => takeToken(here, started, standIn, assertion))
  return { started, tokens, claims: await askResourceAndKeep(walk, started, tokens, keep) }
}

async function takeOtherStep<Result>(
  walk: Walk, { way }: StandIn, step: StepId, run: (here: Walk) => Promise<Result>,
): Promise<Result> {
  return takeStep(walk, step, async (here) => {
    await emit(here, { type: 'step-differs', way })
    return run(here)
  })
}

/**
 * Step 5, client ↔ authorization server: one request, and no other grant after a refusal. Raises `grant-refused`, a
 * failed check's name.
 */
async function takeToken(
  walk: Walk, started: Started, { grant }: StandIn, assertion: Secret | undefined,
): Promise<Tokens> {
  const { scope } = started
  const party = { ...started, ...walk.client.clientId === '' ? anonymous : {}, send: backChannel(walk) }
  const parameters: [string, string][] = [
    ...assertion === undefined ? [] : [['assertion', assertion.reveal()] as [string, string]],
    ...scope.length === 0 ? [] : [['scope', scope.join(' ')] as [string, string]], ...walk.login.tokenParameters,
  ]
  const exchanged = await requestGrant(party, grant, parameters)
  return judgeTokens(walk, { ...started, verifiable: false }, party, exchanged, 'grant-refused')
    .catch(namingGrant(grant, parameters))
}
