import { parseAddress } from '../../../addresses/loopback.ts'
import { redirectUriOf, toLogin } from '../../../providers/resolve.ts'
import { good } from '../../../render/doctor/line.ts'
import { openListener } from '../../../transport/listener.ts'
import { planListening } from '../../login/listening.ts'
import type { Look } from '../look.ts'

/** Whether the browser's way back is free: it is listened for there, for a moment. */
export const lookAtListener: Look = async ({ run, resolved }) => {
  const listening = await planListening(run, resolved)
  if (!listening) return [good('redirect-listener', 'pasted', { uri: redirectUriOf(resolved) })]
  const { redirectUri, ports } = toLogin(resolved, '', '', listening)
  const listener = await openListener({ ...nobody, ...listening, redirectUri, ports, responseMode: 'query' })
  await listener.close()
  const anyPort = ports.includes(0) && !ports.includes(Number(parseAddress(listener.redirectUri)?.port))
  return [good('redirect-listener', 'port-free', { uri: listener.redirectUri, anyPort })]
}

/** Whatever comes in that moment is none of ours. */
const nobody = {
  receive: () => undefined, isOurs: () => false, ignore: () => undefined, over: () => undefined,
  intrude: () => { throw new Error('nobody was sent to the start address') },
}
