import { joinBroken } from './broken-lines.ts'
import { isForm } from './pairs.ts'
import type { Collector } from './collect.ts'
import { mayBeCopied, mostLines, readCopied } from './copied.ts'
import { isCommand, readCommand } from './commands.ts'
import { JsonBlocks } from './json-blocks.ts'
import { isReadFully, mayOpen, readHeader, readLine, readRequestLine, readStatusLine, type Line } from './line.ts'
import { Part } from './part.ts'
import { looksLikePage } from './page.ts'

/** Reads a text line by line: requests, answers, commands, documents and words, in whatever order they stand there. */
export function readLines(text: string, collector: Collector): void {
  const raw = text.split(/\r?\n/)
  if (!raw.every(isReadFully)) collector.noteCut('line')
  const lines = joinBroken(raw.map((line, place) => readLine(line, place + 1)))
  const blocks = new JsonBlocks(lines)
  let part: Part | undefined
  const close = () => {
    if (part) collector.add(part.finish())
    part = undefined
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined) break
    const opened = openPart(line)
    if (opened || (part && !part.takes(line))) close()
    if (opened) part = opened
    else if (part) {
      const block = part.wantsBody(line) ? blocks.from(at) : undefined
      if (block) {
        part.setBody(block.text)
        at = block.end
        close()
      } else part.add(line)
    } else at = readAlone(lines, at, blocks, collector)
  }
  close()
}

function openPart(line: Line): Part | undefined {
  if (!mayOpen(line.text)) return undefined
  const request = readRequestLine(line.text)
  if (request) return Part.ofRequest(line, request)
  const response = readStatusLine(line)
  return response && Part.ofResponse(line, response)
}

/** Reads what stands by itself, and gives the last line that belongs to it. */
function readAlone(lines: readonly Line[], at: number, blocks: JsonBlocks, collector: Collector): number {
  const { text, number } = lines[at] ?? { text: '', number: 0 }
  const place = `line ${number}`
  // Shorter lines say nothing, unless a JSON text begins there.
  if ((text.length < 3 && !/[{[]/.test(text)) || text.trim() === '') return at
  if (isCommand(text)) return addCommand(lines, at, collector)
  const copied = mayBeCopied(text) ? readCopied(lines.slice(at, at + mostLines).map(line => line.text)) : undefined
  if (copied) {
    if (!collector.isFull) collector.add({ request: copied.request, place })
    return at + copied.lines - 1
  }
  const block = blocks.from(at)
  if (block) {
    if (block.before !== '') collector.addWords(block.before)
    collector.addJson(block.text, place)
    return block.end
  }
  if (looksLikePage(text)) return readMarkup(lines, at, collector)
  const field = readHeader(text)
  if (field && collector.addField(field, place)) return at
  const form = text.trim().replace(/^[?#]/, '')
  if (isForm(form) && !/^\w+:/.test(text)) collector.addForm(form, place, form !== text.trim())
  else collector.addText(text, place)
  return at
}

/** The most lines that one command has. */
const longestCommand = 200

function addCommand(lines: readonly Line[], at: number, collector: Collector): number {
  const end = endOfCommand(lines, at)
  if (collector.isFull) return end
  const command = lines.slice(at, end + 1).map(({ text }) => `${text}\n`).join('')
  for (const request of readCommand(command)) collector.add({ request, place: `line ${lines[at]?.number ?? 0}` })
  return end
}

/** The first line that neither goes on nor leaves a quotation open; where none does, a quotation mark was none. */
function endOfCommand(lines: readonly Line[], at: number): number {
  let open: Quote = ''
  let first: number | undefined
  for (let end = at; end < Math.min(lines.length, at + longestCommand); end += 1) {
    const text = lines[end]?.text ?? ''
    open = quoteAfter(text, open)
    if (/[\\^`]\s*$/.test(text.slice(-100))) continue
    first ??= end
    if (open === '') return end
  }
  return first ?? Math.min(lines.length, at + longestCommand) - 1
}

type Quote = '' | '\'' | '"'

/** The quotation that a line leaves open, by the rules of a shell. */
function quoteAfter(text: string, before: Quote): Quote {
  let open = before
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place]
    if (sign === '\\' && open !== '\'') place += 1
    else if (sign === open) open = ''
    else if (open === '' && (sign === '"' || sign === '\'')) open = sign
  }
  return open
}

function readMarkup(lines: readonly Line[], at: number, collector: Collector): number {
  let end = at
  while (end + 1 < lines.length
    && !openPart(lines[end + 1] ?? { text: '', way: undefined, at: undefined, number: 0 })) end
    += 1
  collector.add({
    response: { body: lines.slice(at, end + 1).map(({ text }) => text).join('\n') },
    place: `line ${lines[at]?.number ?? 0}`,
  })
  return end
}
