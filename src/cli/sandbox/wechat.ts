import type { Context } from '../context.ts'
import { formatJson, type Run } from '../run.ts'
import { faultOptions, serveUntilStopped, stateFolder, translate, wantedPlace } from './target.ts'
import { tellTry } from './described.ts'
import { formatTable } from '../terminal/table.ts'
import { command } from '../../text/shell.ts'
import type { TerminalText } from '../../text/written.ts'
import type { Wechat } from '../../sandbox/index.ts'

/** `oauth-walk sandbox --as wechat`: serves a WeChat for any client until it is stopped. */
export async function serveWechat(run: Run): Promise<void> {
  const { context, options, catalogue } = run
  const { startWechat } = await import('../../sandbox/index.ts')
  const { note } = faultOptions(run)
  const served = await startWechat({ folder: stateFolder(run), ...wantedPlace(run), note }).catch((error: unknown) => {
    throw translate(error)
  })
  try {
    const document = { ok: true, as: 'wechat', ...served }
    context.writeOut(options.json ? formatJson(context, document) : describe(served, context))
    run.tell(
      served.hosting ? catalogue.story.sandboxServing(served.origin) : catalogue.story.sandboxJoined(served.origin),
    )
    if (!served.hosting) return
    await tellTry(
      run,
      command`OAUTH_WALK_CLIENT_SECRET=${served.app_secret} oauth-walk login wechat-web --provider-origin ${
        served.origin
      } --client-id ${served.app_id}`,
    )
    await serveUntilStopped(run)
  } finally {
    await served.close()
  }
}

function describe(
  { origin, app_id, app_secret, callback_domains, scope, endpoints, user }: Wechat, context: Pick<Context, 'terminal'>,
): TerminalText {
  return formatTable([
    ['origin', origin], ['appid', app_id], ['secret', app_secret], ['callback domains', callback_domains.join(' ')],
    ['scope', scope],
    ...Object.entries(endpoints), ['user', user.nickname], ['openid', user.openid], ['unionid', user.unionid],
  ], context)
}
