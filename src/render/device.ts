import { parseAddress } from '../loopback.ts'
import { clean } from '../text/printable.ts'
import type { Tell, Voice } from './voice.ts'

/** What is different where the browser is on another device: each step says so, and the user's code is shown. */
export function tellDevice({ terminal, say }: Voice): Tell {
  const { catalogue: { story, telling }, paint, beforeAddress, pictures, progress } = terminal
  return {
    'step-differs': event => say([{ text: '≠', paint: paint.note }, { text: ` ${story.deviceSteps[event.step ?? 'start'] ?? ''}` }]),
    // The code is large, and for a person also a picture, whose library is loaded only then.
    'device-authorization': async (event) => {
      const spaced = clean(event.user_code, 40).replaceAll(/(?<=.)(?=.)/gu, ' ')
      const edge = '─'.repeat(spaced.length + 6)
      say([{ text: beforeAddress || story.enterCode(Math.floor(event.expires_in / 60)) }])
      // A saved walk may have been written by anybody.
      say([{ text: parseAddress(event.verification_uri)?.href ?? clean(event.verification_uri), paint: paint.address, whole: true }])
      const picture = pictures ? await drawCode(new URL(event.verification_uri_complete ?? event.verification_uri).href) : []
      for (const line of [`┌${edge}┐`, `│   ${paint.bold(spaced)}   │`, `└${edge}┘`, ...picture]) terminal.write(`   ${line}\n`)
      progress?.start(telling.busy.waiting)
    },
  }
}

async function drawCode(address: string): Promise<string[]> {
  const { renderUnicodeCompact } = await import('uqr')
  return renderUnicodeCompact(address).split('\n')
}
