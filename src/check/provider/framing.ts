import type { WireResponse } from '../../wire.ts'

/**
 * Tells whether a page keeps frames of other sites away, as browsers read it: frame-ancestors, and X-Frame-Options
 * where there is none.
 */
export function keepsFramesAway({ headers }: Pick<WireResponse, 'headers'>): boolean {
  const lists = (headers['content-security-policy'] ?? '').split(',').flatMap(ancestorsIn)
  // Of several policies, each must allow a frame (CSP 3, section 8.1).
  return lists.length > 0
    ? lists.some(sources => !sources.some(letsAnybody))
    : isFrameOption(headers['x-frame-options'] ?? '')
}

/** What other sites may frame a page by, though it speaks of frames. */
export interface LetIn { field: string, isOptionUnread: boolean }

/** The field by which a browser lets others frame a page, as it came; nothing where the page says nothing of frames. */
export function lettingFramesIn({ headers }: Pick<WireResponse, 'headers'>): LetIn | undefined {
  const policies = (headers['content-security-policy'] ?? '').split(',')
  const directives = policies.flatMap(policy => ancestorsIn(policy).map(sources => ['frame-ancestors', ...sources]))
  const options = headers['x-frame-options']
  const isOption = options !== undefined && options.trim() !== ''
  if (directives.length > 0) {
    const field = `Content-Security-Policy: ${directives.map(words => words.join(' ')).join(', ')}`
    return { field, isOptionUnread: isOption }
  }
  return isOption ? { field: `X-Frame-Options: ${options}`, isOptionUnread: false } : undefined
}

/** The sources of the first such directive: what comes twice in one policy does not count (CSP 3, section 2.2.1). */
function ancestorsIn(policy: string): string[][] {
  const directives = policy.split(';').map(directive => directive.trim().split(/\s+/))
  const found = directives.find(([name = '']) => name.toLowerCase() === 'frame-ancestors')
  return found ? [found.slice(1)] : []
}

/** A scheme alone, a host of any name, or any name below a top level: everybody can have a page there. */
function letsAnybody(source: string): boolean {
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return true
  const host = source.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').split(/[:/]/, 1)[0] ?? ''
  return host === '*' || /^\*\.[^.]*$/.test(host)
}

/**
 * Other words are ignored, and so is a word with others beside it, unless one of them is known (HTML,
 * "X-Frame-Options").
 */
function isFrameOption(field: string): boolean {
  const words = new Set(field.split(',').map(word => word.trim().toLowerCase()))
  return words.has('deny') || words.has('sameorigin') || (words.size > 1 && words.has('allowall'))
}
