/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` where the stream names none. */
  name: string
  data: string
}

/**
 * Makes a reader of server-sent events (HTML, section 9.2.6) that gets the text piece by piece and gives the events
 * that ended in a piece. Comments, ids and times to wait are left out. Each character is looked at once, however the
 * text is cut.
 */
export function createEventReader(): (piece: string) => StreamEvent[] {
  let open = ''
  let endedInReturn = false
  let [name, data] = ['', [] as string[]]
  const take = (line: string): StreamEvent[] => {
    if (line !== '') {
      const [, field = '', value = ''] = /^(event|data)(?:: ?(.*))?$/su.exec(line) ?? []
      if (field === 'event') name = value
      if (field === 'data') data.push(value)
      return []
    }
    const event = { name: name || 'message', data: data.join('\n') }
    const isEvent = data.length > 0;
    [name, data] = ['', []]
    return isEvent ? [event] : []
  }
  return (piece) => {
    const text = endedInReturn && piece.startsWith('\n') ? piece.slice(1) : piece
    if (piece !== '') endedInReturn = piece.endsWith('\r')
    const [first = '', ...others] = text.split(/\r\n|\n|\r/)
    open += first
    const ended: string[] = []
    for (const line of others) {
      ended.push(open)
      open = line
    }
    return ended.flatMap(take)
  }
}

/** The events of a whole stream, also of one that was cut behind its last line. */
export function readEvents(text: string): StreamEvent[] {
  const read = createEventReader()
  return [...read(text.replace(/^\ufeff/, '')), ...read('\n\n')]
}
