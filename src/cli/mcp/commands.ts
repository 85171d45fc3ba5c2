import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, httpSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the flags of `mcp`: which tool is called, and how one signs in again where that is wanted. */
export function defineMcp(mcp: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  addSettings(
    mcp.argument('[target]', help['mcp.target']),
    ['tool', 'arguments', 'step-up', 'browser', 'no-open', 'port', 'timeout'], catalogue,
  )
  addCommonFlags(addSettings(mcp, httpSettings, catalogue), catalogue)
    .action(async (target: string | undefined, options: Options) =>
      act(options, async run => (await import('../mcp.ts')).mcp(run, target)))
}
