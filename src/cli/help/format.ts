import { Help, type Argument, type Command, type Option } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { columnsOf } from '../../text/columns.ts'
import { addCommonFlags } from '../command-line/options.ts'
import { variableOf } from '../command-line/environment-flags.ts'
import { everydayOf } from './everyday.ts'
import { footersOf } from './footers.ts'
import { findTopic, formatTopic } from './topics.ts'

/** Breaks a text into lines of that many columns. */
export type Wrap = (text: string, columns: number) => string

/** How the help of this run is shown. */
export interface HelpView {
  /** With every flag, where a command has too many for one screen. */
  all: boolean
  /** For texts without blanks between words; commander's own way elsewhere. */
  wrap: Wrap | undefined
}

/** A narrower column for descriptions is hard to read: they stand below what they describe then. */
const narrowest = 24
const besideFlag = 10

/** The help of all commands: their own flags first, then those of every command; in the user's language. */
export function formatFor(catalogue: HelpTexts, { all, wrap }: HelpView): Partial<Help> {
  const { help } = catalogue
  const everyday = (command: Command) => all ? undefined : everydayOf(command)
  let short: string | undefined
  return {
    minWidthToWrap: narrowest,
    styleTitle: title => headings(help)[title] ?? title,
    subcommandTerm: command => findTopic(command) ?? `${command.name()} ${command.usage()}`,
    argumentDescription: argument => describe(argument, catalogue),
    optionDescription: option =>
      describe(option, catalogue, short !== undefined && !namesItsOwn(option) ? variableOf(short, option) : undefined),
    ...wrap ? { boxWrap: wrap } : {},
    visibleOptions(command) {
      const options = inOrder(command, Help.prototype.visibleOptions.call(this, command), catalogue)
      return everyday(command)?.flatMap(flag => options.filter(({ long }) => long === flag)) ?? options
    },
    groupItems: (_, visible, groupOf) => new Help().groupItems(visible, visible, groupOf),
    formatItem,
    formatHelp(command, helper) {
      short = everyday(command) && command.name()
      const topic = findTopic(command)
      if (topic !== undefined) return formatTopic(topic, catalogue, helper)
      const whole = closeUp(Help.prototype.formatHelp.call(this, command, helper))
      return breakUsage(whole, helper) + footersOf(command, all, catalogue, helper)
    },
  }
}

/**
 * A command's own flags, then those of every command, then `--help`. The program takes the common ones before any
 * command too.
 */
function inOrder(command: Command, options: readonly Option[], catalogue: HelpTexts): Option[] {
  const common = catalogue.help['group.global']
  const isCommon = ({ helpGroupHeading }: Option) => helpGroupHeading === common
  const [own, shared] = [options.filter(option => !isCommon(option)), options.filter(isCommon)]
  const added = command.parent ? [] : addCommonFlags(command.createCommand(), catalogue).options
  return [...own, ...added, ...shared]
}

/** The secret itself has a variable, which its description names; help has none. */
function namesItsOwn({ long }: Option): boolean {
  return long === '--client-secret-file' || long === '--help'
}

/** What it is, with its choices, default and variable behind. */
export function describe(item: Option | Argument, { optionFacts }: HelpTexts, variable?: string): string {
  return item.description + optionFacts({ choices: item.argChoices, usual: item.defaultValueDescription, variable })
}

/** A full-width colon has room of its own behind it. */
function closeUp(help: string): string {
  return help.replace(/^(.*?：) /, '$1')
}

/** commander lets the first line run over the end of a narrow terminal, in the middle of a word. */
function breakUsage(help: string, helper: Help): string {
  const [usage = '', ...others] = help.split('\n')
  const over = columnsOf(usage) - (helper.helpWidth ?? 80)
  const place = usage.lastIndexOf(' ', usage.length - over)
  return over <= 0 || place < 0
    ? help
    : [usage.slice(0, place), `  ${usage.slice(place + 1)}`, ...others].join('\n')
}

/** As commander does it; where there is little room, the description stands on lines of its own. */
function formatItem(this: Help, term: string, termWidth: number, description: string, helper: Help): string {
  const width = this.helpWidth ?? 80
  if (description === '' || width - termWidth - 4 >= narrowest)
    return Help.prototype.formatItem.call(this, term, termWidth, description, helper)
  const text = helper.boxWrap(description, Math.max(width - besideFlag, narrowest))
  return `  ${term}\n${' '.repeat(besideFlag)}${text.replaceAll('\n', `\n${' '.repeat(besideFlag)}`)}`
}

function headings(help: Record<string, string>): Record<string, string | undefined> {
  return {
    'Usage:': help['usage'], 'Options:': help['options'], 'Arguments:': help['arguments'],
    'Commands:': help['commands'],
  }
}
