import { expect, test } from 'vitest'
import { loadExplainWords } from '../../src/messages/load.ts'
import { enTelling } from '../../src/messages/en/telling.ts'
import { zhTelling } from '../../src/messages/zh/telling.ts'
import { freshHome, run } from '../support/cli.ts'

const [year, day] = [31_536_000, 86_400]
const spans: readonly unknown[] = ['lives', 'ago', 'lived']

test('no Chinese finding has a length of time in English units', async () => {
  const { readings } = await loadExplainWords('zh', true)
  const details = new Proxy({}, { get: (_, name) => spans.includes(name) ? '3 y 15 d' : '1' })
  const said = Object.values(readings).flatMap(({ said, why, fix }) => [said(details), why(details), fix(details)])
  expect(said.filter(text => /\d (?:y|d|h|min|s)\b/.test(text))).toEqual([])
  expect(said.filter(text => text.includes('3 年 15 天')).length).toBeGreaterThan(5)
})

test('an expired token says by how much, the same above and below, in either language', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Date.UTC(2023, 10, 14) / 1000
  const token = [
    part({ alg: 'RS256', typ: 'JWT' }),
    part({ iss: 'https://id.example.com', sub: '1', aud: 'app', iat: exp - 2800, exp }), 'c2lnbmF0dXJl',
  ].join('.')
  const tell = async (lang: string) => {
    const at = new Date((exp + 3 * year + 15 * day) * 1000).toISOString()
    return (await run(['explain', '-', '--at', at, '--lang', lang], { home: freshHome(), input: token })).stdout
  }
  const [en, zh] = [await tell('en'), await tell('zh')]
  expect(en).toMatch(/exp .*3 y 15 d ago[^]*expired: exp \S+, 3 y 15 d before/)
  expect(zh).toMatch(/exp .*3 年 15 天前[^]*已过期：exp \S+，比 \S+ 早 3 年 15 天\n[^]*有效期是 46 分钟 40 秒/)
})

test.each([
  [3600, '1 h', '1 小时'], [364 * day, '364 d', '364 天'], [year, '1 y', '1 年'], [3 * year + day - 1, '3 y', '3 年'],
  [-2 * year - day, '2 y 1 d', '2 年 1 天'],
])('%d seconds', (seconds, en, zh) => {
  expect([enTelling.lasts(seconds), zhTelling.lasts(seconds)]).toEqual([en, zh])
})
