import { expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'

const address = 'https://idp.example/authorize?response_type=code&client_id=app'

/** The short way takes two words; a third asks the whole program. */
test.each([
  'xx', 'EN', '',
])('explain ADDRESS and the whole program say the same where OAUTH_WALK_LANG is "%s"', async (language) => {
  const environment = { OAUTH_WALK_LANG: language }
  const [short, whole] = await Promise.all([['explain', address], ['explain', address, '--no-color']].map(words =>
    run(words, { home: freshHome(), environment })))
  expect(short).toEqual(whole)
  expect(short?.status).toBe(language === '' ? 0 : 2)
})
