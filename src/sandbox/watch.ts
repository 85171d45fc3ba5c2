import { connect } from 'node:net'
import { sandboxHost } from './host.ts'

/**
 * Resolves when the process that listens on `port` of the loopback address ends, in whatever way: its connections end
 * with it. Resolves also when nobody listens there, and when `signal` aborts.
 */
export async function waitForEnd(port: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const socket = connect({ port, host: sandboxHost() })
    const stop = () => socket.destroy()
    signal.addEventListener('abort', stop, { once: true })
    socket.on('error', () => undefined).once('close', () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    // Unread, the other side's end would never be seen.
    socket.resume().unref()
  })
}
