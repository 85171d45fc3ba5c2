import type { Asked } from '../../../check/provider/ask.ts'
import { wordsOnPage } from './refusal.ts'

/** What stands before a provider, and answered in its place. */
export interface Wall {
  /** A check that the browser of a person passes, or something that refuses by the status alone. */
  wall: 'challenge' | 'firewall'
  status: number
  /** What its page says. */
  words: string | undefined
}

/**
 * The statuses by which firewalls refuse, besides those that are told as passing (429). A provider that means the
 * request says so by an error.
 */
const ofFirewalls: readonly number[] = [401, 403, 406]

/** The titles under which browsers are looked at before they may go on. */
const challenge = /<title>\s{0,20}(?:Just a moment|Checking your browser|Attention Required! \| Cloudflare|DDoS-Guard|Vercel Security Checkpoint)/i

/**
 * Finds what stands before the provider: where nothing speaks of the request, nobody can say that the provider saw it.
 */
export function wallBefore(asked: Asked, preset: string | undefined): Wall | undefined {
  const { answer: { status, headers, body }, location } = asked
  if (location !== undefined) return undefined
  const { error, meaning, error_description: words } = wordsOnPage(asked, preset)
  if (headers['cf-mitigated'] === 'challenge' || challenge.test(body.slice(0, 20_000)))
    return { wall: 'challenge', status, words }
  const saysNothing = error === null && meaning === undefined
  return saysNothing && ofFirewalls.includes(status) ? { wall: 'firewall', status, words } : undefined
}
