import type { WireResponse } from '../../wire.ts'
import { isNamed } from './encodings.ts'
import { attributesOf } from './pages.ts'

/**
 * Tells whether a page that names this address, or the host of nobody, may lead there without a click. A page that does
 * something by itself may read all its text and click any link: only a browser could tell.
 */
export function mayLeadTo(address: string, { body, headers }: Pick<WireResponse, 'body' | 'headers'>): boolean {
  return isNamed(address, headers['refresh'] ?? '') || (isActing(body) && isNamed(address, body))
}

const acts = /<(?:iframe|frame|object|embed)\b|[\s"'/]on[a-z]{3,20}\s{0,9}=|javascript:|http-equiv\s{0,9}=\s{0,9}["']?\s{0,9}(?:refresh|&)/i

function isActing(page: string): boolean {
  return acts.test(page) || page.split(/<(?=script\b)/i).slice(1).some(runs)
}

/** A script of another type is data, of JSON for example (HTML, the `type` of script). */
function runs(script: string): boolean {
  const { type = '' } = attributesOf(script.slice(0, 2000).split('>', 1)[0] ?? '')
  return type.trim() === '' || /module|script|rules/i.test(type)
}
