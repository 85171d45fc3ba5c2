import type { CutPart } from '../../explain/record.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'

const parts: Record<Exclude<CutPart, 'recording'>, string> = {
  line: 'a line of more than a million characters', parameters: 'parameters beyond the first 500', members: 'members beyond the first 500', messages: 'messages', words: 'lines of words', tokens: 'tokens', fields: 'header fields', value: 'long values of the recording', page: 'the end of a page',
}

function named({ parts: given }: ReadingDetails): string {
  return (Array.isArray(given) ? given : []).map(part => pick(parts, part) ?? '').filter(name => name !== '').join(', ')
}

/** The sentence about an input that is longer than is read. */
export const enInputReadings = {
  'file-unread': {
    said: d => `A part of the request comes from elsewhere and was not read: ${text(d['files'])}`,
    why: () => 'The command takes it from a file, another program or a variable. What stands there was not judged, and nothing of that part is called missing.',
    fix: () => 'Put the values into the command in its place, to have all of it judged.',
  },
  'input-cut': {
    said: d => `Not all of the input was read: it has more than is looked at (${named(d)})`,
    why: () => 'What was left out was not judged. No message of OAuth is so long, and no server takes one.',
    fix: () => 'Give explain the part that matters: the messages of one login.',
  },
  'recording-cut': {
    said: () => 'The HAR file is cut off: it ends in the middle',
    why: () => 'What came after that is not in it, and was not judged.',
    fix: () => 'Save the recording again, and copy the whole file.',
  },
} satisfies Record<string, ReadingSentences>
