import { having, type Examined } from '../../check/probe.ts'
import type { OpenReason } from '../../codes/exam.ts'
import { examineAgain } from '../../messages/exam.ts'
import type { Run } from '../run.ts'
import type { FullCatalogue } from './exam-catalogue.ts'
import type { Ending } from './provider-ending.ts'
import { untriedOf, wordsForMost } from './untried.ts'

/** Rules that another program's port has cost, where no failure tells of them. */
export function tellHeld({ tell }: Run, examined: readonly Examined[], { ofProvider }: FullCatalogue): void {
  const rules = examined.filter(({ reason }) => reason === 'port-busy').map(({ probe: { id } }) => id)
  if (rules.length > 0) tell(`! ${ofProvider.portHeld(rules.join(','))}`)
}

/** Other rules that nobody could judge, where neither a failure nor the end of the run tells of them. */
export function tellLeftOpen(
  { tell, catalogue: { telling } }: Run, examined: readonly Examined[], { ofProvider }: FullCatalogue,
): void {
  const open = having(examined, 'INCONCLUSIVE').filter(({ reason }) => reason !== 'port-busy' && reason !== 'stopped')
  const reasons = new Set(
    open.flatMap(({ reason }) => reason === undefined ? [] : [ofProvider.open[reason as OpenReason]]),
  )
  const rules = open.map(({ probe: { id } }) => id).join(',')
  if (open.length > 0) tell(`! ${ofProvider.leftOpen(rules, [...reasons].join(telling.enumeration))}`)
}

/** What to type for a provider of one's own, in place of a public one. */
const ownProvider = {
  target: 'https://ISSUER', words: [['--i-operate', 'https://ISSUER'], ['--client-id', 'ID']],
}

/** What would have more rules tried. */
export function tellUntried(
  run: Run, examined: readonly Examined[], ending: Ending, { ofProvider }: FullCatalogue,
): void {
  const { exam, story, telling } = run.catalogue
  const { rules, reasons } = untriedOf(examined, ending)
  const isNone = examined.every(({ verdict }) => verdict === 'SKIP')
  if (isNone && examined.some(({ reason }) => reason === 'no-provider-metadata'))
    run.tell(`! ${ofProvider.nothingPublished}`)
  if (rules.length === 0) return
  run.tell(ofProvider.untried(
    rules.length, examined.length, reasons.map(reason => exam.reasons[reason]).join(telling.enumeration),
  ))
  if (isNone && reasons.includes('public-issuer')) run.tell(ofProvider.tryOwn)
  const next = isNone && reasons.includes('public-issuer') ? ownProvider : wordsForMost(examined, ending)
  if (next) run.tell(`${story.next}${telling.colon}${examineAgain(next)}`)
}
