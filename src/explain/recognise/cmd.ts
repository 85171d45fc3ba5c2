/** Tells whether a command is written for cmd, as browsers copy it on Windows: `^` stands before its signs. */
export function isForCmd(command: string): boolean {
  return /\^["&%]/.test(command.replace(/'[^']*'/g, ''))
}

/** A command as cmd hands it on: outside quotation marks `^` takes what is special from the next character. */
export function fromCmd(command: string): string {
  let [text, isQuoted] = ['', false]
  for (let at = 0; at < command.length; at += 1) {
    const sign = command[at] ?? ''
    if (sign === '^' && !isQuoted) {
      const [line] = /\r?\n(?:\r?\n)?/y.exec(command.slice(at + 1, at + 5)) ?? []
      // A line goes on; an empty one behind it is a line break of the value.
      text += line === undefined ? command[at + 1] ?? '' : /\n\r?\n/.test(line) ? '\n' : ''
      at += line?.length ?? 1
    } else {
      if (sign === '"') isQuoted = !isQuoted
      text += sign
    }
  }
  return text
}
