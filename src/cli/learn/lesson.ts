import { attacks, mcpAttacks, type LessonWords, type PlayedAttack } from '../../messages/learn.ts'
import { loadLearnWords, loadMcpLearnWords } from '../../messages/load.ts'
import { command, type Command } from '../../text/shell.ts'
import type { Options } from '../command-line/options.ts'

/** What is walked in a lesson, what is asked and attacked, and what to go on with. */
export interface Lesson {
  words: LessonWords
  attacks: readonly PlayedAttack[]
  /** Flags of its walk. */
  options: Options
  next: Command[]
  /** It is told to whoever can't be asked. */
  isTold: boolean
}

/** The lesson about the six steps, or the one about MCP. */
export async function loadLesson(subject: string | undefined, language: 'en' | 'zh'): Promise<Lesson> {
  const words = await loadLearnWords(language)
  if (subject === undefined) {
    const next = [
      command`oauth-walk login sandbox --explain`, command`oauth-walk login sandbox --misbehave invalid-aud`,
      command`oauth-walk login github`,
      command`oauth-walk check sandbox --auto --misbehave weak-pkce-no-verifier`, command`oauth-walk explain login.har`,
    ]
    return { words, attacks, next, options: {}, isTold: false }
  }
  const next = [
    command`oauth-walk login sandbox --as mcp --explain`,
    command`oauth-walk login sandbox --misbehave mcp-audience-unbound`,
    command`oauth-walk login https://SERVER/mcp`, command`oauth-walk check https://SERVER/mcp`,
    command`oauth-walk explain login.har`,
  ]
  return {
    words: { ...words, ...await loadMcpLearnWords(language) }, attacks: mcpAttacks, next,
    options: { as: 'mcp' }, isTold: true,
  }
}
