import type { Observer } from '../../walk/events.ts'
import { askedAddress } from '../asked-address.ts'
import type { Terminal } from '../terminal-means.ts'
import { rawLines } from '../terminal-raw.ts'

/** Tells each address that is asked, with the status of its answer; with `-v` the whole of both. */
export function tellAddresses(terminal: Pick<Terminal, 'write' | 'writer' | 'catalogue' | 'verbosity'>): Observer {
  const { write, writer, verbosity } = terminal
  return (event) => {
    if (event.type !== 'http') return
    if (verbosity > 0) write(writer.lines(rawLines(event, terminal)))
    else write(writer.lines([[[{ text: askedAddress(event), style: 'dim' }], { at: 0, hang: 5 }]]))
  }
}
