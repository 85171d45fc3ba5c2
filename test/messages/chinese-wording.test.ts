import { expect, test } from 'vitest'
import { zh } from '../../src/messages/zh/index.ts'

test('Chinese calls the client by one name, and says who signed in without a passive', () => {
  expect(zh.report.participants.client.name).toBe('客户端 (Client)')
  expect(zh.story.done('123456', 'sandbox')).toBe('登录用户：123456（配置“sandbox”）。')
  expect(zh.report.succeeded('123456')).toBe('登录用户：123456，六个步骤全部完成。')
  expect(zh.checkWords['access-token-characters'].noun).toBe('令牌字符')
})

test('Chinese says which address goes where: the address first, a remark in brackets last', async () => {
  const { zhDoctor } = await import('../../src/messages/zh/doctor.ts')
  const told = Object.entries(zhDoctor).flatMap(([name, [, next = '']]) =>
    /-redirect$/.test(name) && next.includes('已注册的地址') ? [next.split('\n')[0] ?? ''] : [])
  expect(told.length).toBeGreaterThanOrEqual(10)
  for (const sentence of told) expect(sentence).toMatch(/^请把 \{redirect_uri\} 原样填入 [^（）]+，或者改用已注册的地址(?:（[^（）]+）)?$/)
})
