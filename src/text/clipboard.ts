import type { RawText } from './written.ts'

/** Longer addresses are cut by terminals on the way, without a word. */
export const mostCopied = 8192

/** A program between us and the person's terminal, which passes on only sequences that are wrapped for it. */
export type Multiplexer = 'tmux' | 'screen'

/** Characters of a sequence that screen passes on at once. */
const screenPiece = 76

/**
 * Asks the terminal to put an address of ours on the clipboard of whoever sits at it (xterm's OSC 52, written only,
 * never read). It is in base64, so nothing in it is obeyed; one that is too long, or more than printable ASCII, is
 * nothing. tmux takes it by itself or by passing it on, as it is set up.
 */
export function clipboardSequence(address: string, multiplexer: Multiplexer | undefined): RawText {
  if (!isCopyable(address)) return '' as RawText
  const plain = `\u001B]52;c;${Buffer.from(address).toString('base64')}\u0007`
  if (multiplexer === 'tmux')
    return `${plain}\u001BPtmux;${plain.replaceAll('\u001B', '\u001B\u001B')}\u001B\\` as RawText
  if (multiplexer !== 'screen') return plain as RawText
  const pieces = plain.match(new RegExp(`[^]{1,${screenPiece}}`, 'g')) ?? []
  return pieces.map(piece => `\u001BP${piece}\u001B\\`).join('') as RawText
}

/** Tells whether an address is one that the clipboard may be given. */
export function isCopyable(address: string): boolean {
  return address.length <= mostCopied && /^[!-~]+$/.test(address)
}
