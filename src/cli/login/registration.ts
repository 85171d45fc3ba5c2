import type { Failure } from '../../codes/failure.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { nameIn } from '../../providers/local-name.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { describeRegistration } from '../../render/registration.ts'
import type { Line } from '../../text/terminal.ts'
import { flagLayer } from '../command-line/options.ts'
import { findPresetTarget, type PresetTarget } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import { openScreen } from '../terminal/screen.ts'

/** The preset that a failure names, with the variables that were given or answered. */
export async function presetOf(
  { options, context }: Run, { details: { preset } }: Failure,
): Promise<PresetTarget | undefined> {
  if (typeof preset !== 'string') return undefined
  return findPresetTarget(resolveSettings({ ...flagLayer(options), preset }, context.environment, {}, {}))
}

/**
 * Tells a person what to register at a provider, and where: without it there is no client id. Each line fits the
 * terminal.
 */
export async function tellRegistration(run: Run, target: PresetTarget | undefined, redirectUri: string): Promise<void> {
  const { context, catalogue } = run
  const writer = await openScreen(run)
  const title: Line = [[{ text: catalogue.conversation.registerRedirectUri }]]
  const lines = target ? linesFor(target, redirectUri, catalogue) : [title, address(redirectUri)]
  context.writeError(writer.lines([[[]], ...lines, [[]]]))
}

function linesFor(target: PresetTarget, redirectUri: string, catalogue: Catalogue): Line[] {
  const { preset } = target
  const title: Line = [[{ text: catalogue.conversation.registerFirst(nameIn(catalogue.language, preset)) }]]
  return [title, ...consoleOf(target), ...describeRegistration(preset, redirectUri, catalogue).map(indented)]
}

/** The address of the page where it is done, on a line of its own so that it can be opened. */
function consoleOf({ preset: { redirect }, variables }: PresetTarget): Line[] {
  const place = redirect.console?.replace(/\{([\w-]+)\}/g, (whole, name: string) => variables[name] ?? whole)
  return place === undefined ? [] : [address(place)]
}

function address(text: string): Line {
  return [[{ text, style: 'bold', whole: true }], { at: 2, hang: 2 }]
}

/**
 * What goes on in the next line of a numbered way stands further in. A command or an address at the end can be copied.
 */
function indented(text: string): Line {
  const deep = text.length - text.trimStart().length
  const end = /(?:oauth-walk [ -~]+|https?:\/\/\S+)$/.exec(text)?.[0] ?? ''
  const pieces = [{ text: text.slice(deep, text.length - end.length) }, { text: end, whole: true }]
  return [pieces, { at: 2 + deep, hang: deep === 0 ? 2 : 5 + deep }]
}
