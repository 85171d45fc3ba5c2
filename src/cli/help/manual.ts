import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { enHelp, enOptionFacts } from '../../messages/en/help.ts'
import { version } from '../../package.ts'
import { describe } from './format.ts'
import { topicRows, topics, type Topic } from './topics.ts'
import { buildProgram } from '../program.ts'

/** The words of its pages: the build takes both from here. */
export const english: HelpTexts = { language: 'en', help: enHelp, optionFacts: enOptionFacts }

/** The manual page in roff (man-pages(7)), from the same words as `--help`. The build writes it into the package. */
export function writeManual(catalogue: HelpTexts): string {
  const names = buildProgram([], catalogue, {}, async () => undefined).commands.map(command => command.name())
  const isTopic = (command: Command) => topics.some(topic => topic === command.name())
  const program = buildProgram(names, catalogue, {}, async () => undefined)
  const { help } = catalogue
  return [
    `.TH OAUTH-WALK 1 "" "oauth-walk ${version}"`,
    '.SH NAME', `oauth\\-walk \\- ${escape(help['program'] ?? '')}`,
    '.SH SYNOPSIS', '.B oauth\\-walk', '.I command', '[\\fIoptions\\fR]',
    '.SH COMMANDS',
    ...program.commands.filter(command => !isTopic(command)).flatMap(command =>
      describeCommand(command, 'oauth-walk', catalogue)),
    '.SH ENVIRONMENT', escape(help['environment.about'] ?? ''), ...rows('environment', catalogue),
    '.SH "EXIT STATUS"', ...rows('exit-codes', catalogue),
    '.SH EXAMPLES', ...[
      '.nf', ...(help['program.examples'] ?? '').split('\n').map(line => escape(line.trim())), '.fi',
    ], '',
  ].join('\n')
}

function rows(topic: Topic, catalogue: HelpTexts): string[] {
  return topicRows(topic, catalogue).flatMap(([name, text]) => ['.TP', `.B ${escape(name)}`, escape(text)])
}

function describeCommand(command: Command, before: string, catalogue: HelpTexts): string[] {
  const name = `${before} ${command.name()}`
  return [
    `.SS "${escape(name)} ${escape(command.usage())}"`, escape(command.description()),
    ...command.registeredArguments.filter(({ description }) => description !== '')
      .flatMap(argument => ['.TP', `.I ${escape(argument.name())}`, escape(argument.description)]),
    ...command.options.filter(({ hidden }) => !hidden).flatMap(option => [
      '.TP', `.B ${escape(option.flags)}`, escape(describe(option, catalogue)),
    ]),
    ...command.commands.flatMap(child => describeCommand(child, name, catalogue)),
  ]
}

/**
 * A backslash, a hyphen, and a line that begins like a request mean something to roff; what is not ASCII has a name
 * there.
 */
function escape(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq').replace(/^([.'])/, '\\&$1')
    .replace(/[^\p{ASCII}]/gu, character =>
      `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
}
