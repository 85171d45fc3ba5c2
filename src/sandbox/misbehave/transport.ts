import { bomb, bytes, drip, flood, hangUp, raw, silence } from './answers.ts'
import { accepted, cutAt, refusedAt } from './expectations.ts'
import type { Answer } from './hooks.ts'
import { deeply } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

type Place = 'discovery' | 'token' | 'userinfo' | 'jwks'
const names: Record<Place, [en: string, zh: string]> = {
  discovery: ['the metadata', '元数据'], token: ['the token response', '令牌响应'], userinfo: ['the userinfo', 'userinfo'],
  jwks: ['the keys', '密钥'],
}
const says = (name: string, place: Place, en: string, zh: string, expected: Expectation, answer: Answer): Variant =>
  fault(name, `${names[place][0]}: ${en}`, `${names[place][1]}：${zh}`, expected, { answer: { [place]: answer } })

const tooLarge = (place: Place) => cutAt(place, 'answer-too-large')
const broken = (place: Place) => cutAt(place, 'network-failed')
const tooSlow = (place: Place) => cutAt(place, 'network-timeout')

const sizes = [
  says('h14-gzip-bomb', 'discovery', '300 MB, packed by gzip', '300 MB 的 gzip 炸弹', tooLarge('discovery'), bomb('gzip')),
  says(
    'h14-gzip-bomb-as-token-response', 'token', '300 MB, packed by gzip', '300 MB 的 gzip 炸弹', tooLarge('token'),
    bomb('gzip'),
  ),
  says('h14-gzip-bomb-as-keys', 'jwks', '300 MB, packed by gzip', '300 MB 的 gzip 炸弹', tooLarge('jwks'), bomb('gzip')),
  says(
    'h14-brotli-bomb', 'discovery', '300 MB, packed by brotli', '300 MB 的 brotli 炸弹', tooLarge('discovery'), bomb('br'),
  ),
  says(
    'h14-nested-gzip-bomb', 'discovery', 'packed by gzip twice', '两层 gzip', tooLarge('discovery'), bomb('gzip, gzip'),
  ),
  says(
    'h14-unknown-encoding', 'discovery', 'packed in a way that nobody knows', '未知的压缩方式', broken('discovery'),
    raw('{}', 'application/json', { 'content-encoding': 'unknown' }),
  ),
  says(
    'h14-not-gzip', 'discovery', 'said to be gzip and is not', '声称 gzip 却不是', broken('discovery'),
    raw('{"issuer":"x"}', 'application/json', { 'content-encoding': 'gzip' }),
  ),
  says('h15-endless-body', 'discovery', 'a body without an end', '没有尽头的响应体', tooLarge('discovery'), flood),
  says(
    'h62-token-response-1-mb', 'token', '1 MB', '1 MB', tooLarge('token'),
    raw(`{"access_token":"${'x'.repeat(1024 * 1024)}"}`),
  ),
]

const times = [
  says('h15-drip-feed', 'discovery', 'a byte every 900 ms', '每 900 毫秒一个字节', tooSlow('discovery'), drip),
  says('h15-drip-feed-as-token-response', 'token', 'a byte every 900 ms', '每 900 毫秒一个字节', tooSlow('token'), drip),
  says('h15-drip-feed-as-keys', 'jwks', 'a byte every 900 ms', '每 900 毫秒一个字节', tooSlow('jwks'), drip),
  says('h15-drip-feed-as-userinfo', 'userinfo', 'a byte every 900 ms', '每 900 毫秒一个字节', tooSlow('userinfo'), drip),
  says('h15-silence', 'discovery', 'nothing is ever said', '始终沉默', tooSlow('discovery'), silence),
]

const manyFields = Object.fromEntries(Array.from({ length: 2000 }, (_, place) => [`x-flood-${place}`, 'x'.repeat(60)]))
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const messages = [
  says(
    'h16-header-flood', 'discovery', 'two thousand header fields', '两千个响应头', tooLarge('discovery'),
    raw('{}', 'application/json', manyFields),
  ),
  says(
    'h16-header-flood-as-token-response', 'token', 'two thousand header fields', '两千个响应头', tooLarge('token'),
    raw('{}', 'application/json', manyFields),
  ),
  says(
    'h16-long-header', 'discovery', 'a header field of 100 KB', '100 KB 的响应头', tooLarge('discovery'),
    raw('{}', 'application/json', { 'x-long': 'x'.repeat(100_000) }),
  ),
  says('h16-not-http', 'discovery', 'no HTTP at all', '不是 HTTP', broken('discovery'), bytes('SSH-2.0-OpenSSH_9.9\r\n')),
  says(
    'h16-two-content-lengths', 'discovery', 'two different lengths', '两个不同的 Content-Length', broken('discovery'),
    bytes(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
  ),
  says(
    'h16-bad-chunk', 'discovery', 'a chunk without a size', '分块没有长度', broken('discovery'),
    bytes(`${head}transfer-encoding: chunked\r\n\r\nxyz\r\n`),
  ),
  says(
    'h16-cut-short', 'discovery', 'it ends before its length', '未到长度就结束', broken('discovery'),
    bytes(`${head}content-length: 1000\r\n\r\n{`),
  ),
  says(
    'h16-cut-short-token-response', 'token', 'it ends before its length', '未到长度就结束', broken('token'),
    bytes(`${head}content-length: 1000\r\n\r\n{`),
  ),
  fault('h16-header-not-ascii', 'every answer: a header field in Chinese', '所有响应：响应头含中文', accepted, {
    headers: Object.fromEntries(['discovery', 'token', 'jwks', 'userinfo'].map(place => [
      place, { 'x-name': Buffer.from('张三').toString('latin1') },
    ])),
  }),
  says('h60-discovery-connection-drop', 'discovery', 'the connection ends', '连接中断', broken('discovery'), hangUp),
  says('h60-jwks-connection-drop', 'jwks', 'the connection ends', '连接中断', broken('jwks'), hangUp),
]

const depths = (['discovery', 'token', 'jwks'] as const).map(place =>
  fault(
    `h18-${place}-json-depth`, `${names[place][0]}: nested 100 000 deep`, `${names[place][1]}：嵌套十万层`,
    refusedAt(place, 'unreadable-answer'), { text: { [place]: deeply } },
  ))

export const transport: Variant[] = [...sizes, ...times, ...messages, ...depths]
