import type { Failure } from '../../codes/failure.ts'
import { maskFailure } from '../../secrets/mask.ts'
import type { TabFigure } from '../../render/tab.ts'
import type { Watcher } from '../../walk/events.ts'
import type { Run } from '../run.ts'

/** What draws the walk for the tab, and what watches the walk for it. */
export interface Figure {
  observers: Watcher[]
  /** The diagram so far; nothing where nobody sits at the terminal, or what draws it is not there yet. */
  draw: (failure?: Failure) => TabFigure | undefined
}

/**
 * Somebody at a terminal looks at the tab next: it shows the walk that has just been told. A script's tab shows the six
 * steps alone. What draws it is loaded while the user is in the browser.
 */
export async function prepareFigure({ context, options, catalogue }: Run): Promise<Figure> {
  if (!context.terminal.stderr || options.quiet) return { observers: [], draw: () => undefined }
  const { createRecorder } = await import('../../render/saved/transcript.ts')
  const recorder = createRecorder('hidden')
  let drawing: typeof import('../../render/tab-figure.ts') | undefined
  return {
    observers: [{ keeps: async (event) => {
      await recorder.observe(event)
      if (event.type === 'waiting') drawing = await import('../../render/tab-figure.ts')
    } }],
    draw: (failure) => {
      const transcript = recorder.transcript(
        { tls: {}, fingerprints: undefined }, failure && maskFailure(context.secrets, failure),
      )
      return drawing?.drawForTab(transcript, catalogue)
    },
  }
}
