/** Reads the Markdown of README and docs: what stands in it as commands, sentences, headings and links. */

/** A piece of text with its line, for a message that leads there. */
export interface Piece {
  line: number
  text: string
}

const fence = /^ *```/

/** The lines of the fenced blocks, each with what its backslash continues, and those outside. */
function separate(markdown: string): { code: Piece[], prose: Piece[] } {
  const code: Piece[] = []
  const prose: Piece[] = []
  let within = false
  let goesOn = false
  for (const [index, text] of markdown.split('\n').entries()) {
    const opensOrCloses = fence.test(text)
    if (opensOrCloses) within = !within
    const last = code.at(-1)
    if (opensOrCloses || !within) prose.push({ line: index + 1, text: opensOrCloses ? '' : text })
    else if (goesOn && last) last.text = `${last.text.replace(/\\$/, '')}${text.trim()}`
    else code.push({ line: index + 1, text: text.trim() })
    goesOn = within && text.endsWith('\\')
  }
  return { code, prose }
}

/** The lines of the fenced blocks without their comments. */
export function codeOf(markdown: string): Piece[] {
  return separate(markdown).code.map(({ line, text }) => ({ line, text: text.replace(/(?:^|\s+)#.*$/, '') }))
    .filter(({ text }) => text !== '')
}

/** The code spans of the prose. */
export function spansOf(markdown: string): Piece[] {
  return separate(markdown).prose.flatMap(({ line, text }) =>
    [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => ({ line, text: span })))
}

/** One word of a shell: quoted parts and others, side by side. */
const word = /(?:'[^']*'|"[^"]*"|[^\s'"|<>();&#`])+/.source

/** Every command of ours with at least one word, from its name on, in the fenced blocks. */
export function commandsIn(markdown: string): Piece[] {
  return codeOf(markdown).flatMap(findCommands)
}

/** Those in the code spans, which may name a command without its arguments. */
export function commandsNamedIn(markdown: string): Piece[] {
  return spansOf(markdown).flatMap(findCommands)
}

function findCommands({ line, text }: Piece): Piece[] {
  const command = new RegExp(`(?<=^|[\\s(：])(?<!--exec-command )oauth-walk(?: +${word})+`, 'g')
  // Git adds what it wants to a helper that stands quoted behind an exclamation mark. A descriptor is the shell's.
  const plain = text.replace(/'!(oauth-walk [^']*)'/g, ' $1 get').replace(/ \d+(?=[<>])/g, ' ')
  return [...plain.matchAll(command)].map(([found]) => ({ line, text: found.trim() }))
}

/** The headings, each with how deep it is. */
export function headingsOf(markdown: string): { depth: number, text: string }[] {
  return separate(markdown).prose.flatMap(({ text }) => {
    const [, marks, heading] = /^(#+) (.*)$/.exec(text) ?? []
    return marks === undefined || heading === undefined ? [] : [{ depth: marks.length, text: heading }]
  })
}

/** What GitHub makes of a heading's text, for the part of an address behind `#`. */
export function slugOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
}

/** Where the links and pictures lead, without those into the web. */
export function linksOf(markdown: string): Piece[] {
  return separate(markdown).prose.flatMap(({ line, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ line, text: target })))
    .filter(({ text }) => !/^[a-z]+:/.test(text))
}

/**
 * The sentences of the prose, those of list items and cells of tables too. A code span counts as one word, a link as
 * its text.
 */
export function sentencesOf(markdown: string): Piece[] {
  const blocks: Piece[] = []
  let last: Piece | undefined
  for (const { line, text } of separate(markdown).prose) {
    if (text === '' || /^[ #|>-]*$/.test(text)) last = undefined
    else if (text.startsWith('|')) blocks.push(
      ...text.replaceAll('\\|', ' ').split('|').map(cell => ({ line, text: cell })),
    )
    else if (last === undefined || /^(?: *(?:-|\d+\.) |#)/.test(text)) blocks.push(last = { line, text })
    else last.text = `${last.text} ${text.trim()}`
  }
  return blocks.flatMap(({ line, text }) =>
    plain(text).split(/(?<=[.!?:])\s+(?=[^a-z]|$)/).map(sentence => ({ line, text: sentence.trim() })))
}

function plain(text: string): string {
  return text.replace(/`[^`]+`/g, 'CODE').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\*\*/g, '').replace(
    /^ *(?:#+|-|\d+\.) /, '',
  )
}

/** How many words a sentence has: signs between them are none, and a list of code spans is no sentence. */
export function countWords(sentence: string): number {
  const words = sentence.split(/\s+/).filter(part => /[\p{L}\p{N}]/u.test(part))
  return words.every(word => word === 'CODE') ? 0 : words.length
}
