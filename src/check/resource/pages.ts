import type { Page } from '../notebook.ts'
import type { SkipReason } from '../../codes/exam.ts'
import type { Survey } from './surveyed.ts'

/** Pages of a survey to be read, or why there are none. */
export type Pages = (survey: Survey) => readonly Page[] | SkipReason

/** The page on the request without a token, where anything answered. */
export const searched: Pages = (survey) => {
  const pages = found(survey)
  return typeof pages === 'string' ? pages : [survey.challenge]
}

/** The page on the search for the resource's metadata. What has moved has it at its new address, if anywhere. */
export const found: Pages = ({ challenge, metadata, hasMetadata }) => {
  if (!isReached(challenge)) return 'unreachable'
  return hasMetadata || !hasMoved(challenge) ? [metadata] : 'moved'
}

/** The page on what the resource's metadata says. */
export const described: Pages = ({ challenge, hasMetadata, content }) => {
  if (!isReached(challenge)) return 'unreachable'
  return hasMetadata ? [content] : 'no-resource-metadata'
}

/**
 * The pages on the providers. The resource's own host was only guessed to be one where nothing is named: if it is none,
 * nothing is known of any.
 */
const asked: Pages = ({ challenge, providers, isGuessed }) => {
  if (!isReached(challenge)) return 'unreachable'
  const known = providers.filter(page => !isGuessed || page.checked.has('issuer-identical'))
  return known.length > 0 ? known : 'no-authorization-server'
}

/** The pages on the providers whose address may be asked. */
export const reached: Pages = (survey) => {
  const pages = asked(survey)
  if (typeof pages === 'string') return pages
  const reachable = pages.filter(({ exchanges, evidence }) =>
    exchanges.length > 0 || evidence.some(({ fact }) => fact.kind === 'failure'))
  return reachable.length > 0 ? reachable : 'unsafe-address'
}

/**
 * The pages on those providers whose addresses are known: by their metadata, or since not even the issuer's may be
 * asked.
 */
export const addressed: Pages = (survey) => {
  const pages = asked(survey)
  if (typeof pages === 'string') return pages
  const known = pages.filter(({ checked: made, evidence }) =>
    made.has('issuer-identical') || evidence.some(({ fact }) => fact.kind === 'check'))
  return known.length > 0 ? known : 'no-provider-metadata'
}

/** The pages on those providers of which this was checked. */
export function checked(check: string): Pages {
  return (survey) => {
    const pages = asked(survey)
    if (typeof pages === 'string') return pages
    const judged = pages.filter(page => page.checked.has(check))
    return judged.length > 0 ? judged : 'no-provider-metadata'
  }
}

function hasMoved({ evidence }: Page): boolean {
  return evidence.some(({ fact }) => fact.kind === 'failure' && fact.failure.code === 'mcp-moved')
}

/** Whether any answer came at all. */
export function isReached({ exchanges }: Page): boolean {
  return exchanges.length > 0
}
