import { parseAddress } from '../addresses/loopback.ts'
import { clean } from '../text/printable.ts'
import type { Line, Piece } from '../text/terminal.ts'
import type { Tell, Voice } from './voice.ts'

/** What is different where the browser is on another device: each step says so, and the user's code is shown. */
export function tellDevice({ terminal, say, show }: Voice): Tell {
  const { catalogue: { story, telling }, beforeAddress, pictures, progress } = terminal
  return {
    'step-differs': event => say([
      { text: '≠', style: 'note' },
      {
        text:
          ` ${(event.way === 'device' ? story.deviceSteps : story.grantSteps[event.way])[event.step ?? 'start'] ?? ''}`,
      },
    ]),
    // The code is large, and for a person also a picture, whose library is loaded only then.
    'device-authorization': async (event) => {
      const spaced = clean(event.user_code, 40).replaceAll(/(?<=.)(?=.)/gu, ' ')
      const edge = '─'.repeat(spaced.length + 6)
      say([{ text: beforeAddress || story.enterCode(event.expires_in) }])
      // A saved walk may have been written by anybody.
      say([
        {
          text: parseAddress(event.verification_uri)?.href ?? clean(event.verification_uri, 2000), style: 'front',
          whole: true,
        },
      ])
      const picture = pictures
        ? await drawCode(new URL(event.verification_uri_complete ?? event.verification_uri).href)
        : []
      const frame = (piece: Piece): Line => [[{ ...piece, whole: true }], { at: 3, hang: 3 }]
      const box: Piece[] = [{ text: `┌${edge}┐` }, { text: `│   ${spaced}   │`, style: 'bold' }, { text: `└${edge}┘` }]
      show([...box, ...picture.map(text => ({ text }))].map(frame))
      progress?.start(telling.busy.waiting)
    },
  }
}

async function drawCode(address: string): Promise<string[]> {
  const { renderUnicodeCompact } = await import('uqr')
  return renderUnicodeCompact(address).split('\n')
}
