import type { Observer } from '../walk/events.ts'
import { toSafeJson } from '../text/json.ts'
import { tellDevice } from './device.ts'
import { tellBrowser } from './terminal-browser.ts'
import { tellLessons } from './terminal-lessons.ts'
import { tellMessages } from './terminal-messages.ts'
import { tellResource } from './terminal-resource.ts'
import { tellSteps } from './terminal-steps.ts'
import { createVoice } from './voice.ts'
import type { Terminal } from './terminal-means.ts'

/** With `-vvv` each event is told as it is, a long body included. */
const mostOfEvent = 1_048_576

/** Tells the walk as a story, one step after the other; each event becomes its lines and nothing else. */
export function tellStory(terminal: Terminal): Observer {
  const voice = createVoice(terminal)
  const tellers = [
    tellSteps(voice), tellBrowser(voice), tellDevice(voice), tellMessages(voice), tellResource(voice),
    tellLessons(voice),
  ]
  return async (event) => {
    if (event.type !== 'http' && event.type !== 'callback-ignored') terminal.progress?.stop()
    // The result is told as what it is: its claims stand on stdout.
    if (terminal.verbosity > 2 && event.type !== 'walk-finished')
      voice.say([{ text: toSafeJson(event), style: 'dim', most: mostOfEvent }])
    // A saved walk may name an event as every object names a member.
    for (const tell of tellers) if (Object.hasOwn(tell, event.type)) await (tell[event.type] as Observer)(event)
  }
}
