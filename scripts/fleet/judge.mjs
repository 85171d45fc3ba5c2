/** What a command says of a refresh whose answer was lost, with its time. */
const toldLost = /refresh of (\S+) was cut off before its answer was stored/

/** How far the time that is told and the one that the provider has seen may differ, in milliseconds. */
const toleranceMs = 5000

/**
 * Judges what became of a family in one round: alive where the last refresh worked; lost and told where a command has
 * ended with exit 7 and named the refresh whose answer nobody got. Whatever else falls short.
 */
export function judge({ calls, proof, before, after, mayLose, mayExit = [0, 6, 7] }) {
  const log = after.log.slice(before.log.length)
  const ends = [...calls, proof]
  const unexpected = calls.filter(({ status, mayBeKilled }) =>
    !mayExit.includes(status) && !(mayBeKilled && status === 'SIGKILL'))
  const base = { requests: log.length, ends: calls }
  if (proof.status === 0 && !after.isRevoked && log.every(({ was }) => was === 'replaced')) {
    return unexpected.length === 0
      ? { ...base, verdict: 'alive' }
      : { ...base, verdict: 'short', why: describe(unexpected, log) }
  }
  const told = ends.flatMap(({ status, stderr }) => status === 7 ? [Date.parse(toldLost.exec(stderr)?.[1] ?? '')] : [])
  const lost = log.find(({ token, was }, index) =>
    was === 'replaced' && log.slice(index + 1).some(later => later.token === token))
  if (mayLose && lost !== undefined && told.some(at => Math.abs(at - lost.at) < toleranceMs))
    return { ...base, verdict: 'told' }
  return { ...base, verdict: 'short', why: describe(ends, log) }
}

function describe(ends, log) {
  const told = ends.map(({ machine, status, stderr }) =>
    `${machine} ${status} ${stderr.trim().replace(/\s+/g, ' ').slice(0, 400)}`)
  return [
    ...told,
    ...log.map(({ at, from, was, token }) =>
      `provider: ${new Date(at).toISOString()} ${from} ${token.split('-')[1]} ${was}`),
  ].join('\n      ')
}
