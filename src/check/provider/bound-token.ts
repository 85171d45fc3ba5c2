import { makeProofKey, type ProofKey } from '../../protocol/dpop.ts'
import { backChannel } from '../../walk/back-channel.ts'
import type { Outcome } from '../verdict.ts'
import { breaking } from './broken.ts'
import type { Examinee } from './examinee.ts'
import { fail, open, pass, refusedUnbroken, sight, together } from './outcomes.ts'
import { proving, withoutProofs, withoutSignature, type Proofs } from './proofs.ts'
import { askUserinfo, hasUserinfo, judgeUnopened, openingOf, type UserinfoAnswer } from './userinfo.ts'

/** A token, with the key that it is bound to. */
interface Bound { token: string, key: ProofKey }

/** How a bound token is presented wrongly. */
const wrong = ['bound', 'unproven', 'proof-key', 'proof-ath', 'proof-signature'] as const
type Wrong = typeof wrong[number]

/**
 * A bound token opens nothing without a proof for it by its own key (RFC 9449, section 7.1); with one it must, or a
 * refusal proves nothing.
 */
export async function judgeBoundToken(examinee: Examinee, bound: Bound): Promise<Outcome> {
  if (!hasUserinfo(examinee)) return pass()
  const outcomes: Outcome[] = []
  for (const how of wrong) outcomes.push(judge(await present(examinee, bound, how), how))
  const usual = await ask(examinee, bound, {})
  if (openingOf(usual.answer) === 'opened') return together(...outcomes)
  return together(
    ...outcomes.filter(({ verdict }) => verdict === 'FAIL'),
    open('control-failed', refusedUnbroken(usual.exchange)),
  )
}

async function present(examinee: Examinee, bound: Bound, how: Wrong): Promise<UserinfoAnswer> {
  switch (how) {
    case 'bound': return askUserinfo(plainly(examinee), { authorization: `Bearer ${bound.token}` })
    case 'unproven': return askUserinfo(plainly(examinee), { authorization: `DPoP ${bound.token}` })
    case 'proof-key': return ask(examinee, bound, { key: await makeProofKey(examinee.server) })
    case 'proof-ath': return ask(examinee, bound, { change: proven => ({ ...proven, accessToken: undefined }) })
    case 'proof-signature': return ask(examinee, bound, { forge: withoutSignature })
  }
}

async function ask(examinee: Examinee, { token, key }: Bound, proofs: Partial<Proofs>): Promise<UserinfoAnswer> {
  const { walk } = examinee
  const broken = proving({ key, walk, accessToken: token, ...proofs })
  return askUserinfo(
    { ...examinee, send: backChannel(breaking(withoutProofs(walk), broken)) }, { authorization: `DPoP ${token}` },
  )
}

function plainly(examinee: Examinee): Examinee {
  return { ...examinee, send: backChannel(withoutProofs(examinee.walk)) }
}

function judge({ answer, exchange }: UserinfoAnswer, token: Wrong): Outcome {
  const unclear = judgeUnopened(answer, exchange)
  if (unclear) return unclear
  return openingOf(answer) === 'opened' ? fail(sight('userinfo-opened', { token }, exchange)) : pass()
}
