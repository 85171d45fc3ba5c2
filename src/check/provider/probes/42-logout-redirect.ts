import { buildEndSessionUrl } from '../../../protocol/end-session.ts'
import type { Outcome } from '../../verdict.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { mayLeadTo } from '../acting-pages.ts'
import { isBroken, isRedirect } from '../answered.ts'
import { openid } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { placeOnly } from '../headless.ts'
import { fail, open, pass, sight, unavailable, unlessNothingThere } from '../outcomes.ts'
import { refreshesIn, sentTo } from '../page-targets.ts'
import { formIn, nextWithin, openVisitor, type Visited } from '../pages.ts'
import type { ProviderProbe } from '../probe.ts'
import { isStrange, strangeHost } from '../strange.ts'

const strange = `https://${strangeHost}/signed-out`

/** How many answers are looked at: redirects, and the page that asks whether to sign out. */
const mostPages = 3

/** After the sign-out, the browser is not sent to an address that is not registered. */
export const logoutRedirect: ProviderProbe = {
  id: 'C42', name: 'logout-redirect', severity: 'medium', suites: ['oidc'], session: 'headless', destructive: true,
  requests: mostPages + 2,
  clauses: [openid('RP-Initiated Logout 1.0', '3')],
  needs: ({ server }) => typeof server['end_session_endpoint'] === 'string' ? undefined : 'no-endpoint',
  examine: async (examinee) => {
    const { walk, server } = examinee
    const idTokenHint = await idTokenOf(examinee)
    const url = buildEndSessionUrl(String(server['end_session_endpoint']), {
      clientId: walk.client.clientId, idTokenHint, postLogoutRedirectUri: strange,
    })
    const visitor = openVisitor(examinee)
    let page = await visitor.go(url)
    for (let looked = 1; looked < mostPages && judge(page).verdict !== 'FAIL'; looked += 1) {
      const [next, form] = [nextOf(page), page.answer.status === 200 ? formIn(page) : undefined]
      if (next !== undefined) page = await visitor.go(next)
      else if (form && new URL(form.action).origin === new URL(page.url).origin) page = await visitor.go(
        form.action, form.fields,
      )
      else break
    }
    return judge(page)
  },
}

/** With the ID token the provider knows whose sign-out it is: some redirect without a question then. */
async function idTokenOf({ browser, started, controls }: Examinee): Promise<string | undefined> {
  if (!browser || !started?.scope.includes('openid')) return undefined
  const { redeemed } = await controls.tokens()
  return redeemed.tokens?.id_token?.reveal()
}

/** Where the browser goes by itself, if it stays where it is. */
function nextOf(page: Visited): string | undefined {
  const byPage = page.answer.headers['location'] === undefined ? refreshesIn(page.answer, page.url) : []
  return nextWithin(page)
    ?? byPage.find(target => parseAddress(target)?.origin === parseAddress(page.url)?.origin && target !== page.url)
}

function judge({ url, answer, exchange }: Visited): Outcome {
  const { status } = answer
  const targets = sentTo(answer, url)
  const foreign = targets.find(isStrange)
  if (foreign !== undefined) return fail(sight('sent-to', { to: placeOnly(foreign) }, exchange))
  if (isBroken(answer)) return unavailable({ answer, exchange })
  // Whoever is asked next, or a script, may still send the browser there.
  const isPassedOn = isRedirect(answer) && targets.some(target => target.includes(strangeHost))
  if (isPassedOn) return open('unclear', sight('sent-to', { to: placeOnly(targets[0] ?? '') }, exchange))
  return mayLeadTo(strangeHost, answer)
    ? open('unclear', sight('page-shown', { status }, exchange))
    : unlessNothingThere(exchange) ?? pass()
}
