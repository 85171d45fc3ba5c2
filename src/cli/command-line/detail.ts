import type { Detail } from '../../render/terminal-means.ts'
import type { Options } from './options.ts'

/** How much is told where it is not said: on a screen what has room there, elsewhere the outline. */
export function detailOf({ explain, brief }: Options, isOnScreen: boolean): Detail {
  if (explain) return 'all'
  return brief || !isOnScreen ? 'brief' : 'usual'
}
