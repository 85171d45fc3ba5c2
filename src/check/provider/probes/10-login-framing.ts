import { isBroken } from '../answered.ts'
import { rfc } from '../clauses.ts'
import { keepsFramesAway, lettingFramesIn } from '../framing.ts'
import { fail, open, pass, sight, unavailable } from '../outcomes.ts'
import { nextWithin, openVisitor, type Visited } from '../pages.ts'
import { placeOnly } from '../headless.ts'
import type { ProviderProbe } from '../probe.ts'

/** How many redirects lead from the authorization endpoint to the login page, at most. */
const mostRedirects = 3

/** The login page can't be shown in a frame of another site, where clicks are stolen. */
export const loginFraming: ProviderProbe = {
  id: 'C10', name: 'login-framing', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'headless',
  requests: 1 + mostRedirects, glance: true,
  clauses: [rfc(9700, '4.16'), rfc(6749, '10.13')],
  examine: async (examinee) => {
    const visitor = openVisitor(examinee)
    const asked = await examinee.ask({ mayShowPage: true })
    let page: Visited = {
      url: examinee.server.authorization_endpoint ?? '', answer: asked.answer, exchange: asked.exchange,
    }
    visitor.take(page.url, page.answer)
    for (let followed = 0; followed < mostRedirects; followed += 1) {
      const next = nextWithin(page)
      if (next === undefined) break
      page = await visitor.go(next)
    }
    return judge(page)
  },
}

function judge({ answer, exchange }: Visited) {
  const { status, headers } = answer
  if (isBroken(answer)) return unavailable({ answer, exchange })
  if (headers['location'] !== undefined)
    return open('unclear', sight('sent-to', { to: placeOnly(headers['location']) }, exchange))
  if (status !== 200) return open('control-failed', sight('server-failed', { status }, exchange))
  if (keepsFramesAway(answer)) return pass()
  const { field, isOptionUnread = false } = lettingFramesIn(answer) ?? {}
  return fail(field === undefined
    ? sight('header-missing', { names: 'Content-Security-Policy: frame-ancestors, X-Frame-Options' }, exchange)
    : sight('frames-let-in', { field, unread: isOptionUnread }, exchange))
}
