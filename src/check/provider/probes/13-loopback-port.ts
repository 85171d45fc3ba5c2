import { withPort } from '../../../addresses/as-written.ts'
import { isLoopbackHttp, parseAddress } from '../../../addresses/loopback.ts'
import { ownUri, type Asked } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { isAnswered, isTaken } from '../controls.ts'
import { judgeRedirect, seenInstead } from '../headless.ts'
import type { Examinee } from '../examinee.ts'
import type { Outcome } from '../../verdict.ts'
import { tellsOfError } from '../page-targets.ts'
import { open, pass, sight, together, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { strangeHost } from '../strange.ts'

/**
 * A program on the user's machine gets whatever port is free: any one is good. A name that only begins like this
 * machine is another machine.
 */
export const loopbackPort: ProviderProbe = {
  id: 'C13', name: 'loopback-port', severity: 'medium', suites: ['oauth2.1', 'bcp', 'mcp'], session: 'headless',
  requests: 4,
  clauses: [rfc(8252, '7.3'), rfc(8252, '8.4'), rfc(9700, '4.1.3')],
  control: 'authorization-request',
  needs: ({ walk }) => isLoopbackHttp(walk.login.redirectUri) ? undefined : 'not-loopback',
  examine: async (examinee) => {
    const { ask } = examinee
    const own = ownUri(examinee)
    const registered = new URL(own)
    const outcomes = []
    // A name is asked of the system's list, which others may change: no port of it need be taken.
    if (registered.hostname !== 'localhost')
      outcomes.push(await judgePort(examinee, await ask({ redirectUri: withOtherPort(own) })))
    for (const host of ['localhost', '127.0.0.1']) {
      outcomes.push(await judgeRedirect(
        examinee, await ask({ redirectUri: registered.href.replace(registered.host, `${host}.${strangeHost}`) }),
      ))
    }
    return together(...outcomes)
  },
}

/** Another port than the one that is registered, and than the ones that a login tries. */
function withOtherPort(registered: string): string {
  return withPort(registered, new URL(registered).port === '49152' ? 49_153 : 49_152)
}

async function judgePort({ controls }: Examinee, asked: Asked): Promise<Outcome> {
  if (asked.kind === 'unavailable') return unavailable(asked)
  const isRefusal = asked.kind === 'sent-back'
    || asked.kind === 'refused'
    || (asked.kind === 'page' && tellsOfError(asked.answer))
  if (isRefusal) return weak(sight('port-refused', { port: parseAddress(asked.redirectUri)?.port }, asked.exchange))
  // Where the right request is answered, a page for another port is not what was asked for.
  if (!isAnswered(asked) && isAnswered(await controls.usual()))
    return open('unclear', seenInstead(asked))
  return isTaken(asked)
    ? pass()
    : open('unclear', sight('refused-otherwise', { error: asked.error, expected: '' }, asked.exchange))
}
