import { isTied, lessonsOf, standardParameters, type Taught } from './lessons.ts'
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
  return {
    message: (event) => {
      if (!explain) return
      if (event.name === 'authorization-request') pkce = isTied(standardParameters(event))
      for (const taught of lessonsOf(event, lessons, { pkce })) tell(taught)
    },
    check: ({ name }) => {
      const lesson = explain && Object.hasOwn(checks, name) ? checks[name] : undefined
      if (lesson) say([{ text: `${labels.prevents}${telling.colon}${lesson.attack}`, style: 'dim' }], inner)
    },
  }
}
