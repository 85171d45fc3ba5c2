import type { Command } from 'commander'

/**
 * The flags that most people need of a command with many, in the order of the first screen of its help; the target
 * stands above them.
 */
const everyday: Readonly<Record<string, readonly string[]>> = {
  login: [
    '--client-id', '--client-secret-file', '--scope', '--redirect-uri', '--device', '--paste', '--step', '--explain',
    '--html', '--profile', '--json', '--help',
  ],
  doctor: ['--client-id', '--redirect-uri', '--port', '--browser', '--ca', '--bundle', '--profile', '--json', '--help'],
  check: [
    '--i-operate', '--client-id', '--client-secret-file', '--browser', '--no-sign-in', '--plan', '--probe', '--fail-on',
    '--html', '--junit', '--json', '--help',
  ],
}

/** Those flags; nothing where the help of a command shows all at once. */
export function everydayOf(command: Command): readonly string[] | undefined {
  return command.parent === null || command.parent.parent !== null ? undefined : everyday[command.name()]
}

/** Tells whether a command's short help shows a flag. */
export function isOnFirstScreen(name: string, flag: string): boolean {
  return !Object.hasOwn(everyday, name) || everyday[name]?.includes(flag) === true
}
