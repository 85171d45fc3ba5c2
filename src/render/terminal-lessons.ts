import { isTied, lessonsOf, lockTaught, type Taught } from './lessons.ts'
import { standardParameters } from './standard-parameters.ts'
import type { WalkEvent } from '../walk/events.ts'
import { indent, type Tell, type Voice } from './voice.ts'

const inner = { at: indent + 2, hang: indent + 4 }

/** With `--explain`, what a message teaches is told below it, and below each check what it prevents. */
export function tellLessons({ terminal, say }: Voice): Tell {
  const { catalogue: { lessons, telling } } = terminal
  const explain = terminal.detail === 'all'
  const { labels, topics, checks } = lessons
  let pkce: boolean | undefined
  const told = new Set<string>()
  // A lock may be seen in several messages.
  const tell = ({ topic, sentences }: Taught) => {
    const text = sentences.join(labels.between)
    if (told.has(text)) return
    told.add(text)
    say([{ text: topics[topic] }, { text: '  ' }, { text, style: 'dim' }])
  }
  const tellLocks = (event: WalkEvent) => {
    if (explain) for (const taught of lockTaught(event, lessons)) tell(taught)
  }
  return {
    message: (event) => {
      if (!explain) return
      if (event.name === 'authorization-request') pkce = isTied(standardParameters(event))
      for (const taught of lessonsOf(event, lessons, { pkce })) tell(taught)
    },
    finding: tellLocks,
    check: (event) => {
      const { name } = event
      const lesson = explain && Object.hasOwn(checks, name) ? checks[name] : undefined
      if (lesson) say([{ text: `${labels.prevents}${telling.colon}${lesson.attack}`, style: 'dim' }], inner)
      tellLocks(event)
    },
  }
}
