import { join } from 'node:path'
import { SandboxError } from '../errors.ts'
import type { StateFolder } from './folder.ts'
import { dropJournal } from './journal.ts'
import { isState, type SandboxState } from './state.ts'

const fileName = 'sandbox.json'

/**
 * The state kept in `folder`, or undefined if there is none; raises `state-unreadable` if there is one that makes no
 * sense.
 */
export function readState(folder: StateFolder): SandboxState | undefined {
  const text = folder.read(fileName)
  if (text === undefined) return undefined
  const state = parse(text)
  if (isState(state)) return state
  throw new SandboxError('state-unreadable', { file: join(folder.path, fileName) })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes the first state of `folder`. False, and nothing written, if another process was quicker. */
export function createState(folder: StateFolder, state: SandboxState): boolean {
  const isFirst = folder.create(fileName, textOf(state))
  // What another state left says nothing about this one.
  if (isFirst) dropJournal(folder)
  return isFirst
}

/** Replaces the state of `folder` in one step. */
export function replaceState(folder: StateFolder, state: SandboxState): void {
  folder.replace(fileName, textOf(state))
}

/** Makes `folder` ready for a state. */
export function prepareFolder(folder: StateFolder): void {
  folder.prepare(fileName)
}

function textOf(state: SandboxState): string {
  return `${JSON.stringify(state)}\n`
}
