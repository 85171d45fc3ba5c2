import type { Reader } from '../reading.ts'
import type { Pairs } from '../record.ts'

/** Values that are still percent-encoded after they were decoded once. */
export const readEncodedTwice: Reader = ({ seen }) => seen.flatMap((message) => {
  const { request, kind, step } = message
  if (!request || (kind !== 'authorization-request' && kind !== 'token-request')) return []
  const twice = [...request.query, ...request.form].filter(isEncodedStill)
  const [[name, value] = []] = twice
  if (name === undefined || value === undefined) return []
  const details = { name, value, names: twice.map(([one]) => one) }
  return [{ name: 'encoded-twice', gravity: 'broken', step, clause: 'RFC 6749 Appendix B', details, in: [message] }]
})

/** Only values in which nothing is encoded when they are sent as they should be: a state is nobody's but the client's. */
function isEncodedStill([name, value]: Pairs[number]): boolean {
  return (name === 'redirect_uri' && /^[\w+.-]+%3A(?:%2F|\/){2}/i.test(value)) || (name === 'scope' && /%20/.test(value))
}
