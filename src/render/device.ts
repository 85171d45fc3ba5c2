import type { WalkEvent } from '../walk/events.ts'
import { clean } from './clean.ts'
import type { Terminal } from './terminal.ts'

type DeviceAuthorization = Extract<WalkEvent, { type: 'device-authorization' }>

/** Shows the user's code, large, with the address to enter it at; to a person also as a QR code, whose library is loaded only then. */
export async function showCode(event: DeviceAuthorization, terminal: Terminal): Promise<void> {
  const { write, paint, catalogue: { story }, beforeAddress, pictures, progress } = terminal
  const spaced = clean(event.user_code, 40).replaceAll(/(?<=.)(?=.)/gu, ' ')
  const edge = '─'.repeat(spaced.length + 6)
  const lines = [
    beforeAddress || story.enterCode(Math.floor(event.expires_in / 60)), paint.address(new URL(event.verification_uri).href),
    `┌${edge}┐`, `│   ${paint.bold(spaced)}   │`, `└${edge}┘`,
    ...pictures ? await drawCode(new URL(event.verification_uri_complete ?? event.verification_uri).href) : [],
  ]
  for (const text of lines) write(`   ${text}\n`)
  progress?.start(story.inProgress)
}

async function drawCode(address: string): Promise<string[]> {
  const { renderUnicodeCompact } = await import('uqr')
  return renderUnicodeCompact(address).split('\n')
}
