import { isAnswer } from './answer-alone.ts'
import { readHeader, type Line, type RequestStart, type ResponseStart } from './line.ts'
import type { RawMessage } from './seen.ts'

/** A request or an answer that is being read, line by line. */
export class Part {
  readonly #start: { request: RequestStart } | { response: ResponseStart }
  readonly #line: Line
  readonly #headers: (readonly [string, string])[] = []
  readonly #body: string[] = []
  #isBody = false

  private constructor(line: Line, start: { request: RequestStart } | { response: ResponseStart }) {
    this.#line = line
    this.#start = start
  }

  static ofRequest(line: Line, request: RequestStart): Part {
    const part = new Part(line, { request })
    if (request.referrer !== undefined) part.#headers.push(['referer', request.referrer])
    return part
  }

  /** What stands behind the status is a header field, an address that the answer sends to, or the body. */
  static ofResponse(line: Line, response: ResponseStart): Part {
    const part = new Part(line, { response })
    const field = readHeader(response.rest)
    if (field) part.#headers.push(field)
    else if (/^[a-z][\w+.-]*:\/\//i.test(response.rest)) part.#headers.push([
      'location', response.rest.split(/\s/, 1)[0] ?? '',
    ])
    else if (response.rest !== '') part.#body.push(response.rest)
    return part
  }

  /** Tells whether the line goes on with it. curl shows bodies without an arrow. */
  takes({ text, way }: Line): boolean {
    if (/^\s*\*\s/.test(text)) return true
    // Behind a body on the line of its request, the log goes on with something else.
    const isSent = 'request' in this.#start && this.#start.request.form !== undefined
    if (isSent && way === undefined && !/^\s*\{/.test(text)) return false
    if (way === this.#line.way)
      return !(this.#isBody && text.trim() === '' && this.#body.length > 0 && way === undefined) || this.#hasMoreParts()
    return way === undefined && (this.#isBody || 'response' in this.#start || readHeader(text) !== undefined)
  }

  /** Within a body of several parts an empty line ends the head of one (RFC 2046, section 5.1.1). */
  #hasMoreParts(): boolean {
    const type = this.#headers.find(([name]) => name === 'content-type')?.[1] ?? ''
    return /^multipart\//i.test(type) && !/^--\S{1,70}--\s*$/.test(this.#body.at(-1) ?? '')
  }

  /** Tells whether a body may begin on this line. */
  wantsBody({ text }: Line): boolean {
    return this.#body.length === 0 && /^\s*[{[]/.test(text)
  }

  setBody(text: string): void {
    this.#body.push(text)
  }

  add({ text }: Line): void {
    if (/^\s*\*\s|^[{}] \[\d+ bytes data\]/.test(text)) return
    if (this.#isBody) {
      this.#body.push(text)
      return
    }
    const field = readHeader(text)
    if (field && this.#body.length === 0) this.#headers.push(field)
    else {
      this.#isBody = true
      if (text.trim() !== '') this.#body.push(text)
    }
  }

  finish(): RawMessage {
    const body = this.#body.length === 0 ? undefined : this.#body.join('\n').trim()
    const [headers, place, at] = [this.#headers, `line ${this.#line.number}`, this.#line.at]
    if ('response' in this.#start)
      return { response: { status: this.#start.response.status, headers, body }, place, at }
    const { method, url, status, body: answer, form } = this.#start.request
    // What stands below a request may be the answer, of which the log has no first line: a GET has no body, and no
    // client sends an error.
    if (body !== undefined && ((/^get$/i.test(method) && body.startsWith('{')) || isAnswer(body)))
      return { request: { method, url, headers, body: form }, response: { status, body }, place, at }
    return {
      request: { method, url, headers, body: form ?? body },
      ...status === undefined ? {} : { response: { status, body: answer } }, place, at,
    }
  }
}
