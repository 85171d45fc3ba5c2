import type { Observer } from '../walk/events.ts'
import type { Terminal } from './terminal.ts'
import { tellSteps } from './terminal-steps.ts'
import { createVoice } from './voice.ts'

/** Tells a walk that is attacked in a few lines: the steps that were taken, and the check that failed. */
export function tellAttack({ write, writer, catalogue }: Pick<Terminal, 'write' | 'writer' | 'catalogue'>): Observer {
  const voice = createVoice({ write, writer, catalogue, explain: false, verbosity: 0, opening: 'by-itself', beforeAddress: '', progress: undefined })
  const { check } = tellSteps(voice)
  return async (event) => {
    if (event.type === 'step-finished' && event.step) {
      voice.say([{ text: '✓', style: 'good' }, { text: ` ${event.n ?? 0}  ${catalogue.steps[event.step].title}`, style: 'dim' }])
    }
    if (event.type === 'check' && !event.ok) await check?.(event)
  }
}
