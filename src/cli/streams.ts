import type { Result, TerminalText, RawText } from '../text/written.ts'

/** The way to stdout and stderr, and the end of the process once all is written. */
export interface Streams {
  out: (text: Result) => void
  error: (text: TerminalText | RawText) => void
  exit: (status: number) => Promise<never>
}

/**
 * A stream is made when it is first written to: that takes its time. A reader of the result that has gone wants no more, and no complaint; the
 * story needs no reader. But what is busy, such as a token on its way, is still stored.
 */
export function openStreams(host: NodeJS.Process, isBusy: () => boolean): Streams {
  const quitSilently = (error: NodeJS.ErrnoException) => {
    if (!isBusy()) host.exit(error.code === 'EPIPE' ? 0 : 1)
  }
  const write = (stream: NodeJS.WriteStream, text: string | Uint8Array, written?: () => void) => {
    if (stream.listenerCount('error') === 0) stream.on('error', stream === host.stderr ? () => undefined : quitSilently)
    stream.write(text, written)
  }
  return {
    out: text => write(host.stdout, text),
    error: text => write(host.stderr, text),
    exit: async (status) => {
      await new Promise<void>(resolve => write(host.stdout, '', resolve))
      host.exit(status)
    },
  }
}
