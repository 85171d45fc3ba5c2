import type { Ora } from 'ora'
import { clean } from '../text/printable.ts'
import type { Terminal } from './terminal-means.ts'

/**
 * One spinner for what is in progress. It is loaded when the waiting starts: until then it would only delay the
 * browser. What is done sooner than the given milliseconds never shows one. It has its place by a prefix: an indent is
 * where the library leaves the cursor for the next line.
 */
export function createProgress(colour: boolean): NonNullable<Terminal['progress']> {
  let spinner: Ora | undefined
  let wanted: object | undefined
  let timer: NodeJS.Timeout | undefined
  const spin = async (want: object, text: string) => {
    const { default: ora } = await import('ora')
    if (wanted === want)
      spinner
        = ora({ text: clean(text), prefixText: '  ', discardStdin: false, color: colour ? 'cyan' : false }).start()
  }
  return {
    start: (text, afterMilliseconds = 0) => {
      const want = wanted = {}
      if (afterMilliseconds === 0) void spin(want, text)
      else timer = setTimeout(() => void spin(want, text), afterMilliseconds).unref()
    },
    stop: () => {
      clearTimeout(timer)
      wanted = undefined
      spinner?.stop()
      spinner = undefined
    },
  }
}
