import type { ValueDifference } from '../how.ts'
import { areComparable } from '../facts/withheld.ts'
import { decodePercent } from '../parameters.ts'

/** How a value that came back differs from the one that was sent; undefined where it is the same. */
export function compareValues(sent: string, came: string): ValueDifference | undefined {
  if (sent === came || !areComparable(sent, came)) return undefined
  return explanations.find(([, explains]) => explains(sent, came))?.[0] ?? 'another'
}

/** How long two values are that differ, and whether that tells them apart. */
export function lengthsOf(sent: string, came: string): { sent: number, came: number, lengths: '' | 'differ' } {
  return { sent: sent.length, came: came.length, lengths: sent.length === came.length ? '' : 'differ' }
}

const explanations: [difference: ValueDifference, explains: (sent: string, came: string) => boolean][] = [
  ['empty', (_sent, came) => came === ''],
  ['plus-lost', (sent, came) => sent.includes('+') && sent.replaceAll('+', ' ') === came],
  ['still-encoded', (sent, came) => /%[\da-f]{2}/i.test(came) && decodePercent(came) === sent],
  ['decoded-again', (sent, came) => /%[\da-f]{2}/i.test(sent) && decodePercent(sent) === came],
  ['blank', (sent, came) => sent.trim() === came.trim()],
  ['quoted', (sent, came) => came === `"${sent}"` || came === `'${sent}'`],
  ['padding', (sent, came) => sent.replace(/(?<!=)=+$/, '') === came.replace(/(?<!=)=+$/, '')],
  ['base64', (sent, came) => toUrlAlphabet(sent) === toUrlAlphabet(came)],
  ['letter-case', (sent, came) => sent.toLowerCase() === came.toLowerCase()],
  ['cut', (sent, came) => came.length >= 4 && sent.startsWith(came)],
  ['longer', (sent, came) => sent.length >= 4 && came.startsWith(sent)],
]

function toUrlAlphabet(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/(?<!=)=+$/, '')
}
