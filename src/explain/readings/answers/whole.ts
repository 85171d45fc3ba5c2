import { endOfString } from '../../../protocol/answer/json.ts'
import { headerOf } from '../../facts/messages.ts'
import { isTakenOut } from '../../facts/withheld.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** Of a recording, longer bodies are cut by whoever reads it. */
const longest = 16_000

/**
 * Answers that begin as JSON and are none (RFC 8259, section 2). What was copied or recorded may have been cut or
 * written over, so nobody is blamed.
 */
export function readBrokenJson(record: WalkRecord): Reading[] {
  return record.seen.flatMap((seen) => {
    const body = seen.response?.body?.trim() ?? ''
    if (!isOurs(seen) || !body.startsWith('{') || body.length > longest || isTakenOut(body)) return []
    return [found(isCutOff(body) ? 'answer-cut' : 'answer-not-json', 'note', 'RFC 8259 2', {}, { in: seen })]
  })
}

function isOurs({ kind, request, response }: Seen): boolean {
  if (response === undefined || response.members !== undefined || response.text !== undefined) return false
  return kind !== 'other'
    || (request === undefined && (headerOf(response, 'content-type') ?? '').includes('json'))
}

/** The end is what is missing: a string or a brace is still open. */
function isCutOff(body: string): boolean {
  let depth = 0
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]
    if (sign === '"') at = endOfString(body, at)
    if (at >= body.length) return true
    if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') depth -= 1
  }
  return depth > 0
}
