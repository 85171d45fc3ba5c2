import { basename } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { start, type CliOptions, type Running } from './cli.ts'
import { startInside, type InsideOptions } from './inside.ts'
import { wide } from './wide.ts'

/** The commands that went through the front door, by test file. */
const entered = new Map<string, Set<string>>()

/**
 * Starts a command of which only what it says and how it ends is looked at. In a wide run each is a process of its own;
 * otherwise the first of its kind is in each seventh test file, and the others run inside this one, where they can.
 */
export function startAtDoor(words: readonly string[], options: CliOptions): Pick<Running, 'ended' | 'sees' | 'stdin'> {
  if (wide || !canBeInside(words, options) || isFirst(words)) return start(words, options)
  const inside = startInside(words, options)
  // One that still waits would wait beside the next tests.
  onTestFinished(() => inside.interrupt())
  return inside
}

function isFirst(words: readonly string[]): boolean {
  const { testPath = '' } = expect.getState()
  const name = basename(testPath)
  if (Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % 7 !== 0) return false
  const seen = entered.get(testPath) ?? new Set<string>()
  entered.set(testPath, seen)
  const kind = words.slice(0, words[1]?.startsWith('-') === true ? 1 : 2).join(' ')
  const isNew = !seen.has(kind)
  seen.add(kind)
  return isNew
}

/**
 * What is another user or another program, or is told something by Node, needs a process; so do the short ways of bin,
 * and what reads the files of the build. That of `credential` is compared with the long one in tests of its own.
 */
function canBeInside(words: readonly string[], options: CliOptions): options is InsideOptions {
  const { home: _home, environment = {}, input: _input, openInput: _open, ...others } = options
  return Object.keys(others).length === 0
    && !Object.keys(environment).some(name => name.startsWith('NODE_'))
    && !/^(?:-|__complete$|version$|$)/.test(words[0] ?? '')
}
