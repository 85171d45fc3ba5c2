import { messageLines } from './terminal-message.ts'
import { rawLines } from './terminal-raw.ts'
import { tokenLines } from './terminal-token.ts'
import { patience, type Tell, type Voice } from './voice.ts'

/** The messages of the diagram, decoded tokens, and with `-v` what really went over the wire. */
export function tellMessages(voice: Voice): Tell {
  const { terminal, show, group } = voice
  const { progress, catalogue: { telling } } = terminal
  return {
    message: (event) => {
      group()
      show(messageLines(event, voice))
      if (event.name === 'token-request' || event.name === 'userinfo-request')
        progress?.start(telling.busy[event.name], patience)
    },
    http: (event) => {
      if (terminal.verbosity > 0) show(rawLines(event, terminal))
    },
    decoded: (event) => {
      if (terminal.detail !== 'all') return
      group()
      show(tokenLines(event, terminal))
    },
  }
}
