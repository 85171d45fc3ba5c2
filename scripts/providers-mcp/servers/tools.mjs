// Two tools, registered at a server of the SDK's second line.
import { z } from 'zod'

/** Registers the tools. */
export function addTools(server) {
  server.registerTool(
    'forecast',
    { description: 'Tells the weather of a city.\n\nMore than one line.', inputSchema: z.object({ city: z.string() }) },
    async ({ city }) => ({ content: [{ type: 'text', text: `Sun in ${city}` }] }),
  )
  server.registerTool(
    'station',
    { title: 'A station', description: 'Where a station stands.', inputSchema: z.object({ number: z.number() }) },
    async ({ number }) => ({ content: [{ type: 'text', text: `Station ${number}` }] }),
  )
}
