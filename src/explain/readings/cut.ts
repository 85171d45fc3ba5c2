import { found } from '../found.ts'
import type { Reader, Reading } from '../reading.ts'

/** What of the input was not read is told, so that nobody takes it for judged. */
export const readCut: Reader = ({ cut }) => {
  const parts = cut.filter(part => part !== 'recording')
  return [
    ...cut.includes('recording') ? [found('recording-cut', 'note', undefined)] : [],
    ...parts.length === 0 ? [] : [found('input-cut', 'note', undefined, { parts })],
  ]
}

/** What a command takes from elsewhere is named, so that nobody takes its request for whole. */
export const readUnread: Reader = ({ seen }) => seen.flatMap((each) => {
  const files = [...new Set(each.request?.unread?.map(({ from }) => from))].slice(0, 10)
  return files.length === 0 ? [] : [found('file-unread', 'note', undefined, { files }, { in: each })]
})

/**
 * Tells whether a reading judges a value of a command that was not seen. What an answer says is told all the same.
 */
export function isOfUnseen({ name, details, in: messages }: Reading): boolean {
  return !/^(?:file-unread$|refused)/.test(name)
    && messages.some(({ request }) => request?.unread?.some(({ part }) => part === 'value'))
    && Object.values(details).flat().some(value => String(value).includes('<hidden>'))
}

/** Tells whether a reading says of the input alone that it was not read, and nothing of what stands in it. */
export function isOfCut({ name }: Reading): boolean {
  return name === 'recording-cut' || name === 'input-cut'
}
