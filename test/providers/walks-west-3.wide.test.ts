import { describe, test } from 'vitest'
import { rows } from './western-rows-3.ts'
import { expectRefusal, expectWalk, setStage } from './western-walk.ts'

describe.each(rows)('$vendor', (row) => {
  test('a whole walk, a refresh and userinfo again say exactly what the vendor wants to hear', async () =>
    expectWalk(await setStage(row)))

  test('a code that was never issued ends with 3 and the vendor’s own words', async () =>
    expectRefusal(await setStage(row)))
})
