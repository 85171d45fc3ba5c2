import { parameterOf, parametersOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import { found } from '../../found.ts'

const asking = new Set(['authorization-request', 'pushed-request', 'token-request', 'refresh-request'])
/** A name with `=` that nothing parts from the value before it: no `?`, no `&`, and no sign of an encoding. */
const glued
  = /^[^?&#]*[^?&#\s%=](scope|state|response_type|client_id|redirect_uri|nonce|grant_type|code_challenge)=[^&]/

/** A parameter that became part of the value before it, since the & between them was left out. */
export const readAmpersandMissing: Reader = ({ seen }) =>
  seen.filter(({ kind }) => asking.has(kind)).flatMap((each) => {
    const joined = parametersOf(each).flatMap(([name, value]) => {
      const inner = value.length < 4000 && value.includes('=') ? glued.exec(value)?.[1] : undefined
      return inner === undefined || name === 'state' || parameterOf(each, inner) !== undefined ? [] : [{ name, inner }]
    })
    return joined.slice(0, 1).map(({ name, inner }) =>
      found('ampersand-missing', 'broken', 'RFC 6749 Appendix B', { parameter: inner, other: name }, { in: each }))
  })
