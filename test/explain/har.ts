/** A request in a recording, with its answer. */
export interface Entry {
  method?: string
  url: string
  headers?: Record<string, string>
  form?: Record<string, string>
  answer: { status: number, headers?: Record<string, string>, json?: object, text?: string }
}

const pairs = (fields: Record<string, string> = {}) => Object.entries(fields).map(([name, value]) => ({ name, value }))

/** A recording as a browser saves it, an entry a second. */
export function harOf(entries: readonly Entry[], from = '2026-11-28T10:00:00.000Z'): string {
  return JSON.stringify({
    log: {
      version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [],
      entries: entries.map((entry, place) => toEntry(entry, new Date(Date.parse(from) + 1000 * place).toISOString())),
    },
  })
}

function toEntry({ method = 'GET', url, headers, form, answer }: Entry, startedDateTime: string): object {
  const text = answer.text ?? (answer.json && JSON.stringify(answer.json))
  return {
    startedDateTime, time: 12,
    request: {
      method, url, httpVersion: 'HTTP/1.1', headers: pairs(headers), queryString: [], cookies: [],
      ...form
      && { postData: { mimeType: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() } },
    },
    response: {
      status: answer.status, statusText: '', headers: pairs(answer.headers), cookies: [],
      content: { size: 0, mimeType: 'application/json', ...text === undefined ? {} : { text } },
      redirectURL: answer.headers?.['Location'] ?? '',
    },
    timings: { send: 0, wait: 12, receive: 0 },
  }
}
