import { describe, expect, test } from 'vitest'
import { command } from '../../src/text/shell.ts'
import { chooseLanguage, loadCatalogue } from '../../src/messages/load.ts'
import { advise, text } from '../../src/messages/text.ts'

describe('text', () => {
  test.each([
    [undefined, ''], [null, ''], ['a', 'a'], ['', ''], [0, '0'], [false, 'false'], [['a', 1, null], 'a, 1, '],
    [{ a: 1 }, '{"a":1}'], [[], ''], [['a', ['b', 'c']], 'a, b, c'],
  ])('of %j is %j', (value, expected) => {
    expect(text(value)).toBe(expected)
  })
})

describe('advise', () => {
  const prose = { message: 'm', cause: 'ours', next: command`our command` }
  const known = { invalid_client: { cause: 'theirs', next: command`their command` } }

  test('puts what is known about the provider’s error before our own cause', () => {
    expect(advise({ provider: { error: 'invalid_client' } }, known, prose)).toEqual({
      message: 'm', cause: 'theirs', next: 'their command',
    })
  })

  test.each([
    [{}], [{ provider: {} }], [{ provider: { error: 'unknown' } }], [{ provider: { error: ['invalid_client'] } }],
    [{ provider: { error: '__proto__' } }], [{ provider: { error: 'constructor' } }],
  ])(
    'leaves the prose alone for %j', (details) => {
      expect(advise(details, known, prose)).toBe(prose)
    })
})

describe('the language', () => {
  test.each([
    [undefined, {}, 'en'], ['zh', {}, 'zh'], ['en', { LANG: 'zh_CN' }, 'en'], ['fr', { LANG: 'zh_CN' }, 'en'],
    [undefined, { LANG: 'ZH_cn.UTF-8' }, 'zh'],
    [undefined, { LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en'],
    [undefined, { LC_MESSAGES: 'zh_CN', LANG: 'C' }, 'zh'],
    [undefined, { LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
    [undefined, { LC_ALL: '', LC_MESSAGES: '', LANG: '' }, 'en'],
  ])('asked for %j in %j is %s', (asked, environment, expected) => {
    expect(chooseLanguage(asked, environment)).toBe(expected)
  })

  test.each(['en', 'zh'] as const)('%s is loaded by its name', async (language) => {
    expect((await loadCatalogue(language)).language).toBe(language)
  })
})
