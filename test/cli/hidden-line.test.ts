import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { readHidden, type HiddenInput } from '../../src/cli/terminal/hidden-line.ts'

/** A terminal's input that remembers its modes. */
function makeInput() {
  const modes: boolean[] = []
  const input = Object.assign(new PassThrough(), { isRaw: false, setRawMode: (raw: boolean) => void modes.push(raw) })
  return {
    input, modes,
    read: async (signal = new AbortController().signal) => readHidden(input as unknown as HiddenInput, signal),
  }
}

describe('a hidden line', () => {
  test.each([
    ['a word', 'hunter2\r', 'hunter2'],
    ['a line end of a pipe', 'hunter2\n', 'hunter2'],
    ['nothing', '\r', ''],
    ['spaces, which count', '  a b \r', '  a b '],
    ['backspaces, both kinds', 'hunterr\u007Fx\b2\r', 'hunter2'],
    ['more backspaces than letters', '\u007F\u007Fa\u007F\u007Fb\r', 'b'],
    ['Ctrl-U, which begins anew', 'wrong\u0015right\r', 'right'],
    ['a backspace over a letter of several bytes', 'é张😀\u007F\r', 'é张'],
    ['arrow keys and other sequences', 'a\u001B[Db\u001B[1;5Cc\u001BOPd\u001B[3~\r', 'abcd'],
    ['other control characters', 'a\u0001\u0007b\t\r', 'ab'],
  ])('takes %s', async (_name, typed, expected) => {
    const { input, modes, read } = makeInput()
    const line = read()
    input.write(typed)
    expect(await line).toBe(expected)
    expect(modes).toEqual([true, false])
  })

  test('takes letters that come byte by byte', async () => {
    const { input, read } = makeInput()
    const line = read()
    for (const byte of Buffer.from('p张😀\r')) input.write(Buffer.of(byte))
    expect(await line).toBe('p张😀')
  })

  test('leaves what was pasted behind it to the next question', async () => {
    const { input, read, modes } = makeInput()
    const first = read()
    input.write('one\r\ntwo\rthree')
    expect([await first, await read()]).toEqual(['one', 'two'])
    const third = read()
    input.write('\r')
    expect(await third).toBe('three')
    expect(modes).toEqual([true, false, true, false, true, false])
  })

  test.each([['Ctrl-C', 'hun\u0003'], ['Ctrl-D', '\u0004']])('%s gives up, and the terminal is as it was', async (
    _name, typed,
  ) => {
    const { input, modes, read } = makeInput()
    const line = read()
    input.write(typed)
    await expect(line).rejects.toMatchObject({ code: 'interrupted' })
    expect([modes, input.listenerCount('data'), input.listenerCount('end')]).toEqual([[true, false], 0, 0])
  })

  test('gives up when the terminal is gone', async () => {
    const { input, read } = makeInput()
    const line = read()
    input.end()
    await expect(line).rejects.toMatchObject({ code: 'interrupted' })
  })

  test('gives up at a signal, before or while it is typed', async () => {
    const { modes, read } = makeInput()
    const stop = new AbortController()
    const line = read(stop.signal)
    stop.abort(new Failure('terminated'))
    await expect(line).rejects.toMatchObject({ code: 'terminated' })
    expect(modes).toEqual([true, false])
    await expect(read(AbortSignal.abort(new Failure('terminated')))).rejects.toMatchObject({ code: 'terminated' })
    expect(modes).toEqual([true, false])
  })
})
