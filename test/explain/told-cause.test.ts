import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const asked = 'https://idp.example/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state='

async function explain(sent: string, came: string, language: string): Promise<string> {
  const callback = `https://app.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=${came}`
  return (await runInside(
    ['explain', callback, '--request', asked + sent, '--lang', language], { home: freshHome() },
  )).stdout
}

const [another, same] = ['b71Kq0xWm2', 'a90Zr4yVn8']

test.each([
  ['en', /Keep each state with its own login/, /Otherwise|percent-encode it once|If it is another/],
  ['zh', /每个 state 只与它自己的登录一起保存/, /只编码一次|如果完全是另一个值/],
] as const)('what to do about a state of another login stands alone in %s', async (language, fix, others) => {
  const told = await explain(same, another, language)
  expect(told).toMatch(fix)
  expect(told).not.toMatch(others)
})

test.each([
  ['en', /percent-encode it once/, /own login/], ['zh', /只编码一次/, /自己的登录/],
] as const)('so does what to do about a state that was cut, in %s', async (language, fix, others) => {
  const told = await explain(same, same.slice(0, 6), language)
  expect(told).toMatch(fix)
  expect(told).not.toMatch(others)
})

test.each([['en', /length \d+ sent/, 'sent: state mismatch'], ['zh', /发送时长度/, '不一致']] as const)(
  'lengths are told where they differ alone, in %s', async (language, lengths, rest) => {
    expect(await explain(same, same.slice(0, 6), language)).toMatch(lengths)
    const told = await explain(same, another, language)
    expect(told).not.toMatch(lengths)
    expect(told).toContain(rest)
  },
)
