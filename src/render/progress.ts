import type { Ora } from 'ora'
import type { Terminal } from './terminal.ts'

/** One spinner for what is in progress. It is loaded when the waiting starts: until then it would only delay the browser. */
export function createProgress(colour: boolean): NonNullable<Terminal['progress']> {
  let spinner: Ora | undefined
  let wanted: string | undefined
  return {
    start: (text) => {
      wanted = text
      void import('ora').then(({ default: ora }) => {
        if (wanted !== undefined) spinner = ora({ text: wanted, indent: 3, discardStdin: false, color: colour ? 'cyan' : false }).start()
      })
    },
    stop: () => {
      wanted = undefined
      spinner?.stop()
      spinner = undefined
    },
  }
}
