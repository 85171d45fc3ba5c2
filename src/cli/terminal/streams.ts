import type { Failure } from '../../codes/failure.ts'
import { exitCodeOf } from '../failures/exit-codes.ts'
import type { Result, TerminalText, RawText } from '../../text/written.ts'

/** Milliseconds for which a reader may still take what is said last, once the user has ended the command. */
const patience = 2000

/** The way to stdout and stderr, and the end of the process once all is written. */
export interface Streams {
  out: (text: Result) => void
  error: (text: TerminalText | RawText) => void
  exit: (status: number) => Promise<never>
  /** Says who tells that stdout takes no more, by the system's name of the error. */
  whenFull: (tell: (errno: string) => Promise<void>) => void
}

/**
 * A stream is made when it is first written to: that takes its time. A reader of the result that has gone wants no
 * more, and no complaint; the story needs no reader. But what is busy, such as a token on its way, is still stored.
 */
export function openStreams(host: NodeJS.Process, isBusy: () => boolean, signal: AbortSignal): Streams {
  let tell: (errno: string) => Promise<void> = async () => host.exit(6)
  let full: string | undefined
  let telling: Promise<void> | undefined
  // Whoever comes second waits for the end too, which is another than his.
  const tellOnce = async () => {
    if (full !== undefined) await (telling ??= tell(full))
  }
  const quit = ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') full ??= code
    if (isBusy()) return
    if (code === 'EPIPE') host.exit(0)
    else void tellOnce()
  }
  const write = (stream: NodeJS.WriteStream, text: string | Uint8Array, written?: () => void) => {
    if (stream.listenerCount('error') === 0) stream.on('error', stream === host.stderr ? () => undefined : quit)
    stream.write(text, written)
  }
  return {
    out: text => write(host.stdout, text),
    error: text => write(host.stderr, text),
    exit: async (status) => {
      const written = new Promise<void>(resolve => write(host.stdout, '', resolve))
      const came = await Promise.race([written.then(() => undefined), ended(signal)])
      if (status === 0) await tellOnce()
      host.exit(came ?? status)
    },
    whenFull: (teller) => {
      tell = teller
    },
  }
}

/** The status of a signal that comes while a reader keeps us waiting; one that came before has its status already. */
async function ended(signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) setTimeout(() => resolve(undefined), patience)
    else signal.addEventListener('abort', () => resolve(exitCodeOf((signal.reason as Failure).code)))
  })
}
