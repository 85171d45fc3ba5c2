import { toJsonLine } from '../text/json.ts'
import type { JsonText } from '../text/written.ts'
import { arrange, beginning, type Scene, type Told } from './saved/scenes.ts'
import { encodePlaceholders, frontAddress, textOf } from './saved/addresses.ts'
import type { Transcript } from './saved/transcript.ts'

type Pair = { name: string, value: string }

/**
 * The walk as an HTTP Archive (HAR 1.2) for a browser's network panel: what went over the back channel, and what the
 * browser was sent to.
 */
export function toHar(transcript: Transcript): JsonText {
  const scenes = arrange(transcript).flatMap(act => act.scenes)
  const { target, at } = beginning(transcript)
  const entries = scenes.flatMap(entriesOf).sort((a, b) => a.startedDateTime.localeCompare(b.startedDateTime))
  const [name = 'oauth-walk', number = ''] = transcript.program.split(' ')
  return toJsonLine({
    log: {
      version: '1.2',
      creator: { name, version: number },
      pages: [{ startedDateTime: at, id: 'walk', title: `oauth-walk login ${target}`, pageTimings: {} }],
      entries: entries.map(entry => ({ pageref: 'walk', ...entry })),
    },
  }, 2)
}

function entriesOf(scene: Scene): ReturnType<typeof backEntry>[] {
  const own = scene.exchange && scene.message.name.endsWith('-request') ? [backEntry(scene.exchange)] : []
  const front = scene.message.channel === 'front' && scene.message.from !== 'authorization_server'
    ? frontEntry(scene)
    : undefined
  return [...front ? [front] : [], ...own, ...scene.others.map(backEntry)]
}

function backEntry({ purpose, request, response, ms, at }: Told<'http'>) {
  const type = response.headers['content-type'] ?? ''
  return {
    startedDateTime: new Date(Date.parse(at) - ms).toISOString(),
    time: ms,
    request: describeRequest(request.method, encodePlaceholders(request.url), request.headers, request.body),
    response: describeResponse(response.status, response.headers, {
      size: Buffer.byteLength(response.body), mimeType: type, text: response.body,
      ...response.left_out && { comment: `${response.left_out} more characters were left out` },
    }, response.headers['location'] ?? ''),
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    comment: `back channel: ${purpose}`,
  }
}

/** What the browser was sent to. What it got there, the client has not seen: status 0, as browsers write it. */
function frontEntry(scene: Scene): ReturnType<typeof backEntry> | undefined {
  const { message } = scene
  const url = frontAddress(scene)
  if (url === undefined || message.method === undefined) return undefined
  const body = message.method === 'POST' ? new URLSearchParams(pairsOf(message.parameters)).toString() : undefined
  return {
    startedDateTime: message.at,
    time: 0,
    request: describeRequest(
      message.method, url, body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }, body,
    ),
    response: describeResponse(0, {}, { size: 0, mimeType: 'x-unknown', text: '' }, ''),
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    comment: `front channel: ${message.name}; the answer went to the browser and was not seen by the client`,
  }
}

function describeRequest(method: string, url: string, headers: Record<string, string>, body: string | undefined) {
  return {
    method, url, httpVersion: 'HTTP/1.1', cookies: [],
    headers: listOf(headers),
    queryString: URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [],
    ...body === undefined ? {} : { postData: { mimeType: headers['content-type'] ?? '', text: body } },
    headersSize: -1, bodySize: body === undefined ? 0 : Buffer.byteLength(body),
  }
}

function describeResponse(
  status: number, headers: Record<string, string>,
  content: { size: number, mimeType: string, text: string, comment?: string }, redirectURL: string,
) {
  return {
    status, statusText: '', httpVersion: 'HTTP/1.1', cookies: [], headers: listOf(headers), content, redirectURL,
    headersSize: -1, bodySize: content.size,
  }
}

function listOf(members: Record<string, string>): Pair[] {
  return Object.entries(members).map(([name, value]) => ({ name, value }))
}

function pairsOf(parameters: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(parameters).map(([name, value]) => [name, textOf(value)])
}
